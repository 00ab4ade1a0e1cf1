/** What both GETs show of credentials. */
import type { CredentialValue, ProxyConfig } from "../api/auth-config";
import type { Answers } from "./answers";
import type { StoredAuthConfig } from "./store";

/** Keys that a managed auth config reports, whatever was sent. */
const MANAGED_KEYS = ["client_id", "client_secret", "oauth_redirect_uri", "scopes", "user_scopes"];

// Assumption 2: beside the two that are on record (client_id, consumer_key), what is no secret reads back in clear.
const CLEAR_KEYS = new Set([
  "client_id",
  "consumer_key",
  "scopes",
  "user_scopes",
  "optional_scopes",
  "oauth_redirect_uri",
]);

export const shownCredentials = (config: StoredAuthConfig, answers: Answers): Record<string, unknown> =>
  config.type === "default" ? managed(config, answers) : own(config, answers);

function managed({ credentials }: StoredAuthConfig, answers: Answers): Record<string, unknown> {
  const shown: Record<string, unknown> = Object.fromEntries(MANAGED_KEYS.map((key) => [key, "REDACTED"]));
  // Assumption 3: the scopes that the caller set are not redacted, although the written rule says "every".
  if (answers.managedCredentials === "caller-scopes") {
    for (const [key, value] of Object.entries(credentials)) shown[key] = scopesAs(answers, value);
  }
  return shown;
}

const own = ({ credentials }: StoredAuthConfig, answers: Answers): Record<string, unknown> =>
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
