/**
 * Lives of five auth configs under every answer that the API could give to what nobody knows of it, in the simulated engine.
 * Nothing may go wrong, except what `EXCEPT` says; and each switch has to make a difference to what is asked and answered.
 */
import { isDeepStrictEqual } from "node:util";
import type { Answers } from "../../src/emulator/answers";
import { ANSWERS } from "../../src/emulator/answers";
import type { Slot } from "./history";
import { SLOTS } from "./history";
import { takeTimers } from "./in-process";
import type { LifeName, Told } from "./lives";
import { LIVES, live } from "./lives";

jest.mock("undici", () => require("./in-process"));
jest.mock("node:timers/promises", () => require("./in-process"));
jest.mock("../../src/emulator/server", () => require("./in-process"));

beforeAll(takeTimers);
jest.setTimeout(60_000);

/** The lives that meet a switch: those whose requests or answers another value changes. */
const MET: { readonly [Name in keyof Answers]?: readonly LifeName[] } = {
  ...{ ownSecrets: ["changes", "drift"], proxyKey: ["changes", "drift"], clearFields: ["changes", "drift"] },
  ...{ managedCredentials: ["changes", "drift"], scopesAs: ["changes", "drift"], defaultScopes: ["changes", "killed"] },
  ...{ requireCredentialFields: ["mistakes"], unknownCredentials: ["mistakes"], excessScopes: ["mistakes"] },
  ...{ duplicateNames: ["drift"], enabledForToolRouter: ["changes"], unofferedScheme: ["mistakes"] },
  ...{ otherTypePatch: ["race"], updateAnswer: ["changes"], deleteAnswer: ["accounts"], nullCredential: ["removals"] },
  ...{ sharedFields: ["changes"], repeatedStatus: ["race"], notFoundBody: ["deletion"], secondDelete: ["accounts"] },
  ...{ deleteWithAccounts: ["accounts"], countedConnections: ["accounts"], listOrder: ["killed"] },
  ...{ pageLimit: ["drift"], search: ["killed", "lost"], toolkitFilter: ["names"], newConfigs: ["changes", "killed"] },
  ...{
    creationTools: ["changes", "removals"],
    rateHeaders: ["changes"],
    managedAppShown: ["drift"],
    sharedNames: ["changes"],
  },
  ...{ toolList: ["changes"], pageTotals: ["names"], createdAtClock: ["killed"], cursors: ["names"] },
  ...{ namePatch: ["changes", "removals"], credentialsPatch: ["changes"] },
};

/** Why no auth config meets the others. */
const UNMET: { readonly [Name in keyof Answers]?: string } = {
  emptyCredentials: "the form of inputs refuses an empty one",
  emptyName: "the form of inputs refuses it",
  schemeSpelling: "the provider sends authScheme",
  schemeWithManaged: "the form of inputs refuses it",
  unknownKeys: "the provider sends none",
  malformedId: "only `AuthConfig.get` takes an id from a user",
  accountsOfDeleted: "the provider reads no accounts",
  unusableInSession: "it is about sessions",
  toolRouterFlagInSession: "it is about sessions",
  expectedVersion: "it is about sessions",
  excessLimit: "the provider never asks for more than 200",
  validationErrors: "the provider sends no body of a wrong form",
  recommendedScopes: "only a lookup asks for them",
  scopeAlternatives: "only a lookup reads them",
  disabledInLists: "the provider always asks for disabled ones",
};

const usual = new Map<LifeName, Promise<Told>>();

/** A life under the emulator as it is, which goes the same way every time. */
function usually(name: LifeName): Promise<Told> {
  const told = usual.get(name) ?? live(name, {});
  usual.set(name, told);
  return told;
}

/** Creates that the API refuses: each is said, and asked for again by the next run. */
function refused(whys: Partial<Record<Slot, string>>): unknown[] {
  const slots = Object.keys(whys) as Slot[];
  const failures = slots.map((slot) => expect.stringContaining(`the API answered 400, "${whys[slot]}`));
  return [
    ...failures,
    ...["after up", "after refresh"].flatMap((when) => slots.map((slot) => `preview ${when}: create ${slot}`)),
    ...slots.map((slot) => `not as declared: ${slot}: undefined is not there`),
  ];
}

const LACK = 'Missing required field "Client secret"';
const SCHEME = 'Auth scheme "API_KEY" is not supported';

/** The complaints of a life under the emulator as it is. */
const AS_IT_IS: { readonly [Name in LifeName]?: readonly unknown[] } = {
  accounts: [guarded("one"), "left: Of my own"],
  mistakes: refused({ one: LACK, three: SCHEME }),
};

function guarded(slot: Slot): unknown {
  return expect.stringMatching(
    `^destroy of ${slot}: .*: 1 account is connected through it, and they would stop working`,
  );
}

/** An update that each run foresees, since the API does not do what it says. */
const again = (slot: Slot) => [`refresh after up: update ${slot}`, `preview after refresh: update ${slot}`];

