/**
 * What nobody has seen of the real API, and what the emulator does instead. Where one of these is at work, a comment in
 * the code begins with `Assumption` and its number. None of them may be sold as behaviour of the API.
 */
export interface Assumption {
  unknown: string;
  emulator: string;
}

/** By number. */
export const assumptions: Record<number, Assumption> = {
  1: {
    unknown: "the form of an obfuscated credential of one's own, and of proxy_auth_key",
    emulator: "first four characters and ...; a value of four or fewer is ... alone",
  },
  2: { unknown: "whether scopes and the redirect address of an own auth config are masked", emulator: "no" },
  3: {
    unknown: "the same for a managed one",
    emulator: "REDACTED, but for the scopes that the caller set; answers.managedCredentials",
  },
  4: { unknown: "whether scopes read back as a string or a list", emulator: "as a string; answers.scopesAs" },
  5: { unknown: "whether default scopes are reported", emulator: "yes, on own ones; answers.defaultScopes" },
  6: {
    unknown: "whether required credential fields are enforced",
    emulator: "yes, with a 400; answers.requireCredentialFields",
  },
  7: { unknown: "unknown credential keys, and empty secrets", emulator: "stored like any other" },
  8: { unknown: "scopes outside the managed app", emulator: "accepted" },
  9: { unknown: "rules for names", emulator: "none; an empty one counts as absent" },
  10: { unknown: "default of is_enabled_for_tool_router", emulator: "false; answers.enabledForToolRouter" },
  11: {
    unknown: "an authScheme that is not offered, misspelled, or sent with managed auth",
    emulator: "400, 400 as missing, ignored",
  },
  12: { unknown: "a PATCH whose type is not that of the auth config", emulator: "400" },
  13: { unknown: "unknown keys in bodies", emulator: "ignored, and recorded" },
  14: { unknown: "what PATCH answers", emulator: "{}; answers.updateAnswer" },
  15: {
    unknown: "null for one credential key, {} for shared credentials, a repeated status",
    emulator: "removes the key, changes nothing, 200",
  },
  16: {
    unknown: "operations on a deleted auth config; malformed ids",
    emulator: "404, with answers.notFoundBody; 400 unless it begins with ac_",
  },
  17: { unknown: "connected accounts after their auth config was deleted", emulator: "kept, unusable, still listed" },
  18: { unknown: "a link on an unknown or disabled auth config", emulator: "400 Auth_Config_NotFound, 400 code 600" },
  19: {
    unknown: "a session that names an unusable auth config",
    emulator: "400 ToolRouterV2_InvalidAuthConfigIds, whatever is wrong with it",
  },
  20: { unknown: "a session naming one with is_enabled_for_tool_router false", emulator: "accepted" },
  21: { unknown: "what no_of_connections counts", emulator: "accounts that are ACTIVE, of any user" },
  22: { unknown: "order of lists, and a limit above the maximum", emulator: "newest first; 400" },
  23: {
    unknown: "how search and toolkit_slug compare; the meaning of created_by",
    emulator: "without regard to case, search anywhere in name or id; a constant",
  },
  24: { unknown: "most numeric error codes", emulator: "invented ones are above 90000" },
  25: {
    unknown: "a delay between write and read; more projects than one",
    emulator: "no delay, but the faults stale and late-commit; one key is one project",
  },
  26: { unknown: "whether creation tools change the scopes", emulator: "no; the list is echoed" },
  27: { unknown: "restrict_to_following_tools in answers", emulator: "mirrors tools_available_for_execution" },
  28: { unknown: "rate headers on success", emulator: "sent; a 429 comes as a fault alone" },
};
