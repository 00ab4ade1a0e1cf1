/** `POST /auth_configs`: what is refused, and the record that a create leaves behind. */
import { z } from "zod";
import { bodySchema, createRecord } from "./auth-config-bodies";
import type { StoredAuthConfig } from "./auth-config-record";
import type { Beginning, Kind } from "./auth-config-row";
import type { Answer, Call } from "./call";
import { now, readBody } from "./call";
import type { ManagedApp, ToolkitDefinition } from "./catalogue/definition";
import { detailOf, managedAppsOf, needsNoAuth } from "./catalogue/definition";
import { refuseWithdrawn } from "./credentials";
import { badRequest, noAuthToolkit, noManagedApp } from "./errors";
import type { Project } from "./store";
import { createId } from "./store";
import { findToolkit } from "./toolkits";

/** A create has other words for the two kinds than a PATCH and an item. */
const KINDS = new Map<unknown, Kind>([
  ["use_composio_managed_auth", "default"],
  ["use_custom_auth", "custom"],
]);

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
  const kind = KINDS.get(type);
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

function make({ project }: Pick<Call, "project">, from: Beginning, body: Record<string, unknown>): StoredAuthConfig {
  const config = createRecord(from, body);
  const taken = [...project.authConfigs.values()].some(({ name, deleted }) => name === config.name && !deleted);
  if (taken && from.answers.duplicateNames === "refused") throw badRequest(`Name "${config.name}" is already taken`);
  project.authConfigs.set(config.id, config);
  return config;
}

/** The fields of a new auth config, except its kind and scheme. */
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
