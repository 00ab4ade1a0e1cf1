/**
 * Random histories. Each is about a few topics only, so that what belongs together meets often.
 *
 * Some changes by hand nobody can see, so they are not made here: a secret whose mask would be the one of the declared value,
 * or that has no mask of four characters and `...`; a key that is taken away, where the API does not promise to show it. And a
 * secret is changed by hand once at most before the next "settle", since a mask that is still wrong after our own write counts
 * as one of another form.
 */
import * as fc from "fast-check";
import type { Edit, HandChange, History, Operation, Slot, Step } from "./history";
import { CONCEALED, inWords, SLOTS } from "./history";
import type { Form, Secret, Wish, Wrapping } from "./wish";

/** Values that a program declares. By hand nobody makes one that begins like them. */
const secretText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom("abcd", "efgh", "ijkl"), fc.integer({ min: 1, max: 9 }))
      .map(([prefix, n]) => `${prefix}-S3CR3T-${n}`),
  },
  // Too short for a mask of its own.
  { weight: 1, arbitrary: fc.constantFrom("ᚠᚢᚦ", "ᚠᚢᚦᚨ") },
  // What JSON and URLs write in another way.
  { weight: 1, arbitrary: fc.constantFrom('S3CR3T "quoted" \\ &', "S3CR3T\nof two lines", "S3CR3T…ünïcödé") },
);

const VARIABLES = ["ONE_SECRET", "OTHER_SECRET"];

const secret: fc.Arbitrary<Secret> = fc.oneof(
  { weight: 5, arbitrary: secretText },
  { weight: 3, arbitrary: fc.constantFrom(...VARIABLES).map((fromEnvironment) => ({ fromEnvironment })) },
);

/** Any order, and none of them rather often. */
const someOf = (names: string[]): fc.Arbitrary<string[]> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant<string[]>([]) },
    { weight: 3, arbitrary: fc.shuffledSubarray(names, { minLength: 1 }) },
  );

const scopes: fc.Arbitrary<string | string[]> = fc.oneof(
  someOf(["read", "write", "admin", "mail.send", `${CONCEALED}.read`]),
  fc.constantFrom("", "read", "read,write", "write read", "admin, read"),
);
const tools = someOf(["TOOL_A", "TOOL_B", "TOOL_C"]);
const flag = fc.boolean();
const proxyUrl = fc.constantFrom("https://proxy-one.example", "https://proxy-two.example:8080");

const REQUIRED = {
  isThere: flag,
  toolkit: fc.constantFrom("alpha", "Alpha", "ALPHA", "beta", "Beta"),
  form: fc.constantFrom<Form>("managed", "managed", "oauth2", "oauth2", "apiKey"),
  clientId: fc.constantFrom("app-1", "app-2", `${CONCEALED} app`),
  clientSecret: secret,
};
const OPTIONAL = {
  saysType: flag,
  name: fc.constantFrom("First", "Second name", "Trois ☕", `${CONCEALED} name`),
  redirect: fc.constantFrom("https://one.example/back", `${CONCEALED}://two.example/back`),
  token: secret,
  scopes,
  userScopes: scopes,
  scopesInside: flag,
  creationTools: tools,
  executionTools: tools,
  proxyUrl,
  proxyKey: secret,
  region: secret,
  account: secret,
  router: flag,
  enabled: flag,
  forceDestroy: flag,
  revokeOnDelete: flag,
  adopt: flag,
  wrapped: fc.constantFrom<Wrapping>("output", "secret"),
};

type Field = keyof typeof REQUIRED | keyof typeof OPTIONAL;

const valueOfField = (field: Field): fc.Arbitrary<unknown> =>
  field in REQUIRED
    ? REQUIRED[field as keyof typeof REQUIRED]
    : fc.option(OPTIONAL[field as keyof typeof OPTIONAL] as fc.Arbitrary<unknown>, { nil: undefined, freq: 2 });

const FIELDS = [...Object.keys(REQUIRED), ...Object.keys(OPTIONAL)] as Field[];

const wish = fc.record(Object.fromEntries(FIELDS.map((field) => [field, valueOfField(field)]))).map(
  // Unset where it is chosen to be: fast-check would leave out the key.
  (fields) => ({ ...fields, isThere: true }) as unknown as Wish,
);

const handSecret = fc.integer({ min: 1, max: 9 }).map((n) => `hand-S3CR3T-${n}`);

type Part = HandChange["part"];

const inPart = <Value>(part: Part, value: fc.Arbitrary<Value>): fc.Arbitrary<HandChange> =>
  value.map((chosen) => ({ part, value: chosen }) as HandChange);

interface Topic {
  edits: Field[];
  byHand: fc.Arbitrary<HandChange>[];
}

