/** One connected account, as both GETs show it. */
import { obfuscate } from "./credentials";
import type { Project, StoredConnectedAccount } from "./store";

export function showConnectedAccount(account: StoredConnectedAccount, { authConfigs }: Project) {
  const config = authConfigs.get(account.auth_config_id);
  return {
    id: account.id,
    word_id: null,
    alias: account.alias,
    user_id: account.user_id,
    status: account.status,
    status_reason: null,
    is_disabled: account.is_disabled,
    toolkit: { slug: account.toolkit },
    auth_config: {
      id: account.auth_config_id,
      auth_scheme: config?.auth_scheme,
      is_composio_managed: config?.type === "default",
      is_disabled: !config || config.deleted || config.status === "DISABLED",
    },
    state: {
      authScheme: config?.auth_scheme,
      val: {
        ...masked(account.val),
        status: account.status,
        ...(account.status === "ACTIVE" && grantedTokens(config?.auth_scheme)),
      },
    },
    data: {},
    params: {},
    created_at: account.created_at,
    updated_at: account.updated_at,
  };
}

/** The fields that a user's consent brings. The official client takes an active account without these for broken. */
const GRANTED_TOKENS: Record<string, Record<string, string> | undefined> = {
  OAUTH2: { access_token: "REDACTED" },
  OAUTH1: { oauth_token: "REDACTED", oauth_token_secret: "REDACTED" },
};

export const grantedTokens = (scheme = ""): Record<string, string> => GRANTED_TOKENS[scheme] ?? {};

const masked = (val: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(val).map(([key, value]) => [key, typeof value === "string" ? obfuscate(value) : value]),
  );
