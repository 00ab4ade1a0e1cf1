/** `/auth_configs`: what is refused, and what is kept. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { bodySchema, createRecord, patchRecord } from "./auth-config-bodies";
import { showAuthConfig } from "./auth-config-item";
import type { StoredAuthConfig } from "./auth-config-record";
import type { Answer, Call } from "./call";
import { now, pageOf, readBody, readBoolean, readList } from "./call";
import type { ToolkitDefinition } from "./catalogue/definition";
import { detailOf, needsNoAuth } from "./catalogue/definition";
import { refuseMissing } from "./credentials";
import { ApiError, authConfigNotFound, badRequest, noAuthToolkit, noManagedApp } from "./errors";
import type { Project } from "./store";
import { createId } from "./store";
import { findToolkit } from "./toolkits";

type Kind = StoredAuthConfig["type"];

/** A create has other words for the two kinds than a PATCH and an item. */
const KINDS: Record<string, Kind | undefined> = { use_composio_managed_auth: "default", use_custom_auth: "custom" };

export function createAuthConfig(call: Call): Answer {
  const type = wantedKind(call.body);
  const body = readBody(
    z.object({ toolkit: z.object({ slug: z.string().min(1) }), auth_config: bodySchema("create", type).optional() }),
    call,
  );
  const toolkit = findToolkit(call.emulation.catalogue, body.toolkit.slug);
  if (needsNoAuth(toolkit)) throw noAuthToolkit(toolkit.name);
  const config =
    type === "custom" ? createOwn(call, toolkit, body.auth_config) : createManaged(call, toolkit, body.auth_config);
  return {
    status: 201,
    body: {
      toolkit: { slug: config.toolkit },
      auth_config: {
        id: config.id,
        auth_scheme: config.auth_scheme,
        is_composio_managed: type === "default",
        restrict_to_following_tools: config.tool_access_config.tools_available_for_execution,
      },
    },
  };
}

/** Before the schema, since the message on record names the two literals. */
function wantedKind(body: unknown): Kind {
  const { auth_config: wanted } = (body ?? {}) as { auth_config?: { type?: unknown } };
  const kind = KINDS[String(wanted?.type)];
  if (kind || wanted?.type === undefined) return kind ?? "default";
  const message = 'auth_config.type must be "use_composio_managed_auth" or "use_custom_auth"';
  throw badRequest(message, [message]);
}

/** Also what a session creates by itself. */
export function createManaged(
  call: Pick<Call, "emulation" | "project">,
  toolkit: ToolkitDefinition,
  body: Record<string, unknown> = {},
): StoredAuthConfig {
  // Assumption 11: authScheme, which belongs to custom auth, is ignored here.
  const scheme = toolkit.composio_managed_auth_schemes?.[0];
  if (scheme === undefined) throw noManagedApp(toolkit.slug);
  if (toolkit.managedAppWithdrawn) refuseMissing(toolkit, detailOf(toolkit, scheme), {});
  return keep(call, createRecord({ ...beginning(call, toolkit), type: "default", scheme }, body));
}

function createOwn(call: Call, toolkit: ToolkitDefinition, body: Record<string, unknown> = {}): StoredAuthConfig {
  // Assumption 11: a scheme that is missing, spelled auth_scheme, or not offered by the toolkit is a 400.
  const { authScheme: scheme } = body;
  if (typeof scheme !== "string") throw badRequest("auth_config.authScheme: required", ["authScheme: required"]);
  if (!detailOf(toolkit, scheme)) {
    throw badRequest(`Auth scheme "${scheme}" is not supported by toolkit "${toolkit.slug}"`);
  }
  return keep(call, createRecord({ ...beginning(call, toolkit), type: "custom", scheme }, body));
}

/** What every auth config begins from, except its kind and scheme. */
export const beginning = (call: Pick<Call, "emulation" | "project">, toolkit: ToolkitDefinition) => ({
  id: unusedId(call.project),
  toolkit,
  answers: call.emulation.answers,
  at: now(call),
});

function unusedId(project: Project): string {
  const id = createId("ac");
  return project.authConfigs.has(id) ? unusedId(project) : id;
}

function keep({ project }: Pick<Call, "project">, config: StoredAuthConfig): StoredAuthConfig {
  project.authConfigs.set(config.id, config);
  return config;
}

