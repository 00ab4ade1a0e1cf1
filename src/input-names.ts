/**
 * The names of an auth config's inputs, and which of their keys hold secrets. Both halves of the package walk them: the
 * resource class in the program, and the rows of `model/` in the provider. Constants without an import, since a program
 * must not load what the provider needs.
 */

/** In the order of the documentation. Each has a row in `model/rows`. */
export const INPUT_NAMES = [
  "toolkit",
  "type",
  "authScheme",
  "name",
  "credentials",
  "scopes",
  "userScopes",
  "managedAppId",
  "toolAccessConfig",
  "proxyConfig",
  "sharedConnectionFields",
  "sharedCredentials",
  "isEnabledForToolRouter",
  "enabled",
  "forceDestroy",
  "revokeOnDelete",
  "adopt",
] as const;

export type InputName = (typeof INPUT_NAMES)[number];

/** Credentials that are public by nature: readable in previews and in state, unless the user gave them as a secret. */
const PUBLIC_CREDENTIALS: ReadonlySet<string> = new Set([
  "client_id",
  "consumer_key",
  "oauth_redirect_uri",
  "scopes",
  "user_scopes",
  "optional_scopes",
]);

/** For each input that can hold secrets: which of its keys do. */
export const SECRET_KEYS: { readonly [Name in InputName]?: (key: string) => boolean } = {
  credentials: (key) => !PUBLIC_CREDENTIALS.has(key),
  proxyConfig: (key) => key === "proxyAuthKey",
  sharedConnectionFields: () => true,
  sharedCredentials: () => true,
};

/** Is the value under this key of this input secret? False for every other input. */
export const isSecretKey = (input: string, key: string): boolean =>
  (SECRET_KEYS as Record<string, ((key: string) => boolean) | undefined>)[input]?.(key) ?? false;

/** Can this input hold secrets? A message prints nothing of such an input. */
export const holdsSecrets = (input: string | undefined): boolean => input !== undefined && input in SECRET_KEYS;
