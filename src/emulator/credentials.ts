/** Credentials: what a create fills in and refuses, how a change merges, and what both GETs show of them. */
import type { Credentials, CredentialValue, ProxyConfig, Scopes } from "../api/auth-config";
import type { Answers } from "./answers";
import type { ManagedApp, SchemeDefinition, ToolkitDefinition } from "./catalogue/definition";
import { defaultScopesOf, detailOf, splitScopes } from "./catalogue/definition";
import { scopesOfTools } from "./catalogue/tools";
import { badRequest, missingField } from "./errors";

/** The facts beside which credentials are read. */
interface Context {
  answers: Answers;
  toolkit: ToolkitDefinition;
  scheme: string;
  app?: ManagedApp | undefined;
}

/** Where a create without a redirect address sends the browser, since 2026-05-19. */
const DEFAULT_REDIRECT = "https://backend.composio.dev/api/v3.1/toolkits/auth/callback";

/** Keys that a managed auth config reports, whatever was sent. */
const MANAGED_KEYS = ["client_id", "client_secret", "oauth_redirect_uri", "scopes", "user_scopes"];

/** In clear of their own right, as is on record. */
const PUBLIC_KEYS = ["client_id", "consumer_key"];

// Assumption 2: beside those, what is no secret reads back in clear.
const CLEAR_KEYS = ["scopes", "user_scopes", "optional_scopes", "oauth_redirect_uri"];

/** The credentials of a new auth config of one's own. */
export function ownCredentials(given: Credentials, tools: string[], context: Context): Credentials {
  const { toolkit, answers } = context;
  const detail = detailOf(toolkit, context.scheme);
  // Assumption 6: whatever the toolkit's own description requires has to be there.
  if (answers.requireCredentialFields) refuseMissing(toolkit, detail, given);
  refuseOdd(given, detail, context);
  const defaults = detail ? defaultCredentials(detail, answers) : {};
  return withToolScopes({ ...defaults, ...given }, given, tools, context);
}

/** The credentials of one's own after a PATCH. */
export function changedCredentials(
  current: Credentials,
  given: Record<string, CredentialValue | string[] | null>,
  tools: string[],
  context: Context,
): Credentials {
  const nulls = Object.keys(given).filter((key) => given[key] === null);
  if (nulls.length > 0 && context.answers.nullCredential === "refused") {
    throw badRequest(`Credentials must not be null: ${nulls.join(", ")}`);
  }
  const kept = context.answers.nullCredential === "ignored" ? omit(given, nulls) : given;
  refuseOdd(omit(given, nulls) as Credentials, detailOf(context.toolkit, context.scheme), context);
  // Assumption 40: what is not named stays.
  const before = context.answers.credentialsPatch === "merged" || Object.keys(given).length === 0 ? current : {};
  return withToolScopes(merged(before, kept), given, tools, context);
}

/** The credentials of a managed auth config that the caller has set. An empty string clears. */
export function managedCredentials(
  current: Credentials,
  given: { scopes?: Scopes | undefined; user_scopes?: Scopes | undefined },
  tools: string[],
  context: Context,
): Credentials {
  const { app, answers } = context;
  const excess = app
    ? splitScopes(String(given.scopes ?? "")).filter((one) => !app.scopes.available.includes(one))
    : [];
  // Assumption 8: scopes that the managed app does not hold are taken all the same.
  if (excess.length > 0 && answers.excessScopes === "refused") {
    throw badRequest(`Scopes are not available in the managed app: ${excess.join(", ")}`);
  }
  const changed = merged<CredentialValue | string[]>(current, {
    scopes: orNull(given.scopes),
    user_scopes: orNull(given.user_scopes),
  });
  return withToolScopes(changed, given, tools, context);
}

const orNull = <Value>(value: Value): Value | null => (value === "" ? null : value);

function refuseMissing(toolkit: ToolkitDefinition, detail: SchemeDefinition | undefined, given: Credentials): void {
  const missing = detail?.fields.auth_config_creation.required.find(({ name }) => given[name] === undefined);
  if (detail && missing) throw missingField(missing.displayName, detail.mode, toolkit.slug);
}

/** The answer to a create on a managed app that was withdrawn: it asks for what only a custom create has. */
export const refuseWithdrawn = (toolkit: ToolkitDefinition, scheme: string): void =>
  refuseMissing(toolkit, detailOf(toolkit, scheme), {});

// Assumption 7: keys that the toolkit does not name are stored like the others, and so is an empty secret.
function refuseOdd(given: Credentials, detail: SchemeDefinition | undefined, { answers, toolkit }: Context): void {
  const { required = [], optional = [] } = detail?.fields.auth_config_creation ?? {};
  const known = [...CLEAR_KEYS, ...[...required, ...optional].map(({ name }) => name)];
  const unknown = Object.keys(given).filter((key) => !known.includes(key));
  if (unknown.length > 0 && answers.unknownCredentials === "refused") {
    throw badRequest(`Unknown credentials for toolkit "${toolkit.slug}": ${unknown.join(", ")}`);
  }
  const empty = Object.keys(given).filter((key) => given[key] === "" && !CLEAR_KEYS.includes(key));
  if (empty.length > 0 && answers.emptyCredentials === "refused") {
    throw badRequest(`Credentials must not be empty: ${empty.join(", ")}`);
  }
}

