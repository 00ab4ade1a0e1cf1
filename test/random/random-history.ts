/**
 * Random histories. Each is about a few topics only, so that what belongs together meets often.
 *
 * Some changes by hand nobody can see, so they are not made here: a secret whose mask would be the one of the declared value,
 * or that has no mask of four characters and `...`; a key that is taken away, if the API does not promise to show it. And a
 * secret is changed by hand once at most before the next "settle" that declares it, since a mask that is still wrong after our
 * own write counts as one of another form.
 */
import * as fc from "fast-check";
import type { Answers } from "../../src/emulator/answers";
import { ANSWERS } from "../../src/emulator/answers";
import { fault } from "./faults";
import type { Edit, HandChange, History, Operation, Slot, Step, Up } from "./history";
import { inWords, SLOTS } from "./history";
import type { Field } from "./inputs";
import { FIELDS } from "./inputs";
import { partOf } from "./parts";
import { FORMS, SPELLINGS } from "./toolkits";
import { secretText, VARIABLES } from "./values";
import type { Wish, Wrapping } from "./wish";
import { isAlwaysDeclared } from "./wish";

const INDIFFERENT = [
  ...([
    "toolkitFilter",
    "listOrder",
    "updateAnswer",
    "deleteAnswer",

    "rateHeaders",
  ] as const),
];

/** A value, or unset, which is chosen as a value is: fast-check would leave out the key. */
const orUnset = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });

/** Of the frame around the fields of a wish. */
const FRAME: Record<string, fc.Arbitrary<unknown>> = {
  isThere: fc.boolean(),
  toolkit: fc.constantFrom(...SPELLINGS),
  form: fc.constantFrom(...FORMS, "managed", "oauth2"),
  saysType: orUnset(fc.boolean()),
  wrapped: orUnset(fc.constantFrom<Wrapping>("output", "secret")),
  scopesInside: orUnset(fc.boolean()),
  usesOldNames: orUnset(fc.boolean()),
};

const PARTS_OF_A_WISH: Record<string, fc.Arbitrary<unknown>> = {
  ...FRAME,
  ...Object.fromEntries(
    FIELDS.map((field) => [field.path, isAlwaysDeclared(field) ? field.value : orUnset(field.value)]),
  ),
};

const wish = fc.record(PARTS_OF_A_WISH).map((parts) => ({ ...parts, isThere: true }) as unknown as Wish);

interface Topic {
  /** Parts of a wish. */
  edits: string[];
  byHand: fc.Arbitrary<HandChange>[];
}

const changeOf = (part: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<HandChange> =>
  value.map((chosen) => ({ part, value: chosen }));

/** Credentials that the API promises to show, so that a missing one says something. */
const PROMISED = ["credentials.client_id"];

/** Changes that a colleague may make to the parts of these fields. */
function byHand(fields: readonly Field[]): fc.Arbitrary<HandChange>[] {
  const stored = fields.filter(({ row }) => row.change === "updates");
  const [whole] = stored.filter(({ isRequired }) => isRequired);
  if (whole) return [ofWhole(whole, stored)];
  const changes = stored.map((field) => {
    const part = partOf(field.path);
    const status = field.byHand.map((isOn) => (isOn ? "ENABLED" : "DISABLED"));
    if (part === "status") return changeOf(part, status);
    return changeOf(part, PROMISED.includes(part) ? fc.option(field.byHand) : field.byHand);
  });
  // A key of a map that nobody has declared.
  const secret = stored.find(({ isSecret }) => isSecret);
  const unknown = secret && changeOf(partOf(`${secret.input}.unknown`), secret.byHand);
  return [...changes, ...(unknown ? [unknown] : [])];
}

/**
 * An object that travels whole is taken away; or it is another one, with all of its keys or with those that it needs; or only
 * the keys that it does not need are others.
 */
function ofWhole(required: Field, fields: readonly Field[]): fc.Arbitrary<HandChange> {
  const keyed = (choose: (field: Field) => fc.Arbitrary<unknown>) =>
    Object.fromEntries(fields.map((field) => [keyOf(field), choose(field)]));
  const requiredKeys = fields.filter(({ isRequired }) => isRequired).map(keyOf);
  const another = fc.record(
    keyed(({ byHand }) => byHand),
    { requiredKeys },
  );
  const similar = fc.record(keyed(({ isRequired, value, byHand }) => (isRequired ? value : byHand)));
  return changeOf(partOf(required.input), fc.option(fc.oneof(another, similar), { freq: 2 }));
}

const keyOf = ({ path }: Field): string => partOf(path).split(".")[1] ?? "";

const topicOf = (fields: readonly Field[], ...edits: string[]): Topic => ({
  edits: [...fields.map(({ path }) => path), ...edits],
  byHand: byHand(fields),
});

const withInput = (...inputs: string[]) => FIELDS.filter(({ input }) => inputs.includes(input));
const credentials = withInput("credentials");
/** In topics of their own. */
const GATHERED = ["credentials", "scopes", "userScopes", "sharedConnectionFields"];

/** Each row is a topic, but what belongs together is one, and credentials are two. */
const TOPICS: Topic[] = [
  {
    edits: ["isThere", "toolkit", "form", "saysType"],
    byHand: [fc.constant<HandChange>({ part: "deleted" })],
  },
  topicOf(credentials.filter(({ isSecret }) => !isSecret)),
  topicOf(
    credentials.filter(({ isSecret }) => isSecret),
    "wrapped",
  ),
  topicOf(withInput("scopes", "userScopes"), "scopesInside"),
  topicOf(withInput("sharedConnectionFields"), "usesOldNames"),
  topicOf(FIELDS.filter(({ isFlag }) => isFlag)),
  ...[...new Set(FIELDS.filter(({ isFlag }) => !isFlag).map(({ input }) => input))]
    .filter((input) => !GATHERED.includes(input))
    .map((input) => topicOf(withInput(input))),
];

/** Values that a program may not know yet at preview. */
const CAN_BE_UNKNOWN = [
  ...new Set(["toolkit", "type", "authScheme", ...FIELDS.flatMap(({ path, input }) => [path, input])]),
  "credentials.scopes",
];

/** Answers of the API that nobody knows, and none of which may make a difference. */
const answers = fc.record(
  Object.fromEntries(INDIFFERENT.map((name) => [name, fc.constantFrom<unknown>(...ANSWERS[name].values)])),
) as fc.Arbitrary<Partial<Answers>>;

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

const editOf = (part: string): fc.Arbitrary<Edit> =>
  fc
    .tuple(slot, PARTS_OF_A_WISH[part] as fc.Arbitrary<unknown>)
    .map(([chosen, value]) => ({ kind: "edit", slot: chosen, wish: { [part]: value } as Partial<Wish> }));

const quietOperation: fc.Arbitrary<Operation> = fc.record({ kind: fc.constantFrom("up", "refresh", "settle") });

const some = (likely: number): fc.Arbitrary<Slot[]> =>
  fc.oneof(
    { weight: 10 - likely, arbitrary: fc.constant<Slot[]>([]) },
    { weight: likely, arbitrary: fc.subarray([...SLOTS], { minLength: 1 }) },
  );

const stormyOperation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record<Up>({
      kind: fc.constant("up"),
      killed: some(2),
      tainted: some(2),
      deletesFirst: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, { weight: 3, arbitrary: fc.constant(true) }),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Operation>({ kind: "refresh" }) },
  { weight: 1, arbitrary: fc.constant<Operation>({ kind: "destroy" }) },
  { weight: 1, arbitrary: fc.boolean().map((isHurried): Operation => ({ kind: "settle", isHurried })) },
);

