/**
 * The address that Composio fills in for your own OAuth app where `oauth_redirect_uri` is left out: register it as the
 * app's redirect URI with the OAuth provider, before the first `up`.
 *
 * Source: Composio's guide "Programmatic auth configs", and its changelog of 2026-05-19 (v3.1). Older auth configs keep the
 * address that they were made with.
 */
export const composioCallbackUrl = "https://backend.composio.dev/api/v3.1/toolkits/auth/callback";