export function listAuthConfigs(call: Call): Answer {
  const { query, emulation } = call;
  // Assumption 22: newest first.
  const wanted = visible(call).reverse().filter(matches(call));
  const page = pageOf(wanted, query, emulation.maxPageSize);
  return { status: 200, body: { ...page, items: page.items.map((config) => showAuthConfig(config, call)) } };
}

function visible(call: Call): StoredAuthConfig[] {
  const kept = [...call.project.authConfigs.values()].filter(({ deleted }) => !deleted);
  return call.isStale ? kept.slice(0, -1) : kept;
}

function matches({ query, emulation }: Call): (config: StoredAuthConfig) => boolean {
  // Assumption 23: slugs without regard to case; search by name or id, anywhere inside and without regard to case.
  const toolkits = emulation.answers.toolkitFilter === "applied" ? readList(query.toolkit_slug?.toLowerCase()) : [];
  const search = (query.search ?? "").toLowerCase();
  const managed = readBoolean("is_composio_managed", query);
  const showDisabled = readBoolean("show_disabled", query) ?? false;
  return ({ toolkit, name, id, type, status }) =>
    (toolkits.length === 0 || toolkits.includes(toolkit)) &&
    `${name}\n${id}`.toLowerCase().includes(search) &&
    (managed === undefined || managed === (type === "default")) &&
    (showDisabled || status === "ENABLED");
}

export const getAuthConfig = (call: Call): Answer => ({ status: 200, body: showAuthConfig(find(call), call) });

/** The one that the path names, if it exists in this project and was not deleted. */
function find(call: Call): StoredAuthConfig {
  const { id = "" } = call.params;
  // Assumption 16: an id is malformed when it does not begin with ac_; one that was deleted does not exist.
  if (!id.startsWith("ac_")) throw badRequest(`Invalid auth config id: ${id}`);
  const found = call.project.authConfigs.get(id);
  // Assumption 25: a write is seen by the next read, unless the fault "stale" hides what was made last.
  if (!found || found.deleted || (call.isStale && !visible(call).includes(found))) throw notFound(id, call);
  return found;
}

function notFound(id: string, { emulation }: Call): ApiError {
  const error = authConfigNotFound(id);
  return emulation.answers.notFoundBody === "envelope"
    ? error
    : new ApiError({ status: 404, code: error.code, slug: error.slug, message: error.message, body: {} });
}

export function updateAuthConfig(call: Call): Answer {
  const config = find(call);
  const { type } = readBody(z.looseObject({ type: z.enum(["custom", "default"]) }), call);
  // Assumption 12: type is no way to convert a config, and a wrong one is refused.
  if (type !== config.type) {
    throw badRequest(`Auth config ${config.id} is of type "${config.type}", but the request says "${type}"`);
  }
  const body = readBody(bodySchema("patch", type), call);
  const { answers, catalogue } = call.emulation;
  const toolkit = findToolkit(catalogue, config.toolkit);
  change(call, patchRecord(config, body, { answers, toolkit, scheme: config.auth_scheme }));
  return updated(call, "Auth config updated successfully");
}

// Assumption 15: setting the status that it has already is fine.
export function setAuthConfigStatus(call: Call): Answer {
  const config = find(call);
  const { status } = call.params;
  if (status !== "ENABLED" && status !== "DISABLED") {
    throw badRequest(`status must be ENABLED or DISABLED, but got: ${status}`);
  }
  change(call, { ...config, status });
  return updated(call, `Auth config ${status.toLowerCase()} successfully`);
}

// Assumption 14: an empty object, as in the document of January.
const updated = ({ emulation }: Call, message: string): Answer => ({
  status: 200,
  body: emulation.answers.updateAnswer === "success" ? { success: true, message } : {},
});

// Assumption 17: connected accounts stay behind, unusable; the job that revokes them cannot be looked at.
export function deleteAuthConfig(call: Call): Answer {
  const config = find(call);
  const revokes = readBoolean("revoke_on_delete", call.query) ?? false;
  change(call, { ...config, deleted: true });
  return { status: 200, body: revokes ? { revoke_job_id: randomUUID() } : {} };
}

const change = (call: Call, next: StoredAuthConfig): StoredAuthConfig =>
  keep(call, { ...next, last_updated_at: now(call) });