const TOPICS: Record<string, Topic> = {
  existence: {
    edits: ["isThere", "toolkit", "form", "saysType"],
    byHand: [fc.constant<HandChange>({ part: "deleted" })],
  },
  name: { edits: ["name"], byHand: [inPart("name", fc.constantFrom("By hand", "By hand too"))] },
  publicCredentials: {
    edits: ["clientId", "redirect"],
    byHand: [
      inPart("credentials.client_id", fc.option(fc.constantFrom("app-by-hand", "app-1"))),
      inPart("credentials.oauth_redirect_uri", fc.constant("https://hand.example")),
    ],
  },
  secrets: {
    edits: ["clientSecret", "token", "wrapped"],
    byHand: (["client_secret", "token", "unknown"] as const).map((key) => inPart(`credentials.${key}`, handSecret)),
  },
  scopes: {
    edits: ["scopes", "userScopes", "scopesInside"],
    byHand: (["scopes", "user_scopes"] as const).map((key) =>
      inPart(`credentials.${key}`, fc.constantFrom("read", "hand", "read hand")),
    ),
  },
  tools: {
    edits: ["creationTools", "executionTools"],
    byHand: (["creationTools", "executionTools"] as const).map((part) =>
      inPart(part, fc.subarray(["TOOL_A", "TOOL_HAND"])),
    ),
  },
  proxy: {
    edits: ["proxyUrl", "proxyKey"],
    byHand: [
      fc
        .tuple(fc.option(fc.constant("https://hand.example")), fc.option(handSecret))
        .map(([url, key]) => ({ part: "proxy", url, key })),
      fc.tuple(proxyUrl, handSecret).map(([url, key]) => ({ part: "proxy", url, key })),
    ],
  },
  sharedCredentials: {
    edits: ["region", "account"],
    byHand: (["region", "account", "unknown"] as const).map((key) => inPart(`shared.${key}`, handSecret)),
  },
  flags: {
    edits: ["router", "enabled", "forceDestroy", "revokeOnDelete", "adopt"],
    byHand: [inPart("router", flag), inPart("status", fc.constantFrom("ENABLED", "DISABLED"))],
  },
};

/** What a program may not know yet at preview. */
const DECLARED_INPUTS = [
  ...[
    "toolkit",
    "type",
    "authScheme",
    "name",
    "credentials",
    "scopes",
    "userScopes",
    "toolAccessConfig",
    "proxyConfig",
  ],
  ...["sharedCredentials", "isEnabledForToolRouter", "enabled", "forceDestroy", "revokeOnDelete", "adopt"],
  ...["credentials.client_id", "credentials.client_secret", "credentials.scopes", "proxyConfig.proxyUrl"],
];

/** Most of what happens, happens to one. */
const slot = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Slot>("one") },
  { weight: 1, arbitrary: fc.constantFrom<Slot>(...SLOTS) },
);

const environment: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("environment" as const),
  variable: fc.constantFrom(...VARIABLES),
  value: secretText,
});

const operation: fc.Arbitrary<Operation> = fc.record({ kind: fc.constantFrom("up", "refresh", "settle") });

const editOf = (field: Field): fc.Arbitrary<Edit> =>
  fc
    .tuple(slot, valueOfField(field))
    .map(([chosen, value]) => ({ kind: "edit", slot: chosen, wish: { [field]: value } }));

function stepsAbout(topics: Topic[], { operations, maxSteps, looks = 0 }: Shape): fc.Arbitrary<Step[]> {
  const edits = topics.flatMap((topic) => topic.edits).map(editOf);
  const changes = fc.oneof(...topics.flatMap(({ byHand }) => byHand));
  const byHand: fc.Arbitrary<Step> = fc.record({ kind: fc.constant("by hand" as const), slot, change: changes });
  const unknown = fc.subarray(DECLARED_INPUTS, { minLength: 1 });
  const look: fc.Arbitrary<Step> = fc.record({ kind: fc.constant("look" as const), slot, unknown });
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.oneof(...edits) },
    { weight: 5, arbitrary: byHand },
    { weight: 1, arbitrary: environment },
    { weight: looks, arbitrary: look },
    { weight: operations, arbitrary: operation },
  );
  return fc.array<Step>(step, { minLength: 5, maxLength: maxSteps, size: "max" });
}

export interface Shape {
  /** How often the engine is asked for something: 13 is as often as the program or the API changes. */
  operations: number;
  maxSteps: number;
  /** How often somebody looks at a preview in which something is not known. Default: never. */
  looks?: number;
  /** About how many topics one history may be at most. Default: all of them. */
  maxTopics?: number;
  /** What every history begins with. */
  first?: Operation["kind"];
}

export function randomHistories(shape: Shape): fc.Arbitrary<History> {
  const topics = Object.values(TOPICS);
  const steps = fc
    .shuffledSubarray(topics, { minLength: 1, maxLength: shape.maxTopics ?? topics.length })
    .chain((chosen) => stepsAbout(chosen, shape));
  const start = fc
    .tuple(fc.record({ one: wish, two: wish, three: wish, four: wish, five: wish }), fc.integer({ min: 1, max: 5 }))
    .map(([wishes, count]) => {
      for (const left of SLOTS.slice(count)) wishes[left].isThere = false;
      return wishes;
    });
  const values = fc
    .tuple(secretText, secretText)
    .map((texts) => Object.fromEntries(VARIABLES.map((variable, index) => [variable, texts[index] as string])));
  return fc
    .record({ start, environment: values, steps })
    .map((history) => ({ ...history, steps: shape.first ? [{ kind: shape.first }, ...history.steps] : history.steps }))
    .map((history) => Object.assign(history, { [fc.toStringMethod]: () => inWords(history) }));
}
