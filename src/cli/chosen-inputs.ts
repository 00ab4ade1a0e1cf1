/** What somebody chose of an auth config that exists, told from what its toolkit or the API gives by itself. Pure. */
import type { AuthConfigDetail } from "../api/toolkit";
import type { AuthConfigItem } from "../client";
import { looksMasked } from "../model/masks";
import { isSecret } from "../model/secrets";
import { defined, sameScopes } from "../model/values";
import { isComposioRedirect } from "./redirect-addresses";

export interface ChosenInputs {
  /** As a program declares them; nothing secret is among them. */
  inputs: { toolkit: string; name: string; [input: string]: unknown };
  /** What was chosen too, but nobody can read: `["credentials", "client_secret"]`. */
  secrets: SecretPath[];
  /** Names of what can't be told: it is not declared, and stays as it is. */
  unreadable: string[];
}

export type SecretPath = readonly [input: string, key: string];

/** Without a description of the scheme its defaults count as chosen. */
export function chosenInputs(item: AuthConfigItem, scheme: AuthConfigDetail | undefined): ChosenInputs {
  const isCustom = item.type !== "default";
  const credentials = chosenCredentials(isCustom ? (item.credentials ?? {}) : {}, scheme);
  const shared = Object.keys(defined(withoutNull(item.shared_credentials)));
  const { proxy_config: proxy } = item;
  const scopes = chosenScopes(item, "scopes", scheme);
  const userScopes = chosenScopes(item, "user_scopes", scheme);
  return {
    inputs: {
      toolkit: item.toolkit.slug.toLowerCase(),
      name: item.name,
      ...defined({
        // The scheme says that it is your own; the API's contract lets it be absent.
        type: isCustom && item.auth_scheme === undefined ? "use_custom_auth" : undefined,
        authScheme: isCustom ? item.auth_scheme : undefined,
        credentials: filled(credentials.readable),
        scopes: scopes.chosen,
        userScopes: userScopes.chosen,
        toolAccessConfig: chosenTools(item),
        proxyConfig: isCustom && proxy?.proxy_url ? { proxyUrl: proxy.proxy_url } : undefined,
        // False is what the API is taken to give by itself.
        isEnabledForToolRouter: item.is_enabled_for_tool_router || undefined,
        enabled: item.status === "ENABLED" ? undefined : false,
      }),
    },
    secrets: [
      ...credentials.secret.map((key): SecretPath => ["credentials", key]),
      ...shared.map((key): SecretPath => ["sharedCredentials", key]),
      ...(isCustom && proxy?.proxy_auth_key ? [["proxyConfig", "proxyAuthKey"] as const] : []),
    ],
    unreadable: [...credentials.unreadable, ...(isCustom ? [...scopes.unreadable, ...userScopes.unreadable] : [])],
  };
}

function chosenCredentials(live: Record<string, unknown>, scheme: AuthConfigDetail | undefined) {
  const readable: Record<string, unknown> = {};
  const secret: string[] = [];
  const unreadable: string[] = [];
  for (const [key, value] of Object.entries(withoutNull(live))) {
    if (key === "scopes" || key === "user_scopes" || value === "") continue;
    if (isSecret(["credentials", key])) secret.push(key);
    else if (looksMasked(value)) unreadable.push(key);
    else if (!isDefault(key, value, scheme)) readable[key] = value;
  }
  return { readable, secret, unreadable };
}

function isDefault(key: string, value: unknown, scheme: AuthConfigDetail | undefined): boolean {
  if (key === "oauth_redirect_uri" && isComposioRedirect(value)) return true;
  const fallback = defaultOf(key, scheme);
  if (key === "optional_scopes" && typeof value === "string") return sameScopes(value, fallback);
  return value === fallback;
}

/** Managed ones show `REDACTED` where the caller set none. */
function chosenScopes({ credentials = {} }: AuthConfigItem, key: string, scheme: AuthConfigDetail | undefined) {
  const live = credentials[key];
  if (live === undefined || live === null || live === "") return { unreadable: [] };
  const isList = Array.isArray(live) && live.every((scope) => typeof scope === "string");
  if (!isList && (typeof live !== "string" || looksMasked(live))) return { unreadable: [key] };
  const scopes = live as string | string[];
  return { chosen: sameScopes(scopes, defaultOf(key, scheme)) ? undefined : scopes, unreadable: [] };
}

function chosenTools({ tool_access_config: live = {} }: AuthConfigItem): object | undefined {
  const some = (tools: string[] | undefined) => (tools?.length ? tools : undefined);
  return filled(
    defined({
      toolsForConnectedAccountCreation: some(live.tools_for_connected_account_creation),
      toolsAvailableForExecution: some(live.tools_available_for_execution),
    }),
  );
}

function defaultOf(key: string, scheme: AuthConfigDetail | undefined): string | undefined {
  const { required = [], optional = [] } = scheme?.fields.auth_config_creation ?? {};
  return [...required, ...optional].find(({ name }) => name === key)?.default ?? undefined;
}

/** A key without a value says no more than an absent one. */
const withoutNull = (map: Record<string, unknown> = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null && value !== undefined));

const filled = <T extends object>(map: T): T | undefined => (Object.keys(map).length > 0 ? map : undefined);
