/**
 * Nobody has seen some of what the API does, so the emulator has to choose. Choices that a program could depend on can be
 * switched here, so that it can be tried against each of them.
 */

/** One choice: what can be answered, the default first, and the number of the assumption that it belongs to. */
export interface Choice {
  values: readonly [unknown, unknown, ...unknown[]];
  assumption: number;
}

/** By name: a file of answers and the option `answers` call a choice so. */
export const ANSWERS = {
  /** How a secret of an own auth config is shown: its first four characters and `...`, `REDACTED`, or eight asterisks. */
  ownSecrets: { values: ["first-four", "redacted", "asterisks"], assumption: 1 },
  /** How `proxy_auth_key` is shown: its first four characters and `...`, `REDACTED`, eight asterisks, or in clear. */
  proxyKey: { values: ["first-four", "redacted", "asterisks", "clear"], assumption: 1 },
  /** Whether scopes and the redirect address of an own auth config are shown in clear, or masked like a secret. */
  clearFields: { values: ["clear", "masked"], assumption: 2 },
  /** Credentials of a managed auth config: the caller's own scopes in clear and the rest `REDACTED`, or all `REDACTED`. */
  managedCredentials: { values: ["caller-scopes", "all-redacted"], assumption: 3 },
  /** How `scopes` and `user_scopes` read back. */
  scopesAs: { values: ["string", "list"], assumption: 4 },
  /** Whether the toolkit's default scopes appear on an own auth config that was created without any. */
  defaultScopes: { values: [true, false], assumption: 5 },
  /** Whether a create without a required credential field is refused. */
  requireCredentialFields: { values: [true, false], assumption: 6 },
  /** Whether a credential that the toolkit does not name is stored, or refused with a 400. */
  unknownCredentials: { values: ["stored", "refused"], assumption: 7 },
  /** Whether an empty secret is stored, or refused with a 400. */
  emptyCredentials: { values: ["stored", "refused"], assumption: 7 },
  /** Whether scopes that the managed app does not hold are taken, or refused with a 400. */
  excessScopes: { values: ["accepted", "refused"], assumption: 8 },
  /** Whether two auth configs may have one name. */
  duplicateNames: { values: ["accepted", "refused"], assumption: 9 },
  /** Whether a create with an empty name gets a generated one, or a 400. */
  emptyName: { values: ["generated", "refused"], assumption: 9 },
  /** Whether a create that does not say so enables an auth config for the tool router. */
  enabledForToolRouter: { values: [false, true], assumption: 10 },
  /** Whether a create with a scheme that the toolkit does not offer is refused. */
  unofferedScheme: { values: ["refused", "accepted"], assumption: 11 },
  /** Whether a create knows the scheme by `authScheme` alone, or by `auth_scheme` too. */
  schemeSpelling: { values: ["camel", "both"], assumption: 11 },
  /** Whether a managed create with an `authScheme` ignores it, or is refused. */
  schemeWithManaged: { values: ["ignored", "refused"], assumption: 11 },
  /** Whether a PATCH of the other type is refused, or changes nothing and succeeds. */
  otherTypePatch: { values: ["refused", "ignored"], assumption: 12 },
  /** Whether unknown keys of a body are ignored, or refused with a 400. */
  unknownKeys: { values: ["ignored", "refused"], assumption: 13 },
  /** The answer to a PATCH, of the status too: `{ success, message }`, or `{}`. */
  updateAnswer: { values: ["success", "empty"], assumption: 14 },
  /** The answer to a DELETE, beside the revoke job: `{ success, message }`, or nothing. */
  deleteAnswer: { values: ["success", "empty"], assumption: 14 },
  /** The effect of null on one credential: removes it, leaves it as it is, or gets a 400. */
  nullCredential: { values: ["removes", "ignored", "refused"], assumption: 15 },
  /** Whether a PATCH merges shared connection fields key by key, or replaces them. */
  sharedFields: { values: ["merged", "replaced"], assumption: 15 },
  /** Whether setting the status that an auth config has already succeeds, or gets a 400. */
  repeatedStatus: { values: ["accepted", "refused"], assumption: 15 },
  /** The body of a 404 about an auth config: the usual envelope, or `{}`. */
  notFoundBody: { values: ["envelope", "empty"], assumption: 16 },
  /** The status for an id that does not begin with `ac_`. */
  malformedId: { values: [400, 404], assumption: 16 },
  /** The status of a second DELETE. */
  secondDelete: { values: [404, 200], assumption: 16 },
  /** Whether an auth config with active accounts can be deleted. */
  deleteWithAccounts: { values: ["accepted", "refused"], assumption: 17 },
  /** Whether the connected accounts of a deleted auth config stay, or go with it. */
  accountsOfDeleted: { values: ["kept", "deleted"], assumption: 17 },
  /** Whether a session that names an unusable auth config is refused. */
  unusableInSession: { values: ["refused", "accepted"], assumption: 19 },
  /** Whether a session may name an auth config that is not enabled for the tool router. */
  toolRouterFlagInSession: { values: ["ignored", "required"], assumption: 20 },
  /** Which accounts `no_of_connections` counts: those that are ACTIVE, all that were not deleted, or none. */
  countedConnections: { values: ["active", "all", "none"], assumption: 21 },
  /** The order of lists. */
  listOrder: { values: ["newest-first", "oldest-first"], assumption: 22 },
  /** The most auth configs that one page may hold. The option `maxPageSize` wins. */
  pageLimit: { values: [200, 50], assumption: 22 },
  /** Whether a limit above the maximum is refused, or lowered to it. */
  excessLimit: { values: ["refused", "lowered"], assumption: 22 },
  /** Where in a name or id `search` looks. */
  search: { values: ["anywhere", "start"], assumption: 23 },
  /** Whether the list obeys `toolkit_slug`: seen both ways. */
  toolkitFilter: { values: ["applied", "ignored"], assumption: 23 },
  /** Whether a read sees an auth config as soon as it was made, or a second later. */
  newConfigs: { values: ["visible", "hidden-for-a-second"], assumption: 25 },
  /**
   * The effect of tools for account creation on the scopes: set them if neither this body nor an earlier one did, set them
   * whenever this body does not, or nothing.
   */
  creationTools: { values: ["fill-scopes", "set-scopes", "nothing"], assumption: 26 },
  /** Whether answers carry the rate headers. */
  rateHeaders: { values: ["sent", "absent"], assumption: 28 },
  /** Whether an item names the managed app that it sits on. */
  managedAppShown: { values: [true, false], assumption: 29 },
  /** By which names shared connection fields are known and shown: `shared_connection_fields`, `shared_credentials`, or both. */
  sharedNames: { values: ["both", "old", "new"], assumption: 30 },
  /** Whether a session update with `expected_config_version` is refused for it, or gets a 409 if the session has moved on. */
  expectedVersion: { values: ["refused", "checked"], assumption: 31 },
  /** Whether `GET /tools` is answered, or is a 404. */
  toolList: { values: ["answered", "absent"], assumption: 32 },
  /** Where a failed validation names its fields: in `errors` alone, or in the message too. */
  validationErrors: { values: ["in-errors", "in-message"], assumption: 33 },
  /** How pages carry their totals. */
  pageTotals: { values: ["numbers", "null", "absent"], assumption: 34 },
  /** Whether recommended scopes are answered, or a 501. */
  recommendedScopes: { values: ["answered", "unsupported"], assumption: 35 },
  /** Whether one of several ways to meet a tool's need can be several scopes together. */
  scopeAlternatives: { values: ["objects", "strings"], assumption: 35 },
  /** Whether `created_at` goes by the clock of the header `Date`, or by one that is a minute behind. */
  createdAtClock: { values: ["of-date", "minute-behind"], assumption: 36 },
  /** Whether lists leave out disabled auth configs unless `show_disabled` is true. */
  disabledInLists: { values: ["hidden", "shown"], assumption: 37 },
  /** Whether a cursor is base64 of page and limit, or has another form. */
  cursors: { values: ["page-limit", "opaque"], assumption: 38 },
  /** Whether a PATCH changes the name. */
  namePatch: { values: ["changes", "ignored"], assumption: 39 },
  /** Whether a PATCH merges credentials key by key, or replaces them. */
  credentialsPatch: { values: ["merged", "replaced"], assumption: 40 },
} as const satisfies Record<string, Choice>;

/** The emulator's answers to questions about the real API that nobody can answer. */
export type Answers = { -readonly [Name in keyof typeof ANSWERS]: (typeof ANSWERS)[Name]["values"][number] };

export const DEFAULT_ANSWERS = Object.fromEntries(
  Object.entries(ANSWERS).map(([name, { values }]) => [name, values[0]]),
  // The entries lose which name has which values.
) as unknown as Answers;
