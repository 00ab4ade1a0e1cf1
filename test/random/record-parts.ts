/**
 * What an auth config has to be in the API, part by part: written without a look at the provider's own table of fields, so
 * that the two could be wrong apart.
 */
import type { StoredAuthConfig } from "../../src/emulator";
import type { Declared, Secret } from "./wish";

/** A part of a record, by a name such as `credentials.token`, in a form in which equal means the same. */
export type Parts = Record<string, string>;

/** How a part looks that holds nothing. */
export const NOTHING = "nothing";

/** The parts that a declaration speaks about. Its name is not among them where it gives none. */
export function declaredParts(declared: Declared, environment: Record<string, string>): Parts {
  const revealed = (secret: Secret) => text(typeof secret === "object" ? environment[secret.fromEnvironment] : secret);
  const parts: Parts = { status: declared.enabled === false ? "DISABLED" : "ENABLED" };
  if (declared.name !== undefined) parts.name = declared.name;
  for (const [key, value] of Object.entries(declared.credentials ?? {})) {
    parts[`credentials.${key}`] = isScopes(key) ? set(value as string | string[]) : revealed(value as Secret);
  }
  if (declared.scopes !== undefined) parts["credentials.scopes"] = set(declared.scopes);
  if (declared.userScopes !== undefined) parts["credentials.user_scopes"] = set(declared.userScopes);
  const { toolsForConnectedAccountCreation, toolsAvailableForExecution } = declared.toolAccessConfig ?? {};
  if (toolsForConnectedAccountCreation) parts.creationTools = set(toolsForConnectedAccountCreation);
  if (toolsAvailableForExecution) parts.executionTools = set(toolsAvailableForExecution);
  if (declared.proxyConfig) {
    const { proxyUrl, proxyAuthKey } = declared.proxyConfig;
    parts["proxy.url"] = proxyUrl;
    if (proxyAuthKey !== undefined) parts["proxy.key"] = revealed(proxyAuthKey);
  }
  for (const [key, value] of Object.entries(declared.sharedCredentials ?? {})) parts[`shared.${key}`] = revealed(value);
  if (declared.isEnabledForToolRouter !== undefined) parts.router = text(declared.isEnabledForToolRouter);
  return parts;
}

/** All parts of a record that hold something. */
export function recordParts(record: StoredAuthConfig): Parts {
  const parts: Parts = {
    status: record.status,
    name: record.name,
    creationTools: set(record.tool_access_config.tools_for_connected_account_creation),
    executionTools: set(record.tool_access_config.tools_available_for_execution),
    router: text(record.is_enabled_for_tool_router),
  };
  for (const [key, value] of Object.entries(record.credentials)) {
    parts[`credentials.${key}`] = isScopes(key) ? set(value as string | string[]) : text(value);
  }
  const { proxy_url, proxy_auth_key } = record.proxy_config ?? {};
  if (proxy_url !== undefined) parts["proxy.url"] = proxy_url;
  if (proxy_auth_key !== undefined) parts["proxy.key"] = proxy_auth_key;
  for (const [key, value] of Object.entries(record.shared_credentials)) parts[`shared.${key}`] = text(value);
  return parts;
}

/** What can't change in place. */
export const kindOf = ({ toolkit, type, auth_scheme }: StoredAuthConfig): string =>
  [toolkit, type, auth_scheme].join(" ");

export const declaredKind = ({ toolkit, authScheme }: Declared): string =>
  [toolkit.toLowerCase(), authScheme === undefined ? "default" : "custom", authScheme ?? "OAUTH2"].join(" ");

const isScopes = (key: string): boolean => key === "scopes" || key === "user_scopes";

const text = (value: unknown): string => `${value}`;

const set = (members: string | string[]): string => {
  const list = typeof members === "string" ? members.split(/[\s,]+/) : members;
  return [...new Set(list)].filter(Boolean).sort().join(" ") || NOTHING;
};
