/** The values that a program declares and those that a colleague makes by hand: no value of one begins like one of the other. */
import * as fc from "fast-check";

/** A value, or the environment variable that holds it. */
export type Secret = string | number | { fromEnvironment: string };

/** Whatever holds one of these stands in clear somewhere: every secret has one in it. */
export const MARKERS = ["S3CR3T", "ᚠᚢᚦ"];

/** A public value that begins so is given as a secret, if a program can do that. */
export const CONCEALED = "c0nc3al3d";

export const VARIABLES = ["ONE_SECRET", "OTHER_SECRET"];

export const secretText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom("abcd", "efgh", "ijkl"), fc.integer({ min: 1, max: 9 }))
      .map(([prefix, n]) => `${prefix}-S3CR3T-${n}`),
  },
  // Too short for a mask of its own.
  { weight: 1, arbitrary: fc.constantFrom("ᚠᚢᚦ", "ᚠᚢᚦᚨ") },
  // Characters that JSON and URLs write in another way.
  { weight: 1, arbitrary: fc.constantFrom('S3CR3T "quoted" \\ &', "S3CR3T\nof two lines", "S3CR3T…ünïcödé") },
);

export const secret: fc.Arbitrary<Secret> = fc.oneof(
  { weight: 5, arbitrary: secretText },
  { weight: 3, arbitrary: fc.constantFrom(...VARIABLES).map((fromEnvironment) => ({ fromEnvironment })) },
);

/** Any order, and none of them rather often. */
const someOf = (names: string[]): fc.Arbitrary<string[]> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant<string[]>([]) },
    { weight: 3, arbitrary: fc.shuffledSubarray(names, { minLength: 1 }) },
  );

export const text = fc.constantFrom(
  "First",
  "The second one",
  "Trois ☕",
  // Longer than the part of a name that a temporary name keeps.
  `${CONCEALED}://four.example/longer/than/forty/characters`,
);
export const url = fc.constantFrom("https://one.example", "https://two.example:8080");
export const tools = someOf(["TOOL_A", "TOOL_B", "TOOL_C"]);
export const scopes: fc.Arbitrary<string | string[]> = fc.oneof(
  someOf(["read", "write", "admin", "mail.send", `${CONCEALED}.read`]),
  fc.constantFrom("", "read", "read,write", "write read", "admin, read", `${CONCEALED}.read,write`),
);

export const textByHand = fc.constantFrom("By hand", "By hand too");
export const urlByHand = fc.constant("https://hand.example");
export const toolsByHand = fc.subarray(["TOOL_A", "TOOL_HAND"]);
export const scopesByHand = fc.constantFrom("read", "hand", "read hand");
export const secretByHand = fc.integer({ min: 1, max: 9 }).map((n) => `hand-S3CR3T-${n}`);
