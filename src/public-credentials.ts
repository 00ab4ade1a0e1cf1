/** Credentials that are public by nature: readable in previews and in state, unless the user gave them as a secret. */
export const PUBLIC_CREDENTIALS: ReadonlySet<string> = new Set([
  "client_id",
  "consumer_key",
  "oauth_redirect_uri",
  "scopes",
  "user_scopes",
  "optional_scopes",
]);