/** The complaints instead if nothing can be done about it, and why. */
const EXCEPT: Record<string, { readonly [Name in LifeName]?: readonly unknown[] }> = {
  // A mask that is like every other tells nothing: what somebody does by hand is not seen.
  ...Object.fromEntries(
    ["ownSecrets redacted", "ownSecrets asterisks"].map((answer) => [
      answer,
      { drift: ["not as declared: three: credentials.token is hand-S3CR3T-1, but should be abcd-S3CR3T-env"] },
    ]),
  ),
  "clearFields masked": { drift: ["not as declared: one: credentials.scopes is hand, but should be read"] },
  "managedCredentials all-redacted": {
    drift: ["not as declared: two: credentials.scopes is hand, but should be read"],
  },
  "managedAppShown false": { drift: ["not as declared: two: managed_app_id is ma_usual, but should be ma_other"] },
  // Without the check of the toolkit it is the API that finds a mistake, or nobody.
  "requireCredentialFields false": { mistakes: refused({ three: SCHEME }) },
  "unofferedScheme accepted": { mistakes: refused({ one: LACK }) },
  "unknownCredentials refused": {
    mistakes: refused({ one: LACK, three: SCHEME, four: 'Unknown credentials for toolkit "github": token' }),
  },
  "excessScopes refused": {
    mistakes: refused({ one: LACK, two: "Scopes are not available in the managed app: unheard", three: SCHEME }),
  },
  // A replacement makes the new one under the same name first: it needs deleteBeforeReplace.
  "duplicateNames refused": {
    drift: [
      expect.stringMatching(/^up fails: create two: .* the API answered 400, "Name "two-<\d+>" is already taken"/),
      ...["preview after up: update two", "preview after refresh: update two"],
      "not as declared: two: managed_app_id is ma_usual, but should be ma_other",
    ],
  },
  // The API has no other way to be rid of one credential: whoever needs that replaces the auth config.
  "nullCredential ignored": {
    removals: ["not as declared: one: credentials.token is abcd-S3CR3T-2, but should be nothing"],
  },
  // The same; and what else the update had to do is not done either.
  "nullCredential refused": {
    removals: [
      expect.stringMatching(/^up fails: update one: .*the API answered 400, "Credentials must not be null: token"/),
      ...["preview after up: update one", "preview after refresh: update one"],
      "not as declared: one: credentials.token is abcd-S3CR3T-2, but should be nothing",
    ],
  },
  // An empty 404 may be a proxy's word, so nothing is taken for gone.
  "notFoundBody empty": {
    deletion: [
      ...["refresh fails: read", "refresh after up: read"].map((what) => notGone(what)),
      "not as declared: four: <0> is not there",
      notGone("destroy of"),
    ],
  },
  "deleteWithAccounts refused": {
    accounts: [
      expect.stringMatching(/^destroy of three: .*: the API answered 400, "Auth config <\d+> has connected accounts"/),
      ...[guarded("one"), "left: Of my own", expect.stringMatching(/^left: three-/)],
    ],
  },
  "countedConnections all": {
    accounts: [guarded("two"), guarded("one"), "left: Of my own", expect.stringMatching(/^left: two-/)],
  },
  // The guard can't see the account.
  "countedConnections none": { accounts: [] },
  // The mark that a killed run has left stands at the end of a name.
  "search start": {
    killed: [
      ...SLOTS.map((slot) => expect.stringMatching(`^not as declared: <\\d+> ${slot}-<\\d+> is live, but nobody's$`)),
      ...SLOTS.map((slot) => expect.stringMatching(`^left: ${slot}-<\\d+>$`)),
    ],
  },
  // Scopes and tools are two inputs, and the change of one changes both.
  "creationTools set-scopes": {
    removals: [...again("four"), "not as declared: four: credentials.scopes is gist, but should be repo"],
  },
  // Until an answer has shown the old name, the new one is sent.
  "sharedNames old": {
    changes: ["not as declared: three: shared_credentials.region is undefined, but should be ijkl-S3CR3T-7"],
  },
  // It keeps the temporary name by which a killed run would recognize it.
  "namePatch ignored": {
    changes: [temporaryName("one"), temporaryName("five")],
    removals: [...again("one"), temporaryName("one")],
  },
  // A secret of an import file is not known here, so a PATCH can't always carry all of them.
  "credentialsPatch replaced": {
    changes: [
      "not as declared: one: credentials.oauth_redirect_uri is undefined, but should be https://callback.example",
      "not as declared: one: credentials.token is undefined, but should be abcd-S3CR3T-2",
      "not as declared: one: credentials.scopes is undefined, but should be read write",
    ],
  },
};

function notGone(what: string): unknown {
  return expect.stringMatching(`^${what} four: .*: the API answered 404 with an empty object`);
}

function temporaryName(slot: Slot): unknown {
  return expect.stringMatching(`^not as declared: ${slot}: name is Of my own-<\\d+>, but should be Of my own$`);
}

it.each(Object.keys(LIVES) as LifeName[])("goes well as the emulator is, in its %s", async (name) => {
  expect((await usually(name)).complaints).toEqual(AS_IT_IS[name] ?? []);
});

const others = Object.entries(ANSWERS).flatMap(([name, { values }]) => {
  const lives = MET[name as keyof Answers] ?? [];
  return lives.length === 0 ? [] : values.slice(1).map((value) => ({ name, value, lives }));
});

it.each(others)("goes as well as it can if $name is $value", async ({ name, value, lives }) => {
  const unlike: LifeName[] = [];
  for (const life of lives) {
    const { complaints, exchanges } = await live(life, { [name]: value });
    expect([life, complaints]).toEqual([life, EXCEPT[`${name} ${value}`]?.[life] ?? AS_IT_IS[life] ?? []]);
    if (!isDeepStrictEqual(exchanges, (await usually(life)).exchanges)) unlike.push(life);
  }
  // A life that does not meet the switch would prove nothing.
  expect(unlike).not.toEqual([]);
});

it("goes the same way twice, so that a difference is the switch's", async () => {
  expect(await live("killed", {})).toEqual(await usually("killed"));
});

it("has no exception for an answer that does not exist", () => {
  const known = others.map(({ name, value }) => `${name} ${value}`);
  expect(Object.keys(EXCEPT).filter((answer) => !known.includes(answer))).toEqual([]);
});

it("names every switch as one that a life meets, or says why none does", () => {
  expect([...Object.keys(MET), ...Object.keys(UNMET)].sort()).toEqual(Object.keys(ANSWERS).sort());
});
