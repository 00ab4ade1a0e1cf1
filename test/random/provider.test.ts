/** Random histories on the provider alone, in a simulated engine: thousands of them. */
import type { Emulator } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import { passingClock } from "../support/passing-clock";
import { checkProperty } from "./check-property";
import type { HandChange, History, Step } from "./history";
import { SLOTS } from "./history";
import { play } from "./play";
import { randomHistories } from "./random-history";
import { SimulatedEngine } from "./simulated-engine";
import { toolkits } from "./toolkits";
import type { Wish } from "./wish";

jest.mock("../../src/emulator/server", () => require("./in-process"));
jest.mock("../../src/client/exchange", () => ({
  ...jest.requireActual("../../src/client/exchange"),
  createExchange: require("./in-process").createExchange,
}));

const { clock, passMinutes } = passingClock();
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ toolkits, clock });
  // Nobody waits for anything here.
  jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void) => setImmediate(then)) as never);
});
afterAll(() => emulator.close());

const runs = (history: History) => {
  emulator.reset();
  return play(history, new SimulatedEngine(emulator, passMinutes));
};

it("ends with the API as the program says, whatever happened before", async () => {
  await checkProperty(randomHistories({ operations: 8, maxSteps: 30, maxTopics: 3, looks: 2 }), runs, {
    few: 300,
    many: 20_000,
    shrinks: true,
  });
}, 3_600_000);

describe("histories that once went wrong", () => {
  const wish: Wish = {
    isThere: true,
    toolkit: "alpha",
    form: "oauth2",
    clientId: "app-1",
    clientSecret: "abcd-S3CR3T-1",
  };
  const up: Step = { kind: "up" };
  const refresh: Step = { kind: "refresh" };
  const settle: Step = { kind: "settle" };
  const edit = (changed: Partial<Wish>): Step => ({ kind: "edit", slot: "one", wish: changed });
  const byHand = (change: HandChange): Step => ({ kind: "by hand", slot: "one", change });
  const look = (...unknown: string[]): Step => ({ kind: "look", slot: "one", unknown });
  const token = (value: string) => byHand({ part: "credentials.token", value });

  it.each<[string, Partial<Wish>, Step[]]>([
    ["a name that was made here is changed by hand", {}, [settle, byHand({ part: "name", value: "By hand" })]],
    ["an empty list is declared where the API has its own", {}, [settle, edit({ scopes: [] })]],
    [
      "an empty list is no longer declared",
      { scopes: "" },
      [settle, edit({ scopes: undefined }), settle, byHand({ part: "credentials.scopes", value: "read" })],
    ],
    [
      "a secret goes while its mask is in doubt, and comes back",
      { token: "abcd-S3CR3T-2" },
      [
        ...[settle, token("hand-S3CR3T-1"), refresh, up, edit({ token: undefined }), up, settle],
        ...[edit({ token: "efgh-S3CR3T-3" }), up, token("hand-S3CR3T-2")],
      ],
    ],
    [
      "credentials of managed auth are not known yet",
      { form: "managed", scopes: [], scopesInside: true },
      [look("credentials")],
    ],
    ["one key of a proxy is not known yet", { proxyUrl: "https://proxy.example" }, [look("proxyConfig.proxyUrl")]],
  ])("%s", async (_case, changed, steps) => {
    const start = Object.fromEntries(SLOTS.map((slot) => [slot, { ...wish, ...changed, isThere: slot === "one" }]));
    expect(await runs({ start: start as History["start"], environment: {}, steps })).toEqual([]);
  });
});
