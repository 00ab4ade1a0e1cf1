/** Short lives of up to five auth configs, one for each kind of thing that happens to them, in the simulated engine. */
import { startEmulator } from "../../src/emulator";
import type { Answers } from "../../src/emulator/answers";
import type { History, Slot, Step } from "./history";
import { SLOTS } from "./history";
import type { Exchanged } from "./in-process";
import { overhear, time } from "./in-process";
import { play } from "./play";
import { SimulatedEngine } from "./simulated-engine";
import { toolkits } from "./toolkits";
import type { Wish } from "./wish";

const CREATION_TOOLS = "toolAccessConfig.toolsForConnectedAccountCreation";

/** An app of one's own, with a value for every input that it can have. */
const own: Wish = {
  ...{ isThere: true, toolkit: "alpha", form: "oauth2", name: "Of my own", enabled: true },
  "credentials.client_id": "app-1",
  "credentials.client_secret": "abcd-S3CR3T-1",
  "credentials.token": "abcd-S3CR3T-2",
  "credentials.oauth_redirect_uri": "https://callback.example",
  scopes: ["read"],
  userScopes: "read,write",
  "proxyConfig.proxyUrl": "https://proxy.example",
  "proxyConfig.proxyAuthKey": "efgh-S3CR3T-4",
  "toolAccessConfig.toolsAvailableForExecution": ["TOOL_A"],
  "sharedConnectionFields.region": "ijkl-S3CR3T-5",
  "sharedConnectionFields.account": "ijkl-S3CR3T-6",
  isEnabledForToolRouter: true,
};
const managed: Wish = {
  ...{ isThere: true, toolkit: "alpha", form: "managed", scopes: ["read"], managedAppId: "ma_other" },
};
/** Keys of users, under an old name and from the environment. */
const keyed: Wish = {
  ...{ isThere: true, toolkit: "beta", form: "apiKey", usesOldNames: true, enabled: false, forceDestroy: true },
  "credentials.token": { fromEnvironment: "ONE_SECRET" },
  "sharedConnectionFields.region": "ijkl-S3CR3T-7",
};
/** Without scopes, and with a tool that needs some. */
const derived: Wish = {
  ...{ isThere: true, toolkit: "github", form: "oauth2" },
  "credentials.client_id": "app-4",
  "credentials.client_secret": "abcd-S3CR3T-8",
  [CREATION_TOOLS]: ["GITHUB_CREATE_A_GIST"],
};
/** Under the name of the first one. */
const namesake: Wish = { isThere: true, toolkit: "beta", form: "managed", name: "Of my own", revokeOnDelete: true };

const everybody = { one: own, two: managed, three: keyed, four: derived, five: namesake };

const up: Step = { kind: "up" };
const settle: Step = { kind: "settle" };
const edit = (wish: Partial<Wish>, slot: Slot = "one"): Step => ({ kind: "edit", slot, wish });
const byHand = (part: string, value: unknown, slot: Slot = "one"): Step => ({
  ...{ kind: "by hand", slot, change: { part, value } },
});
const deletedByHand = (slot: Slot): Step => ({ kind: "by hand", slot, change: { part: "deleted" } });
const connect = (slot: Slot, status = "ACTIVE"): Step => ({ kind: "connect", slot, status });

interface Life {
  start?: Partial<Record<Slot, Wish>>;
  steps: Step[];
  /** Other unknowns of the API, beside the switch that is tried. */
  answers?: Partial<Answers>;
  /** How many auth configs of others there are, by toolkit. */
  strangers?: Record<string, number>;
  /** Is deleted by hand right before all is destroyed. */
  deletedLast?: Slot;
}