function stepsAbout(topics: Topic[], shape: Shape): fc.Arbitrary<Step[]> {
  const { operations, maxSteps, looks = 0, faults = 0, handChanges = 5 } = shape;
  const edits = topics.flatMap((topic) => topic.edits).map(editOf);
  const changes = topics.flatMap((topic) => topic.byHand);
  const change = changes.length > 0 ? fc.oneof(...changes) : fc.constant<HandChange>({ part: "deleted" });
  const hand: fc.Arbitrary<Step> = fc.record({ kind: fc.constant("by hand" as const), slot, change });
  const unknown = fc.subarray(CAN_BE_UNKNOWN, { minLength: 1 });
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.oneof(...edits) },
    { weight: handChanges, arbitrary: hand },
    { weight: 1, arbitrary: environment },
    { weight: looks, arbitrary: fc.record({ kind: fc.constant("look" as const), slot, unknown }) },
    { weight: faults, arbitrary: fc.record({ kind: fc.constant("fault" as const), fault }) },
    { weight: operations, arbitrary: faults > 0 ? stormyOperation : quietOperation },
  );
  return fc.array<Step>(step, { minLength: 5, maxLength: maxSteps, size: "max" });
}

export interface Shape {
  /** How often the engine is asked for something: 13 is as often as the program or the API changes. */
  operations: number;
  maxSteps: number;
  /** How often somebody looks at a preview in which something is not known. Default: never. */
  looks?: number;
  /** How often the API fails; then operations are killed, too. Default: never. */
  faults?: number;
  /** How often somebody changes something by hand. Default: 5. */
  handChanges?: number;
  /** About how many topics one history may be at most. Default: all of them. */
  maxTopics?: number;
  /** The first operation of every history. */
  first?: Operation["kind"];
}

export function randomHistories(shape: Shape): fc.Arbitrary<History> {
  const steps = fc
    .shuffledSubarray(TOPICS, { minLength: 1, maxLength: shape.maxTopics ?? TOPICS.length })
    .chain((chosen) => stepsAbout(chosen, shape));
  const start = fc
    .tuple(fc.record({ one: wish, two: wish, three: wish, four: wish, five: wish }), fc.integer({ min: 1, max: 5 }))
    .map(([wishes, count]) => {
      const left = new Set<Slot>(SLOTS.slice(count));
      return Object.fromEntries(
        SLOTS.map((one) => [one, left.has(one) ? { ...wishes[one], isThere: false } : wishes[one]]),
      ) as Record<Slot, Wish>;
    });
  const variables = fc
    .tuple(secretText, secretText)
    .map((texts) => Object.fromEntries(VARIABLES.map((variable, index) => [variable, texts[index] as string])));
  const limits = fc.constantFrom("1", "4", "16").map((most) => ({ COMPOSIO_MAX_REQUESTS: most }));
  return fc
    .record({
      start,
      answers,
      environment: fc.tuple(variables, limits).map(([one, other]) => ({ ...one, ...other })),
      steps,
    })
    .map((history) => ({
      ...history,
      steps: shape.first ? [{ kind: shape.first } as Step, ...history.steps] : history.steps,
    }))
    .map((history) => Object.assign(history, { [fc.toStringMethod]: () => inWords(history) }));
}
