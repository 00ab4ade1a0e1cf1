/** `/auth_configs`, but for the create. */
import { randomUUID } from "node:crypto";
import type { UpdateAuthConfigBody } from "../api/auth-config";
import { parseUpdateAuthConfigBody } from "../api/auth-config";
import { refuseBadProxy } from "./auth-config-create";
import { showAuthConfig } from "./auth-config-item";
import type { Answer, Call, KnownKeys, Operation } from "./call";
import { now, pageOf, readBody, readBoolean, readList, unknownKeys } from "./call";
import { ApiError, authConfigNotFound, badRequest } from "./errors";
import type { StoredAuthConfig } from "./store";

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

export const getAuthConfig: Operation = (call) => ({ status: 200, body: showAuthConfig(find(call), call) });

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

const COMMON_KEYS: KnownKeys = {
  type: true,
  name: true,
  tool_access_config: { tools_for_connected_account_creation: true, tools_available_for_execution: true },
  restrict_to_following_tools: true,
  shared_credentials: true,
  is_enabled_for_tool_router: true,
};
const KNOWN_KEYS: Record<UpdateAuthConfigBody["type"], KnownKeys> = {
  custom: { ...COMMON_KEYS, credentials: true, proxy_config: { proxy_url: true, proxy_auth_key: true } },
  default: { ...COMMON_KEYS, scopes: true, user_scopes: true },
};

/** A true patch: absent fields keep their value. */
export function updateAuthConfig(call: Call): Answer {
  const config = find(call);
  const body = readBody(parseUpdateAuthConfigBody, call.body);
  // Assumption 12: type is no way to convert a config, and a wrong one is refused.
  if (body.type !== config.type) {
    throw badRequest(`Auth config ${config.id} is of type "${config.type}", but the request says "${body.type}"`);
  }
  call.noteUnknown(unknownKeys(call.body, KNOWN_KEYS[body.type]));

  if (body.type === "custom") mergeOwn(config, body);
  else mergeManaged(config, body);
  mergeCommon(config, body, call.body);
  config.last_updated_at = now(call);
  return updated(call, "Auth config updated successfully");
}

// Assumption 15: null removes one credential key.
function mergeOwn(config: StoredAuthConfig, body: UpdateAuthConfigBody): void {
  refuseBadProxy(body.proxy_config);
  if (body.proxy_config !== undefined) config.proxy_config = body.proxy_config;
  for (const [key, value] of Object.entries(body.credentials ?? {})) {
    if (value === null) delete config.credentials[key];
    else config.credentials[key] = value;
  }
}

/** Managed scopes travel at the top level; an empty string clears them. */
function mergeManaged(config: StoredAuthConfig, body: UpdateAuthConfigBody): void {
  for (const key of ["scopes", "user_scopes"] as const) {
    const value = body[key];
    if (value === "") delete config.credentials[key];
    else if (value !== undefined) config.credentials[key] = value;
  }
}

function mergeCommon(config: StoredAuthConfig, body: UpdateAuthConfigBody, raw: unknown): void {
  config.name = body.name || config.name;
  config.is_enabled_for_tool_router = body.is_enabled_for_tool_router ?? config.is_enabled_for_tool_router;

  const { restrict_to_following_tools: restricted } = raw as { restrict_to_following_tools?: unknown };
  const access = config.tool_access_config;
  config.tool_access_config = {
    tools_for_connected_account_creation:
      body.tool_access_config?.tools_for_connected_account_creation ?? access.tools_for_connected_account_creation,
    tools_available_for_execution:
      body.tool_access_config?.tools_available_for_execution ??
      (Array.isArray(restricted) ? restricted.map(String) : access.tools_available_for_execution),
  };

  // Assumption 15: shared credentials merge key by key too, so that {} changes nothing.
  for (const [key, value] of Object.entries(body.shared_credentials ?? {})) {
    if (value === null) delete config.shared_credentials[key];
    else config.shared_credentials[key] = value;
  }
}

// Assumption 15: setting the status that it has already is fine.
export function setAuthConfigStatus(call: Call): Answer {
  const config = find(call);
  const { status } = call.params;
  if (status !== "ENABLED" && status !== "DISABLED") {
    throw badRequest(`status must be ENABLED or DISABLED, but got: ${status}`);
  }
  config.status = status;
  config.last_updated_at = now(call);
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
  config.deleted = true;
  config.last_updated_at = now(call);
  return { status: 200, body: revokes ? { revoke_job_id: randomUUID() } : {} };
}
