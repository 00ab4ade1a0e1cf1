/**
 * Nobody has seen some of what the API does, so the emulator has to choose. Choices that a program could depend on can be
 * switched here, so that it can be tried against each of them.
 */

/** One choice: what can be answered, the default first, and the number of the assumption that it belongs to. */
interface Choice {
  values: readonly [unknown, unknown, ...unknown[]];
  assumption: number;
}

/** By name. A name is what a file of answers and the option `answers` call it. */
export const ANSWERS = {
  /** Credentials of a managed auth config: the caller's own scopes in clear and the rest `REDACTED`, or all `REDACTED`. */
  managedCredentials: { values: ["caller-scopes", "all-redacted"], assumption: 3 },
  /** How `scopes` and `user_scopes` read back. */
  scopesAs: { values: ["string", "list"], assumption: 4 },
  /** Whether the toolkit's default scopes appear on an own auth config that was created without any. */
  defaultScopes: { values: [true, false], assumption: 5 },
  /** Whether a create without a required credential field is refused. */
  requireCredentialFields: { values: [true, false], assumption: 6 },
  /** Whether a create that does not say so enables an auth config for the tool router. */
  enabledForToolRouter: { values: [false, true], assumption: 10 },
  /** What a PATCH answers: `{}`, or `{ success, message }`. */
  updateAnswer: { values: ["empty", "success"], assumption: 14 },
  /** What a 404 about an auth config carries: the usual envelope, or `{}`. */
  notFoundBody: { values: ["envelope", "empty"], assumption: 16 },
  /** Whether the list obeys `toolkit_slug`: seen both ways. */
  toolkitFilter: { values: ["applied", "ignored"], assumption: 23 },
} as const satisfies Record<string, Choice>;

/** What the emulator answers to what nobody knows of the real API. */
export type Answers = { -readonly [Name in keyof typeof ANSWERS]: (typeof ANSWERS)[Name]["values"][number] };

export const DEFAULT_ANSWERS = Object.fromEntries(
  Object.entries(ANSWERS).map(([name, { values }]) => [name, values[0]]),
  // The entries lose which name has which values.
) as unknown as Answers;
