/** `/auth_configs`: what is refused, and what is kept. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Answers } from "./answers";
import { bodySchema, createRecord, patchRecord } from "./auth-config-bodies";
import { showAuthConfig } from "./auth-config-item";
import type { Beginning, StoredAuthConfig } from "./auth-config-record";
import type { Answer, Call } from "./call";
import { now, pageOf, readBody, readBoolean, readList } from "./call";
import type { ManagedApp, ToolkitDefinition } from "./catalogue/definition";
import { detailOf, managedAppsOf, needsNoAuth } from "./catalogue/definition";
import { refuseWithdrawn } from "./credentials";
import { ApiError, authConfigNotFound, badRequest, noAuthToolkit, noManagedApp } from "./errors";
import type { Project } from "./store";
import { createId } from "./store";
import { findToolkit } from "./toolkits";

type Kind = StoredAuthConfig["type"];

/** A create has other words for the two kinds than a PATCH and an item. */
const KINDS: Record<string, Kind | undefined> = { use_composio_managed_auth: "default", use_custom_auth: "custom" };

export function createAuthConfig(call: Call): Answer {
  const { answers, catalogue } = call.emulation;
  const type = wantedKind(call.body);
  const schema = z.object({
    toolkit: z.object({ slug: z.string().min(1) }),
    auth_config: bodySchema("create", type, answers).optional(),
  });
  const body = readBody(schema, {
    ...call,
    body: answers.schemeSpelling === "both" ? respelled(call.body) : call.body,
  });
  const toolkit = findToolkit(catalogue, body.toolkit.slug);
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
  const { type } = wantedOf(body);
  const kind = KINDS[String(type)];
  if (kind || type === undefined) return kind ?? "default";
  const message = 'auth_config.type must be "use_composio_managed_auth" or "use_custom_auth"';
  throw badRequest(message, [message]);
}

const wantedOf = (body: unknown): Record<string, unknown> => Object(Object(body).auth_config);

// Assumption 11: a scheme spelled auth_scheme counts as missing.
function respelled(body: unknown): unknown {
  const { auth_scheme: authScheme, ...wanted } = wantedOf(body);
  return authScheme === undefined ? body : { ...Object(body), auth_config: { authScheme, ...wanted } };
}

/** Also what a session creates by itself. */
export function createManaged(
  call: Pick<Call, "emulation" | "project"> & Partial<Pick<Call, "body">>,
  toolkit: ToolkitDefinition,
  body: Record<string, unknown> = {},
): StoredAuthConfig {
  // Assumption 11: authScheme, which belongs to custom auth, is ignored here.
  if (call.emulation.answers.schemeWithManaged === "refused" && wantedOf(call.body).authScheme !== undefined) {
    throw badRequest("auth_config.authScheme is not accepted with use_composio_managed_auth");
  }
  const app = managedApp(toolkit, body.managed_app_id);
  if (toolkit.managedAppWithdrawn) refuseWithdrawn(toolkit, app.mode);
  return make(call, { ...beginning(call, toolkit), type: "default", scheme: app.mode, app }, body);
}

/** The one that a create names, or the default one. */
function managedApp(toolkit: ToolkitDefinition, id: unknown): ManagedApp {
  const apps = managedAppsOf(toolkit);
  const [usual] = apps;
  if (!usual) throw noManagedApp(toolkit.slug);
  const named = id === undefined ? usual : apps.find(({ managed_app_id }) => managed_app_id === id);
  if (!named) throw badRequest(`Managed app ${id} not found for toolkit "${toolkit.slug}"`);
  return named;
}

function createOwn(call: Call, toolkit: ToolkitDefinition, body: Record<string, unknown> = {}): StoredAuthConfig {
  const scheme = String(body.authScheme);
  // Assumption 11: so does one that the toolkit does not offer get a 400.
  if (!detailOf(toolkit, scheme) && call.emulation.answers.unofferedScheme === "refused") {
    throw badRequest(`Auth scheme "${scheme}" is not supported by toolkit "${toolkit.slug}"`);
  }
  return make(call, { ...beginning(call, toolkit), type: "custom", scheme }, body);
}

function make(call: Pick<Call, "emulation" | "project">, from: Beginning, body: Record<string, unknown>) {
  const config = createRecord(from, body);
  const taken = [...call.project.authConfigs.values()].some(({ name, deleted }) => name === config.name && !deleted);
  if (taken && from.answers.duplicateNames === "refused") throw badRequest(`Name "${config.name}" is already taken`);
  return keep(call, config);
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
  const wanted = visible(call).filter(matches(call));
  // Assumption 22: newest first.
  if (emulation.answers.listOrder === "newest-first") wanted.reverse();
  const page = pageOf(wanted, { query, maximum: emulation.maxPageSize, answers: emulation.answers });
  return { status: 200, body: { ...page, items: page.items.map((config) => showAuthConfig(config, call)) } };
}

function visible(call: Call): StoredAuthConfig[] {
  const kept = [...call.project.authConfigs.values()].filter(({ deleted }) => !deleted);
  return call.isStale ? kept.slice(0, -1) : kept;
}

function matches({ query, emulation }: Call): (config: StoredAuthConfig) => boolean {
  // Assumption 23: slugs without regard to case; search by name or id, anywhere inside and without regard to case.
  const { answers } = emulation;
  const toolkits = answers.toolkitFilter === "applied" ? readList(query.toolkit_slug?.toLowerCase()) : [];
  const search = (query.search ?? "").toLowerCase();
  const managed = readBoolean("is_composio_managed", query);
  const showDisabled = readBoolean("show_disabled", query) ?? false;
  return ({ toolkit, name, id, type, status }) =>
    (toolkits.length === 0 || toolkits.includes(toolkit)) &&
    [name, id].map((text) => text.toLowerCase()).some((text) => found(text, search, answers)) &&
    (managed === undefined || managed === (type === "default")) &&
    (showDisabled || status === "ENABLED");
}

const found = (text: string, search: string, answers: Answers): boolean =>
  answers.search === "anywhere" ? text.includes(search) : text.startsWith(search);

export const getAuthConfig = (call: Call): Answer => ({ status: 200, body: showAuthConfig(find(call), call) });

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

  const { id } = change(call, { ...find(call), deleted: true });
  for (const account of call.project.connectedAccounts.values()) {
    if (account.auth_config_id === id && answers.accountsOfDeleted === "deleted") account.deleted = true;
  }
  return { status: 200, body };
}

const change = (call: Call, next: StoredAuthConfig): StoredAuthConfig =>
  keep(call, { ...next, last_updated_at: now(call) });