export const LIVES = {
  /** Edits of the program, of every input. */
  changes: {
    steps: [
      ...[up, settle, edit({ scopes: ["read", "write"] }), up, edit({ name: "Of my own again" }), up],
      ...[edit({ "credentials.client_secret": "abcd-S3CR3T-3", userScopes: ["read"] }), settle],
      ...[edit({ "proxyConfig.proxyAuthKey": "efgh-S3CR3T-9" }), up],
      ...[edit({ "sharedConnectionFields.account": undefined, "sharedConnectionFields.region": "efgh-S3CR3T-5" }), up],
      ...[edit({ "toolAccessConfig.toolsAvailableForExecution": [], isEnabledForToolRouter: undefined }), settle],
      ...[
        edit({ enabled: true }, "three"),
        edit({ scopes: ["write"] }, "two"),
        settle,
        edit({ toolkit: "beta" }, "three"),
      ],
      ...[edit({ enabled: false }), edit({ managedAppId: undefined }, "two"), settle],
    ],
  },
  /** Tools of a program that declares scopes, and a credential that it declares no longer. */
  removals: {
    start: { one: own, four: { ...derived, scopes: ["repo"], [CREATION_TOOLS]: undefined } },
    steps: [
      ...[settle, edit({ [CREATION_TOOLS]: ["GITHUB_CREATE_A_GIST"] }, "four")],
      ...[settle, edit({ "credentials.token": undefined }), settle],
    ],
  },
  /** Changes by hand that the program takes back. */
  drift: {
    steps: [
      ...[
        settle,
        byHand("credentials.token", "hand-S3CR3T-1", "three"),
        byHand("proxy_config.proxy_url", "https://x.example"),
      ],
      ...[byHand("credentials.scopes", "hand"), byHand("is_enabled_for_tool_router", false), settle],
      ...[byHand("credentials.scopes", "hand", "two"), settle, byHand("managed_app_id", "ma_usual", "two"), settle],
    ],
  },
  /** The program says what somebody has done by hand meanwhile, and no refresh tells of it. */
  race: {
    steps: [
      ...[settle, byHand("status", "DISABLED"), edit({ enabled: false }), up, settle],
      ...[byHand("type", "custom", "two"), edit({ scopes: ["write"] }, "two"), up, settle],
    ],
  },
  deletion: { steps: [settle, deletedByHand("four"), settle] },
  /** Names of the user's own, in a project where a listing of the toolkit is cheaper than reads, and one of all is not. */
  names: {
    start: Object.fromEntries(
      SLOTS.map((slot) => [slot, { ...own, name: slot === "five" ? "Of my own" : `My ${slot}` }]),
    ),
    steps: [settle, edit({ name: "Of my own again" }, "five"), settle],
    answers: { pageLimit: 50 },
    strangers: { alpha: 60, beta: 300 },
  },
  accounts: {
    start: { ...everybody, five: { ...namesake, forceDestroy: true } },
    steps: [settle, connect("one"), connect("two", "EXPIRED"), connect("three"), settle],
    deletedLast: "five",
  },
  /** Every create is done, and nobody hears of it. */
  killed: {
    start: { ...everybody, one: { ...own, name: undefined }, five: { ...namesake, name: undefined } },
    steps: [{ kind: "up", killed: [...SLOTS] }, settle, settle],
  },
  /** Every create is done, and the first answers are lost. */
  lost: {
    start: { one: { ...own, name: undefined }, two: managed },
    steps: [
      { kind: "fault", fault: { kind: "html-after", method: "POST", path: "auth_configs$", times: 2 } } as const,
      ...[up, settle],
    ],
  },
  /** Nobody asks the toolkit first: a lack of a secret, scopes that Composio's app lacks, a scheme and a key that are not offered. */
  mistakes: {
    start: Object.fromEntries(
      Object.entries({
        one: { ...own, "credentials.client_secret": undefined },
        two: { ...managed, scopes: ["unheard"] },
        three: { ...keyed, toolkit: "github", "credentials.token": undefined },
        four: { ...derived, "credentials.token": "abcd-S3CR3T-8" },
      }).map(([slot, wish]) => [slot, { ...wish, isValidatedLocally: true }]),
    ),
    steps: [settle],
  },
} satisfies Record<string, Life>;

export type LifeName = keyof typeof LIVES;

export interface Told {
  complaints: string[];
  /** Every request and its answer, with a number in place of everything that is random. */
  exchanges: string[];
}

/** Plays it, destroys what it has made, and tells what went wrong. */
export async function live(name: LifeName, turned: Partial<Answers>): Promise<Told> {
  const { start = everybody, steps, answers: given, strangers = {}, deletedLast }: Life = LIVES[name];
  const answers = { ...given, ...turned };
  const emulator = await startEmulator({ toolkits, clock: time.date, answers });
  for (const [toolkit, count] of Object.entries(strangers))
    for (let made = 0; made < count; made += 1) emulator.addAuthConfig({ toolkit, name: OF_OTHERS });
  const ours = { ...emulator, authConfigs: () => emulator.authConfigs().filter(({ name }) => name !== OF_OTHERS) };
  const began = time.date().getTime();
  const heard: Exchanged[] = [];
  // No switch says anything of a toolkit's description.
  overhear((exchanged) => exchanged.line.includes("/toolkits/") || heard.push(exchanged));
  try {
    const engine = new SimulatedEngine(ours);
    const wishes = Object.fromEntries(SLOTS.map((slot) => [slot, start[slot] ?? { ...own, isThere: false }]));
    const environment = { ONE_SECRET: "abcd-S3CR3T-env" };
    const complaints = await play({ start: wishes as History["start"], answers, environment, steps }, engine);
    const last = engine.entries().find(({ slot }) => slot === deletedLast);
    if (last) emulator.changeByHand(last.id, { deleted: true });
    await engine.passMinutes(2);
    const { failures } = await engine.destroy();
    const left = ours.authConfigs().filter(({ deleted }) => !deleted);
    const lines = [
      ...complaints,
      ...failures.map(({ slot, message }) => `destroy of ${slot}: ${message.split("\n")[0]}`),
      ...left.map((config) => `left: ${config.name}`),
    ];
    const exchanges = heard.map((one) => JSON.stringify(one).replace(TIME, (at) => `${Date.parse(at) - began} ms`));
    return { complaints: withoutChance(lines), exchanges: withoutChance(exchanges) };
  } finally {
    overhear();
    await emulator.close();
  }
}

const OF_OTHERS = "Of others";
const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** Ids, marks, and the ends of names that the API makes. */
const CHANCE =
  /(ac|ca|req)_[\w-]{12}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=-)[0-9a-f]{16}(-[0-9a-f]{8})?|(?<=[a-z]-)[0-9a-z]{6}(?=\\?")/g;

/** Each with the number of its first appearance. */
function withoutChance(lines: readonly string[]): string[] {
  const numbers = new Map<string, number>();
  const numbered = (text: string): string => {
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return `<${numbers.get(text)}>`;
  };
  return lines.map((line) => line.replace(CHANCE, numbered));
}
