/** `POST /auth_configs`: what is refused, and the record that a create leaves behind. */
import { randomUUID } from "node:crypto";
import type { CreateAuthConfigBody, Credentials, ProxyConfig } from "../api/auth-config";
import { parseCreateAuthConfigBody } from "../api/auth-config";
import type { AuthConfigDetail } from "../api/toolkit";
import type { Answers } from "./answers";
import type { Answer, Call, KnownKeys } from "./call";
import { now, readBody, unknownKeys } from "./call";
import type { ToolkitDefinition } from "./catalogue/definition";
import { badRequest, missingField, noAuthToolkit, noManagedApp } from "./errors";
import type { Project, StoredAuthConfig } from "./store";
import { createId, createName } from "./store";
import { defaultScopesOf, detailOf, findToolkit, needsNoAuth } from "./toolkits";

type Wanted = NonNullable<CreateAuthConfigBody["auth_config"]>;

/** Where a create without a redirect address sends the browser, since 2026-05-19. */
const DEFAULT_REDIRECT = "https://backend.composio.dev/api/v3.1/toolkits/auth/callback";

// Assumption 23: a constant, since nobody knows what created_by means.
export const CREATED_BY = "emulator";

const COMMON_KEYS: KnownKeys = {
  type: true,
  name: true,
  tool_access_config: { tools_for_connected_account_creation: true },
  restrict_to_following_tools: true,
  shared_credentials: true,
  is_enabled_for_tool_router: true,
};
const MANAGED_KEYS: KnownKeys = { ...COMMON_KEYS, credentials: { scopes: true, user_scopes: true } };
const OWN_KEYS: KnownKeys = {
  ...COMMON_KEYS,
  authScheme: true,
  credentials: true,
  proxy_config: { proxy_url: true, proxy_auth_key: true },
};

export function createAuthConfig(call: Call): Answer {
  const body = readBody(parseCreateAuthConfigBody, withKnownType(call.body));
  const wanted: Wanted = body.auth_config ?? { type: "use_composio_managed_auth" };
  const known = wanted.type === "use_custom_auth" ? OWN_KEYS : MANAGED_KEYS;
  call.noteUnknown(unknownKeys(call.body, { toolkit: { slug: true }, auth_config: known }));

  const toolkit = findToolkit(call.emulation.catalogue, body.toolkit.slug);
  if (needsNoAuth(toolkit)) throw noAuthToolkit(toolkit.name);
  const config =
    wanted.type === "use_custom_auth" ? createOwn(call, toolkit, wanted) : createManaged(call, toolkit, wanted);
  config.tool_access_config.tools_available_for_execution = restrictedTools(call.body);
  call.project.authConfigs.set(config.id, config);

  return {
    status: 201,
    body: {
      toolkit: { slug: config.toolkit },
      auth_config: {
        id: config.id,
        auth_scheme: config.auth_scheme,
        is_composio_managed: config.type === "default",
        restrict_to_following_tools: config.tool_access_config.tools_available_for_execution,
      },
    },
  };
}

/** Before the schema, since the message on record names the two literals. */
function withKnownType(body: unknown): unknown {
  const { auth_config: wanted } = (body ?? {}) as { auth_config?: { type?: unknown } };
  if (wanted?.type !== undefined && wanted.type !== "use_composio_managed_auth" && wanted.type !== "use_custom_auth") {
    const message = 'auth_config.type must be "use_composio_managed_auth" or "use_custom_auth"';
    throw badRequest(message, [message]);
  }
  return body;
}

export function createManaged(call: Call, toolkit: ToolkitDefinition, wanted?: Wanted): StoredAuthConfig {
  const scheme = toolkit.composio_managed_auth_schemes?.[0];
  if (scheme === undefined) throw noManagedApp(toolkit.slug);
  if (toolkit.managedAppWithdrawn) refuseMissing(toolkit, detailOf(toolkit, scheme), {});

  // Assumption 8: scopes that the managed app does not hold are taken all the same.
  // Assumption 11: authScheme, which belongs to custom auth, is ignored here.
  const { scopes, user_scopes } = wanted?.credentials ?? {};
  return {
    ...createRecord(call, toolkit, wanted),
    type: "default",
    auth_scheme: scheme,
    credentials: { ...(scopes !== undefined && { scopes }), ...(user_scopes !== undefined && { user_scopes }) },
  };
}

