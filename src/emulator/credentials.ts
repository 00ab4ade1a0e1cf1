/** Credentials: what a create fills in and refuses, how a change merges, and what both GETs show of them. */
import type { Credentials, CredentialValue, ProxyConfig } from "../api/auth-config";
import type { AuthConfigDetail } from "../api/toolkit";
import type { Answers } from "./answers";
import type { ToolkitDefinition } from "./catalogue/definition";
import { defaultScopesOf } from "./catalogue/definition";
import { badRequest, missingField } from "./errors";

/** Where a create without a redirect address sends the browser, since 2026-05-19. */
const DEFAULT_REDIRECT = "https://backend.composio.dev/api/v3.1/toolkits/auth/callback";

/** Keys that a managed auth config reports, whatever was sent. */
const MANAGED_KEYS = ["client_id", "client_secret", "oauth_redirect_uri", "scopes", "user_scopes"];

// Assumption 2: beside the two that are on record (client_id, consumer_key), what is no secret reads back in clear.
const CLEAR_KEYS = new Set([
  ...["client_id", "consumer_key", "scopes", "user_scopes", "optional_scopes"],
  "oauth_redirect_uri",
]);

/** What a create of one's own adds to the credentials that it sends. */
export function defaultCredentials(detail: AuthConfigDetail, { defaultScopes }: Answers): Credentials {
  const isOAuth = detail.mode === "OAUTH2" || detail.mode === "OAUTH1";
  // Assumption 5: the toolkit's default scopes are reported when none were sent.
  const names = defaultScopes ? ["scopes", "user_scopes"] : [];
  const scopes = names.map((name) => [name, defaultScopesOf(detail, name)]).filter(([, value]) => value !== "");
  return { ...Object.fromEntries(scopes), ...(isOAuth && { oauth_redirect_uri: DEFAULT_REDIRECT }) };
}

export function refuseMissing(
  { slug }: ToolkitDefinition,
  detail: AuthConfigDetail | undefined,
  credentials: Credentials,
): void {
  const missing = detail?.fields.auth_config_creation.required.find(({ name }) => credentials[name] === undefined);
  if (detail && missing) throw missingField(missing.displayName, detail.mode, slug);
}

export function refuseBadProxy(proxy: ProxyConfig | null | undefined): void {
  if (!proxy || URL.canParse(proxy.proxy_url)) return;
  throw badRequest("proxy_config.proxy_url: must be a URL", ["proxy_config.proxy_url: must be a URL"]);
}

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
      if (key === "scopes" || key === "user_scopes") return [key, scopesAs(answers, value)];
      return [key, CLEAR_KEYS.has(key) ? value : obfuscate(value)];
    }),
  );

/** Every text inside is obfuscated; the shape stays. */
export const shownSharedCredentials = (shared: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(shared).map(([key, value]) => [key, obfuscateInside(value)]));

export const shownProxyConfig = (proxy: ProxyConfig | null): ProxyConfig | null =>
  proxy?.proxy_auth_key === undefined ? proxy : { ...proxy, proxy_auth_key: obfuscate(proxy.proxy_auth_key) };

// Assumption 1: the form that is on record for connected accounts holds for auth configs too.
export function obfuscate(value: CredentialValue | string[]): string {
  const text = String(value);
  return text.length > 4 ? `${text.slice(0, 4)}...` : "...";
}

function obfuscateInside(value: unknown): unknown {
  if (typeof value === "string") return obfuscate(value);
  if (Array.isArray(value)) return value.map(obfuscateInside);
  if (typeof value === "object" && value !== null) return shownSharedCredentials(value as Record<string, unknown>);
  return value;
}

// Assumption 4: scopes read back as one comma-joined string; a string keeps the separators that it came with.
function scopesAs({ scopesAs: form }: Answers, value: CredentialValue | string[]): unknown {
  if (form === "list") return Array.isArray(value) ? value : splitScopes(String(value));
  return Array.isArray(value) ? value.join(",") : value;
}

export const splitScopes = (scopes: string): string[] => scopes.split(/[\s,]+/).filter((scope) => scope !== "");
