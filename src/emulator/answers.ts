/**
 * Where nobody has seen what the API does, the emulator has to choose. Choices that a program could depend on can be
 * switched here, so that it can be tried against each of them.
 */
export interface Answers {
  /** Credentials of a managed auth config: the caller's own scopes in clear and the rest `REDACTED`, or all `REDACTED`. */
  managedCredentials: "caller-scopes" | "all-redacted";
  /** How `scopes` and `user_scopes` read back. */
  scopesAs: "string" | "list";
  /** Whether the toolkit's default scopes appear on an own auth config that was created without any. */
  defaultScopes: boolean;
  /** Whether a create without a required credential field is refused. */
  requireCredentialFields: boolean;
  /** Whether a create that does not say so enables an auth config for the tool router. */
  enabledForToolRouter: boolean;
  /** What a PATCH answers: `{}`, or `{ success, message }`. */
  updateAnswer: "empty" | "success";
  /** What a 404 about an auth config carries: the usual envelope, or `{}`. */
  notFoundBody: "envelope" | "empty";
  /** Whether the list obeys `toolkit_slug`: seen both ways. */
  toolkitFilter: "applied" | "ignored";
}

export const DEFAULT_ANSWERS: Answers = {
  managedCredentials: "caller-scopes",
  scopesAs: "string",
  defaultScopes: true,
  requireCredentialFields: true,
  // Assumption 10: an auth config is not offered to the tool router unless somebody says so.
  enabledForToolRouter: false,
  updateAnswer: "empty",
  notFoundBody: "envelope",
  toolkitFilter: "applied",
};