function createOwn(call: Call, toolkit: ToolkitDefinition, wanted: Wanted): StoredAuthConfig {
  // Assumption 11: a scheme that is missing, spelled auth_scheme, or not offered by the toolkit is a 400.
  if (wanted.authScheme === undefined) throw badRequest("auth_config.authScheme: required", ["authScheme: required"]);
  const detail = detailOf(toolkit, wanted.authScheme);
  if (!detail) throw badRequest(`Auth scheme "${wanted.authScheme}" is not supported by toolkit "${toolkit.slug}"`);

  // Assumption 7: keys that the toolkit does not name are stored like the others, and so is an empty secret.
  const credentials: Credentials = { ...wanted.credentials };
  // Assumption 6: whatever the toolkit's own description requires has to be there.
  if (call.emulation.answers.requireCredentialFields) refuseMissing(toolkit, detail, credentials);
  refuseBadProxy(wanted.proxy_config);

  return {
    ...createRecord(call, toolkit, wanted),
    type: "custom",
    auth_scheme: wanted.authScheme,
    credentials: { ...defaultsOf(detail, call.emulation.answers), ...credentials },
    proxy_config: wanted.proxy_config ?? null,
  };
}

function refuseMissing(
  toolkit: ToolkitDefinition,
  detail: AuthConfigDetail | undefined,
  credentials: Credentials,
): void {
  const missing = detail?.fields.auth_config_creation.required.find(({ name }) => credentials[name] === undefined);
  if (detail && missing) throw missingField(missing.displayName, detail.mode, toolkit.slug);
}

export function refuseBadProxy(proxy: ProxyConfig | null | undefined): void {
  if (!proxy || URL.canParse(proxy.proxy_url)) return;
  throw badRequest("proxy_config.proxy_url: must be a URL", ["proxy_config.proxy_url: must be a URL"]);
}

function defaultsOf(detail: AuthConfigDetail, { defaultScopes }: Answers): Credentials {
  const isOAuth = detail.mode === "OAUTH2" || detail.mode === "OAUTH1";
  // Assumption 5: the toolkit's default scopes are reported when none were sent.
  const names = defaultScopes ? ["scopes", "user_scopes"] : [];
  const scopes = names.map((name) => [name, defaultScopesOf(detail, name)]).filter(([, value]) => value !== "");
  return { ...Object.fromEntries(scopes), ...(isOAuth && { oauth_redirect_uri: DEFAULT_REDIRECT }) };
}

/** What both kinds have in common, with the defaults of a create. */
export const createRecord = (
  call: Pick<Call, "emulation" | "project">,
  toolkit: ToolkitDefinition,
  wanted?: Wanted,
): StoredAuthConfig => ({
  id: unusedId(call.project),
  uuid: randomUUID(),
  toolkit: toolkit.slug,
  // Assumption 9: an empty name counts as none; any other is taken, also twice.
  name: wanted?.name || createName(toolkit.slug),
  type: "default",
  auth_scheme: "",
  credentials: {},
  proxy_config: null,
  tool_access_config: {
    // Assumption 26: the list is echoed and leaves the scopes as they are.
    tools_for_connected_account_creation: wanted?.tool_access_config?.tools_for_connected_account_creation ?? [],
    tools_available_for_execution: [],
  },
  shared_credentials: wanted?.shared_credentials ?? {},
  is_enabled_for_tool_router: wanted?.is_enabled_for_tool_router ?? call.emulation.answers.enabledForToolRouter,
  status: "ENABLED",
  created_by: CREATED_BY,
  created_at: now(call),
  last_updated_at: now(call),
  deleted: false,
});

function unusedId(project: Project): string {
  const id = createId("ac");
  return project.authConfigs.has(id) ? unusedId(project) : id;
}

/** The deprecated list of a create, which the execution list took over from. */
function restrictedTools(body: unknown): string[] {
  const { auth_config: wanted } = body as { auth_config?: { restrict_to_following_tools?: unknown } };
  const tools = wanted?.restrict_to_following_tools;
  return Array.isArray(tools) ? tools.map(String) : [];
}