/** The defaults that a create of an own auth config adds to the credentials that it sends. */
function defaultCredentials(detail: SchemeDefinition, { defaultScopes }: Answers): Credentials {
  const isOAuth = detail.mode === "OAUTH2" || detail.mode === "OAUTH1";
  // Assumption 5: the toolkit's default scopes are reported when none were sent.
  const names = defaultScopes ? ["scopes", "user_scopes"] : [];
  const scopes = names.map((name) => [name, defaultScopesOf(detail, name)]).filter(([, value]) => value !== "");
  return { ...Object.fromEntries(scopes), ...(isOAuth && { oauth_redirect_uri: DEFAULT_REDIRECT }) };
}

// Assumption 26: tools for account creation set the scopes, unless somebody has set some.
function withToolScopes(
  credentials: Credentials,
  given: { scopes?: unknown },
  tools: string[],
  { answers, toolkit, scheme }: Context,
): Credentials {
  const scopes = scheme.includes("OAUTH") ? scopesOfTools(tools).join(",") : "";
  if (answers.creationTools === "nothing" || given.scopes !== undefined || scopes === "") return credentials;
  const isUntouched = [undefined, defaultScopesOf(detailOf(toolkit, scheme))].includes(credentials.scopes as string);
  return answers.creationTools === "fill-scopes" && !isUntouched ? credentials : { ...credentials, scopes };
}

const omit = <Value>(map: Record<string, Value>, keys: string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));

// Assumption 15: maps merge key by key, null removes a key, and so {} changes nothing.
export function merged<Value>(
  current: Record<string, Value>,
  changes: Record<string, Value | null | undefined> = {},
): Record<string, Value> {
  const next = { ...current };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete next[key];
    else if (value !== undefined) next[key] = value;
  }
  return next;
}

export function shownManagedCredentials(credentials: Credentials, answers: Answers): Record<string, unknown> {
  const shown: Record<string, unknown> = Object.fromEntries(MANAGED_KEYS.map((key) => [key, "REDACTED"]));
  // Assumption 3: the scopes that the caller set are not redacted, although the written rule says "every".
  if (answers.managedCredentials === "caller-scopes") {
    for (const [key, value] of Object.entries(credentials)) shown[key] = scopesAs(answers, value);
  }
  return shown;
}

export const shownOwnCredentials = (credentials: Credentials, answers: Answers): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(credentials).map(([key, value]) => {
      const isClear = PUBLIC_KEYS.includes(key) || (CLEAR_KEYS.includes(key) && answers.clearFields === "clear");
      if (!isClear) return [key, obfuscate(value, answers)];
      return [key, key === "scopes" || key === "user_scopes" ? scopesAs(answers, value) : value];
    }),
  );

/** Every text inside is obfuscated; the shape stays. */
export const shownSharedCredentials = (shared: Record<string, unknown>, answers?: Answers): Record<string, unknown> =>
  Object.fromEntries(Object.entries(shared).map(([key, value]) => [key, obfuscateInside(value, answers)]));

export const shownProxyConfig = (proxy: ProxyConfig | null, { proxyKey }: Answers): ProxyConfig | null =>
  proxy?.proxy_auth_key === undefined || proxyKey === "clear"
    ? proxy
    : { ...proxy, proxy_auth_key: masked(proxy.proxy_auth_key, proxyKey) };

/** Without answers, in the form that is on record for connected accounts. */
export const obfuscate = (value: CredentialValue | string[], answers?: Pick<Answers, "ownSecrets">): string =>
  masked(value, answers?.ownSecrets ?? "first-four");

// Assumption 1: the form that is on record for connected accounts holds for auth configs and their proxies too.
function masked(value: CredentialValue | string[], form: Answers["ownSecrets"]): string {
  if (form === "redacted") return "REDACTED";
  if (form === "asterisks") return "********";
  const text = String(value);
  return text.length > 4 ? `${text.slice(0, 4)}...` : "...";
}

function obfuscateInside(value: unknown, answers?: Answers): unknown {
  if (typeof value === "string") return obfuscate(value, answers);
  if (Array.isArray(value)) return value.map((one) => obfuscateInside(one, answers));
  if (typeof value !== "object" || value === null) return value;
  return shownSharedCredentials(value as Record<string, unknown>, answers);
}

// Assumption 4: scopes read back as one comma-joined string; a string keeps the separators that it came with.
function scopesAs({ scopesAs: form }: Answers, value: CredentialValue | string[]): unknown {
  if (form === "list") return Array.isArray(value) ? value : splitScopes(String(value));
  return Array.isArray(value) ? value.join(",") : value;
}
