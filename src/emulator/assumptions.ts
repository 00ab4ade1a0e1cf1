/**
 * Behaviour of the real API that nobody has seen, and the emulator's choice instead. A comment in the code that begins with
 * `Assumption` and its number stands beside each. None of them may be sold as behaviour of the API.
 */
import type { Answers } from "./answers";
import { ANSWERS } from "./answers";

/** One thing that nobody knows of the real API, and the emulator's choice. */
export interface Assumption {
  /** The question about the real API. */
  unknown: string;
  /** The emulator's answer to it. */
  emulator: string;
  /** The switches of `answers` by which the emulator does otherwise. None: no program depends on it. */
  answers: (keyof Answers)[];
}

const TEXTS: Record<number, Omit<Assumption, "answers">> = {
  1: {
    unknown: "the form of an obfuscated credential of one's own, and of proxy_auth_key",
    emulator: "first four characters and ...; a value of four or fewer is ... alone",
  },
  2: { unknown: "whether scopes and the redirect address of an own auth config are masked", emulator: "no" },
  3: { unknown: "the same for a managed one", emulator: "REDACTED, except the scopes that the caller set" },
  4: { unknown: "whether scopes read back as a string or a list", emulator: "as a string" },
  5: { unknown: "whether default scopes are reported", emulator: "yes, on own ones" },
  6: { unknown: "whether required credential fields are enforced", emulator: "yes, with a 400" },
  7: { unknown: "unknown credential keys, and empty secrets", emulator: "stored like any other" },
  8: { unknown: "scopes outside the managed app", emulator: "accepted" },
  9: { unknown: "rules for names at a create", emulator: "none; an empty one counts as absent" },
  10: { unknown: "default of is_enabled_for_tool_router", emulator: "false" },
  11: {
    unknown: "an authScheme that is not offered, misspelled, or sent with managed auth",
    emulator: "400, 400 as missing, ignored",
  },
  12: { unknown: "a PATCH whose type is not that of the auth config", emulator: "400" },
  13: { unknown: "unknown keys in bodies", emulator: "ignored, and recorded" },
  14: {
    unknown:
      "whether PATCH, status and DELETE answer as the contract of September 2026 says: an empty object was seen before",
    emulator: "success and a message",
  },
  15: {
    unknown: "null for one credential key, {} for shared connection fields, a repeated status",
    emulator: "removes the key, changes nothing, 200",
  },
  16: {
    unknown: "operations on a deleted auth config; malformed ids",
    emulator: "404; 400 unless it begins with ac_",
  },
  17: {
    unknown: "whether an auth config with connected accounts can be deleted, and what becomes of them",
    emulator: "yes; kept, unusable, still listed",
  },
  18: { unknown: "a link on an unknown or disabled auth config", emulator: "400 Auth_Config_NotFound, 400 code 600" },
  19: {
    unknown: "a session that names an unusable auth config",
    emulator: "400 ToolRouterV2_InvalidAuthConfigIds, whatever is wrong with it",
  },
  20: { unknown: "a session naming one with is_enabled_for_tool_router false", emulator: "accepted" },
  21: { unknown: "what no_of_connections counts", emulator: "accounts that are ACTIVE, of any user" },
  22: {
    unknown: "order of lists; the highest limit (200 since September 2026, 50 before) and what happens above it",
    emulator: "newest first; 200; 400",
  },
  23: {
    unknown: "how search and toolkit_slug compare; the meaning of created_by",
    emulator: "without regard to case, search anywhere in name or id; a constant",
  },
  24: { unknown: "most numeric error codes", emulator: "invented ones are above 90000" },
  25: {
    unknown: "a delay between write and read; more projects than one",
    emulator: "no delay, but the faults stale and late-commit; one key is one project",
  },
  26: {
    unknown:
      "how creation tools change the scopes. That they do is on record: tools given to a managed app led to scopes that it refuses",
    emulator: "they set the scopes if nobody has set any, to what the tools need; before, they changed nothing",
  },
  27: { unknown: "restrict_to_following_tools in answers", emulator: "mirrors tools_available_for_execution" },
  28: { unknown: "rate headers on success", emulator: "sent; a 429 comes as a fault alone" },
  29: {
    unknown: "whether an item shows managed_app_id, whether a PATCH takes it, the answer to an unknown one",
    emulator: "shown, ignored, 400",
  },
  30: {
    unknown: "whether both names of shared connection fields are known and shown, and which fields can be shared",
    emulator: "both, the new one wins; those that are no secrets",
  },
  31: {
    unknown: "whether a session update knows expected_config_version: it was refused with 400, an SDK expects 409",
    emulator: "refused with 400",
  },
  32: { unknown: "GET /tools with slugs that do not exist", emulator: "they are left out" },
  33: {
    unknown: "the form of a failed validation, except for what was seen of sessions",
    emulator: "code 10400, a general message, each field in errors",
  },
  34: { unknown: "whether pages can lack their totals", emulator: "they are numbers" },
  35: {
    unknown:
      "which refusal of scopes/recommended means what, every scope that it and scopes/required name, and their ways",
    emulator: "404 for a tool that is not the toolkit's, 422 if no way is left, 501 if nothing is known of the scopes",
  },
  36: { unknown: "whether created_at and the header Date are of one clock", emulator: "yes" },
  37: {
    unknown: "whether lists leave out disabled auth configs, as the documents say",
    emulator: "yes, unless show_disabled is true",
  },
  38: { unknown: "whether every cursor is base64 of page and limit, as the documents say", emulator: "yes" },
  39: { unknown: "whether a PATCH changes the name: no SDK sends one", emulator: "yes" },
  40: {
    unknown: "whether a PATCH still merges credentials key by key, as the changelog of January 2026 says",
    emulator: "yes",
  },
};

const switchesOf = (number: number): (keyof Answers)[] =>
  (Object.keys(ANSWERS) as (keyof Answers)[]).filter((name) => ANSWERS[name].assumption === number);

/** By number. */
export const assumptions: Record<number, Assumption> = Object.fromEntries(
  Object.entries(TEXTS).map(([number, texts]) => [number, { ...texts, answers: switchesOf(Number(number)) }]),
);
