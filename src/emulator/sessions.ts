/** `/tool_router/session`: a session names the auth configs that it authenticates with, by toolkit. */
import { z } from "zod";
import type { Answer, Call, Operation } from "./call";
import { now, readBody } from "./call";
import { needsNoAuth } from "./catalogue/definition";
import { openLink } from "./connected-accounts";
import { configVersionConflict, sessionNotFound, toolRouterError } from "./errors";
import { authConfigToConnect } from "./session-auth";
import { allows, refuseWrongIds } from "./session-checks";
import { showSession } from "./session-item";
import type { StoredSession } from "./store";
import { createId } from "./store";
import { findToolkit } from "./toolkits";

const SETTING_KEYS = [
  ...["manage_connections", "tools", "tags", "workbench", "multi_account", "preload", "search", "execute"],
  "experimental",
];
const OTHER_KEYS = ["toolkits", "auth_configs", "connected_accounts"];

const SELECTION = z.union([
  z.strictObject({ enable: z.array(z.string()) }),
  z.strictObject({ disable: z.array(z.string()) }),
]);
const IDS = z.record(z.string(), z.string());
const ACCOUNTS = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const CREATE_BODY = z.looseObject({
  user_id: z.string().min(1),
  toolkits: SELECTION.optional(),
  auth_configs: IDS.optional(),
  connected_accounts: ACCOUNTS.optional(),
});
const UPDATE_BODY = z.looseObject({
  toolkits: SELECTION.nullable().optional(),
  auth_configs: IDS.optional(),
  connected_accounts: ACCOUNTS.nullable().optional(),
  expected_config_version: z.number().optional(),
});
const LINK_BODY = z.object({
  toolkit: z.string().min(1),
  alias: z.string().optional(),
  callback_url: z.string().optional(),
  experimental: z.unknown().optional(),
});

export function createSession(call: Call): Answer {
  refuseUnknownKeys(call, ["user_id", ...OTHER_KEYS, ...SETTING_KEYS]);
  const body = readBody(CREATE_BODY, call, refuseBody);
  const session: StoredSession = {
    id: createId("trs"),
    user_id: body.user_id,
    toolkits: body.toolkits ?? null,
    auth_configs: body.auth_configs ?? {},
    connected_accounts: listed(body.connected_accounts ?? {}),
    settings: pick(body, SETTING_KEYS),
    config_version: 1,
    created_at: now(call),
    deleted: false,
  };
  refuseWrongIds(call, session);
  call.project.sessions.set(session.id, session);
  return { status: 201, body: showSession(session, call) };
}

const refuseBody = (message: string, errors: string[]) => toolRouterError("BadRequest", message, errors);

/** Unlike elsewhere, a session does not ignore what it does not know: that much is on record. */
function refuseUnknownKeys(call: Call, known: string[]): void {
  const unknown = Object.keys(Object(call.body)).filter((key) => !known.includes(key));
  call.noteUnknown(unknown);
  if (unknown.length > 0) throw toolRouterError("BadRequest", `Unrecognized key(s) in body: ${unknown.join(", ")}`);
}

const listed = (accounts: Record<string, string | string[]>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(accounts).map(([slug, ids]) => [slug, [ids].flat()]));

const pick = (body: Record<string, unknown>, keys: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([key, value]) => keys.includes(key) && value !== undefined));

export const getSession: Operation = (call) => ({ status: 200, body: showSession(findSession(call), call) });

export function findSession({ project, params: { id = "" } }: Call): StoredSession {
  if (!id.startsWith("trs_")) throw toolRouterError("BadRequest", `Session ids begin with trs_, but got: ${id}`);
  const session = project.sessions.get(id);
  if (!session || session.deleted) throw sessionNotFound(id);
  return session;
}

/** Maps are replaced whole, and null clears a block. Nothing is kept when any of it is refused. */
export function updateSession(call: Call): Answer {
  const session = findSession(call);
  refuseUnknownKeys(call, ["expected_config_version", ...OTHER_KEYS, ...SETTING_KEYS]);
  const body = readBody(UPDATE_BODY, call, refuseBody);
  const expected = body.expected_config_version;
  if (expected !== undefined && expected !== session.config_version) {
    throw configVersionConflict(expected, session.config_version);
  }

  const settings = { ...session.settings, ...pick(body, SETTING_KEYS) };
  const next: StoredSession = {
    ...session,
    toolkits: body.toolkits === undefined ? session.toolkits : body.toolkits,
    auth_configs: body.auth_configs ?? session.auth_configs,
    connected_accounts:
      body.connected_accounts === undefined ? session.connected_accounts : listed(body.connected_accounts ?? {}),
    settings: Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)),
    config_version: session.config_version + 1,
  };
  refuseWrongIds(call, next);
  call.project.sessions.set(next.id, next);
  return { status: 200, body: showSession(next, call) };
}

export function deleteSession(call: Call): Answer {
  const session = findSession(call);
  session.deleted = true;
  return { status: 200, body: { session_id: session.id, deleted: true } };
}

/** A link for the session's user, on the auth config that the session uses for the toolkit. */
export function createSessionLink(call: Call): Answer {
  const session = findSession(call);
  const { toolkit: slug, ...rest } = readBody(LINK_BODY, call, refuseBody);
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
