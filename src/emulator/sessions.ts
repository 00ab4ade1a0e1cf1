/** `/tool_router/session`: a session names the auth configs that it authenticates with, by toolkit. */
import type { z } from "zod";
import type { Answer, Call } from "./call";
import { now, readBody } from "./call";
import { needsNoAuth } from "./catalogue/definition";
import { openLink } from "./connected-accounts";
import { configVersionConflict, sessionNotFound, toolRouterError } from "./errors";
import { authConfigToConnect } from "./session-auth";
import { CREATE_SESSION, LINK_BODY, SETTING_NAMES, UPDATE_SESSION, UPDATE_SESSION_AT } from "./session-body";
import { allows, refuseWrongSession } from "./session-checks";
import { findSessionConfig } from "./session-configs";
import { showSession } from "./session-item";
import type { SessionSettings } from "./session-settings";
import type { StoredSession } from "./store";
import { createId } from "./store";
import { findToolkit } from "./toolkits";

export function createSession(call: Call): Answer {
  refuseUnknownKeys(call, CREATE_SESSION);
  const body = readBody(CREATE_SESSION, call);
  const session: StoredSession = {
    id: createId("trs"),
    user_id: body.user_id,
    toolkits: body.toolkits ?? null,
    auth_configs: body.auth_configs ?? {},
    connected_accounts: body.connected_accounts ?? {},
    settings: settingsOf(body),
    ...savedPolicy(call, body),
    config_version: 1,
    created_at: now(call),
    deleted: false,
  };
  refuseWrongSession(call, session);
  call.project.sessions.set(session.id, session);
  return { status: 201, body: showSession(session, call) };
}

/** Unlike elsewhere, a session does not ignore what it does not know: that much is on record. */
function refuseUnknownKeys(call: Call, schema: z.ZodObject): void {
  const unknown = Object.keys(Object(call.body)).filter((key) => !(key in schema.shape));
  call.noteUnknown(unknown);
  if (unknown.length > 0) throw toolRouterError("BadRequest", `Unrecognized key(s) in body: ${unknown.join(", ")}`);
}

const settingsOf = (body: Record<string, unknown>): SessionSettings =>
  Object.fromEntries(SETTING_NAMES.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]));

/** A saved session config holds toolkits, tools and tags, and takes the place of those in the body. */
function savedPolicy(call: Call, body: Record<string, unknown>): Partial<Pick<StoredSession, "toolkits" | "settings">> {
  const { session_config_id: id } = settingsOf(body).experimental ?? {};
  if (id === undefined) return {};
  // One of the SDKs says that hooks exclude it too.
  const beside = ["toolkits", "tools", "tags", "hooks"].filter((name) => body[name] !== undefined);
  if (beside.length > 0) {
    throw toolRouterError("BadRequest", `experimental.session_config_id can't stand beside ${beside.join(", ")}`);
  }
  const { toolkits = null, ...policy } = findSessionConfig(call.project, id, 400).config;
  return { toolkits, settings: { ...settingsOf(body), ...policy } };
}

export const getSession = (call: Call): Answer => ({ status: 200, body: showSession(findSession(call), call) });

export function findSession({ project, params: { id = "" } }: Call): StoredSession {
  if (!id.startsWith("trs_")) throw toolRouterError("BadRequest", `Session ids begin with trs_, but got: ${id}`);
  const session = project.sessions.get(id);
  if (!session || session.deleted) throw sessionNotFound(id);
  return session;
}

/** Maps are replaced whole, and null clears a block. Nothing is kept when any of it is refused. */
export function updateSession(call: Call): Answer {
  const session = findSession(call);
  // Assumption 31: the version that an update expects is a key that the API does not know.
  const schema = call.emulation.answers.expectedVersion === "checked" ? UPDATE_SESSION_AT : UPDATE_SESSION;
  refuseUnknownKeys(call, schema);
  const body: z.infer<typeof UPDATE_SESSION_AT> = readBody(schema, call);
  const expected = body.expected_config_version;
  if (expected !== undefined && expected !== session.config_version) {
    throw configVersionConflict(expected, session.config_version);
  }
  const next: StoredSession = {
    ...session,
    toolkits: body.toolkits === undefined ? session.toolkits : body.toolkits,
    auth_configs: body.auth_configs ?? session.auth_configs,
    connected_accounts:
      body.connected_accounts === undefined ? session.connected_accounts : (body.connected_accounts ?? {}),
    settings: changedSettings(session.settings, settingsOf(body)),
    ...savedPolicy(call, body),
    config_version: session.config_version + 1,
  };
  refuseWrongSession(call, next);
  call.project.sessions.set(next.id, next);
  return { status: 200, body: showSession(next, call) };
}

function changedSettings(current: SessionSettings, given: SessionSettings): SessionSettings {
  const all = { ...current, ...given };
  // The contract says of this block alone that omitted fields are kept.
  if (current.instant && given.instant) all.instant = { ...current.instant, ...given.instant };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

export function deleteSession(call: Call): Answer {
  const session = findSession(call);
  session.deleted = true;
  return { status: 200, body: { session_id: session.id, deleted: true } };
}

/** A link for the session's user, on the auth config that the session uses for the toolkit. */
export function createSessionLink(call: Call): Answer {
  const session = findSession(call);
  const { toolkit: slug, ...rest } = readBody(LINK_BODY, call);
  const toolkit = findToolkit(call.emulation.catalogue, slug);
  if (!allows(session.toolkits, toolkit.slug)) {
    throw toolRouterError("BadRequest", `Toolkit ${toolkit.slug} is not enabled in this session`);
  }
  if (needsNoAuth(toolkit)) {
    throw toolRouterError("ToolkitsIsNoAuth", `Toolkit ${toolkit.slug} does not require authentication`);
  }
  const config = authConfigToConnect(call, session, toolkit);
  return { status: 201, body: openLink(call, config, { user_id: session.user_id, ...rest }) };
}
