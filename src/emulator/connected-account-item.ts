/** One connected account, as both GETs show it. */
import type { Call } from "./call";
import { obfuscate } from "./credentials";
import type { StoredConnectedAccount } from "./store";

type Where = Pick<Call, "emulation" | "project">;

export function showConnectedAccount(account: StoredConnectedAccount, { emulation, project }: Where) {
  const config = project.authConfigs.get(account.auth_config_id);
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
        ...(GRANTED.has(account.status) && givenData(config?.auth_scheme)),
        ...masked(account.val),
        status: account.status,
        ...(account.status === "INITIATED" && {
          redirectUrl: linkUrl(emulation, account.link_token),
          ...BEGUN_TOKENS[config?.auth_scheme ?? ""],
        }),
        ...(GRANTED.has(account.status) && grantedTokens(config?.auth_scheme)),
      },
    },
    data: {},
    params: {},
    created_at: account.created_at,
    updated_at: account.updated_at,
  };
}

/** The emulator's own page: the real one is on connect.composio.dev, where this link would lead nowhere. */
export const linkUrl = ({ origin }: Where["emulation"], token: string | null): string =>
  `${origin}/link/${token ?? ""}`;

/** A user has consented, as far as these say. */
const GRANTED = new Set(["ACTIVE", "INACTIVE"]);

/** The fields that a user's consent brings. The official client takes an active account without these for broken. */
const GRANTED_TOKENS: Record<string, Record<string, string> | undefined> = {
  OAUTH2: { access_token: "REDACTED" },
  S2S_OAUTH2: { access_token: "REDACTED" },
  OAUTH1: { oauth_token: "REDACTED", oauth_token_secret: "REDACTED" },
};

/** The fields that are there before the user's consent. */
const BEGUN_TOKENS: Record<string, Record<string, string> | undefined> = {
  OAUTH1: { oauth_token: "REDACTED", oauth_token_secret: "REDACTED", authUri: "REDACTED" },
};

export const grantedTokens = (scheme = ""): Record<string, string> => GRANTED_TOKENS[scheme] ?? {};

/** The fields that users give of themselves, for an account that a test has put here without them. */
const GIVEN_DATA: Record<string, Record<string, string> | undefined> = {
  BASIC: { username: "REDACTED", password: "REDACTED" },
  BEARER_TOKEN: { token: "REDACTED" },
  GOOGLE_SERVICE_ACCOUNT: { credentials_json: "REDACTED" },
};

const givenData = (scheme = ""): Record<string, string> => GIVEN_DATA[scheme] ?? {};

const masked = (val: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(val).map(([key, value]) => [key, typeof value === "string" ? obfuscate(value) : value]),
  );
