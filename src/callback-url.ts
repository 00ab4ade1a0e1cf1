/**
 * The address that Composio fills in for your own OAuth app if `oauth_redirect_uri` is left out: register it as the
 * app's redirect URI with the OAuth provider, before the first `up`.
 *
 * Source: Composio's guide "Programmatic auth configs", and its changelog of 2026-05-19 (v3.1). Older auth configs keep the
 * address that they were made with.
 */
export const composioCallbackUrl = "https://backend.composio.dev/api/v3.1/toolkits/auth/callback";

const OLDER_ADDRESSES = [
  // The default in the catalogue of toolkits.
  "https://backend.composio.dev/api/v1/auth-apps/add",
  // The address in older guides.
  "https://backend.composio.dev/api/v3/toolkits/auth/callback",
];

/** Is it an address that Composio filled in before 2026-05-19? */
export const isLegacyRedirect = (address: unknown): boolean =>
  typeof address === "string" && OLDER_ADDRESSES.includes(address);

/** Is it one of Composio's own addresses, which Composio fills in if nobody chose one? All three are in use. */
export const isComposioRedirect = (address: unknown): boolean =>
  address === composioCallbackUrl || isLegacyRedirect(address);
