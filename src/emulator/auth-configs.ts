/** `/auth_configs`, except the create: what is shown, changed and deleted. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Answers } from "./answers";
import { bodySchema, patchRecord } from "./auth-config-bodies";
import { showAuthConfig } from "./auth-config-item";
import type { StoredAuthConfig } from "./auth-config-record";
import type { Answer, Call } from "./call";
import { now, pageOf, readBody, readBoolean, readList } from "./call";
import { managedAppsOf } from "./catalogue/definition";
import { ApiError, authConfigNotFound, badRequest } from "./errors";
import { findToolkit } from "./toolkits";

export function listAuthConfigs(call: Call): Answer {
  const { query, emulation } = call;
  const wanted = visible(call).filter(matches(call));
  // Assumption 22: newest first.
  if (emulation.answers.listOrder === "newest-first") wanted.reverse();
  const page = pageOf(wanted, { query, maximum: emulation.maxPageSize, answers: emulation.answers });
  return { status: 200, body: { ...page, items: page.items.map((config) => showAuthConfig(config, call)) } };
}

function visible(call: Call): StoredAuthConfig[] {
  const kept = [...call.project.authConfigs.values()].filter((one) => !one.deleted && !isTooNew(one, call));
  return call.isStale ? kept.slice(0, -1) : kept;
}

const isTooNew = ({ created_at }: StoredAuthConfig, { emulation }: Call): boolean =>
  emulation.answers.newConfigs === "hidden-for-a-second" && emulation.clock().getTime() - Date.parse(created_at) < 1000;

function matches({ query, emulation }: Call): (config: StoredAuthConfig) => boolean {
  // Assumption 23: slugs without regard to case; search by name or id, anywhere inside and without regard to case.
  const { answers } = emulation;
  const toolkits = answers.toolkitFilter === "applied" ? readList(query.toolkit_slug?.toLowerCase()) : [];
  const search = (query.search ?? "").toLowerCase();
  const managed = readBoolean("is_composio_managed", query);
  // Assumption 37: they are hidden unless the query asks for them.
  const showDisabled = readBoolean("show_disabled", query) ?? answers.disabledInLists === "shown";
  return ({ toolkit, name, id, type, status }) =>
    (toolkits.length === 0 || toolkits.includes(toolkit)) &&
    [name, id].map((text) => text.toLowerCase()).some((text) => found(text, search, answers)) &&
    (managed === undefined || managed === (type === "default")) &&
    (showDisabled || status === "ENABLED");
}

const found = (text: string, search: string, answers: Answers): boolean =>
  answers.search === "anywhere" ? text.includes(search) : text.startsWith(search);

export function getAuthConfig(call: Call): Answer {
  const config = find(call);
  if (isTooNew(config, call)) throw notFound(config.id, call);
  return { status: 200, body: showAuthConfig(config, call) };
}

/** The one that the path names, if it exists in this project and was not deleted. */
function find(call: Call): StoredAuthConfig {
  const { id = "" } = call.params;
  // Assumption 16: an id is malformed when it does not begin with ac_; one that was deleted does not exist.
  if (!id.startsWith("ac_") && call.emulation.answers.malformedId === 400) {
    throw badRequest(`Invalid auth config id: ${id}`);
  }
  const config = call.project.authConfigs.get(id);
  // Assumption 25: a write is seen by the next read, unless the fault "stale" hides what was made last.
  if (!config || config.deleted || (call.isStale && !visible(call).includes(config))) throw notFound(id, call);
  return config;
}

function notFound(id: string, { emulation }: Call): ApiError {
  const error = authConfigNotFound(id);
  return emulation.answers.notFoundBody === "envelope"
    ? error
    : new ApiError({ status: 404, code: error.code, slug: error.slug, message: error.message, body: {} });
}

export function updateAuthConfig(call: Call): Answer {
  const config = find(call);
  const { answers, catalogue } = call.emulation;
  const { type } = readBody(z.looseObject({ type: z.enum(["custom", "default"]) }), call);
  // Assumption 12: type is no way to convert a config, and a wrong one is refused.
  if (type !== config.type && answers.otherTypePatch === "refused") {
    throw badRequest(`Auth config ${config.id} is of type "${config.type}", but the request says "${type}"`);
  }
  if (type === config.type) {
    const body = readBody(bodySchema("patch", type, answers), call);
    const toolkit = findToolkit(catalogue, config.toolkit);
    const app = managedAppsOf(toolkit).find(({ managed_app_id: id }) => id === config.managed_app_id);
    change(call, patchRecord(config, body, { answers, toolkit, scheme: config.auth_scheme, app }));
  }
  return { status: 200, body: updated(answers.updateAnswer, "Auth config updated successfully") };
}

// Assumption 15: setting the status that it has already is fine.
export function setAuthConfigStatus(call: Call): Answer {
  const config = find(call);
  const { answers } = call.emulation;
  const { status } = call.params;
  if (status !== "ENABLED" && status !== "DISABLED") {
    throw badRequest(`status must be ENABLED or DISABLED, but got: ${status}`);
  }
  if (status === config.status && answers.repeatedStatus === "refused") {
    throw badRequest(`Auth config ${config.id} is ${status} already`);
  }
  change(call, { ...config, status });
  return { status: 200, body: updated(answers.updateAnswer, `Auth config ${status.toLowerCase()} successfully`) };
}

// Assumption 14: as the contract says; an empty object was seen before.
const updated = (form: "success" | "empty", message: string): object =>
  form === "success" ? { success: true, message } : {};

// Assumption 17: connected accounts stay behind, unusable; the job that revokes them cannot be looked at.
export function deleteAuthConfig(call: Call): Answer {
  const { answers } = call.emulation;
  const revokes = readBoolean("revoke_on_delete", call.query) ?? false;
  const body = {
    ...updated(answers.deleteAnswer, "Auth config deleted successfully"),
    ...(revokes && { revoke_job_id: randomUUID() }),
  };
  const gone = call.project.authConfigs.get(call.params.id ?? "");
  if (gone?.deleted && answers.secondDelete === 200) return { status: 200, body };

  const config = find(call);
  const accounts = [...call.project.connectedAccounts.values()].filter(
    ({ auth_config_id, deleted }) => auth_config_id === config.id && !deleted,
  );
  if (accounts.some(({ status }) => status === "ACTIVE") && answers.deleteWithAccounts === "refused") {
    throw badRequest(`Auth config ${config.id} has connected accounts`);
  }
  change(call, { ...config, deleted: true });
  if (answers.accountsOfDeleted === "deleted") for (const account of accounts) account.deleted = true;
  return { status: 200, body };
}

function change(call: Call, next: StoredAuthConfig): StoredAuthConfig {
  const config = { ...next, last_updated_at: now(call) };
  call.project.authConfigs.set(config.id, config);
  return config;
}
