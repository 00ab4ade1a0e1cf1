/** Random histories on the provider alone, in a simulated engine and in a time that nobody waits for: thousands of them. */
import * as fc from "fast-check";
import { startEmulator } from "../../src/emulator";
import { checkProperty } from "./check-property";
import type { HandChange, History, Step } from "./history";
import { SLOTS } from "./history";
import { takeTimers, time } from "./in-process";
import { FIELDS } from "./inputs";
import { play } from "./play";
import { randomHistories } from "./random-history";
import { SimulatedEngine } from "./simulated-engine";
import { toolkits } from "./toolkits";
import type { Wish } from "./wish";

jest.mock("undici", () => require("./in-process"));
jest.mock("node:timers/promises", () => require("./in-process"));
jest.mock("../../src/emulator/server", () => require("./in-process"));

/** The keys that the other keys of an input need. */
const REST_OF: Record<string, object> = { proxyConfig: { proxyUrl: "https://proxy.example" } };

beforeAll(takeTimers);
jest.setTimeout(3_600_000);

let faults = 0;

/** The lines of complaint, and with `PROPERTY_PATH` all that was printed and asked for before them. */
async function complaintsOf(history: History): Promise<string[]> {
  const emulator = await startEmulator({ toolkits, clock: time.date, answers: history.answers });
  const engine = new SimulatedEngine(emulator);
  try {
    const complaints = await play(history, engine);
    if (complaints.length === 0 || !process.env.PROPERTY_PATH) return complaints;
    const requests = emulator.requests.map(({ at, method, path, status, fault, body }) =>
      [at.slice(14, 23), method, path, status, fault, JSON.stringify(body)].join(" "),
    );
    return [...complaints, ...requests, engine.printed()];
  } finally {
    faults += emulator.requests.filter(({ fault }) => fault !== null).length;
    await emulator.close();
  }
}

it.each(FIELDS.map((field) => [field.path, field]))("draws legal values of %s", (_path, { value, row, key }) => {
  void fc.assert(
    fc.property(value, (drawn) => {
      const { error } = row.shape.safeParse(key === undefined ? drawn : { ...REST_OF[row.name], [key]: drawn });
      expect(error?.issues).toBe(undefined);
    }),
  );
});

it("ends with the API as the program says, whatever happened before", async () => {
  await checkProperty(randomHistories({ operations: 8, maxSteps: 30, maxTopics: 3, looks: 2 }), complaintsOf, {
    few: 300,
    many: 20_000,
    shrinks: true,
  });
});

it("leaves one auth config per resource, and its id in the state, whatever goes wrong", async () => {
  faults = 0;
  const shape = { operations: 8, maxSteps: 40, maxTopics: 3, faults: 24, handChanges: 0 };
  const played = await checkProperty(randomHistories(shape), complaintsOf, { few: 400, many: 20_000, shrinks: true });
  if (!process.env.PROPERTY_PATH) expect(faults).toBeGreaterThan(3 * played);
});

describe("histories that once failed", () => {
  const wish: Wish = {
    isThere: true,
    toolkit: "alpha",
    form: "oauth2",
    "credentials.client_id": "app-1",
    "credentials.client_secret": "abcd-S3CR3T-1",
  };
  const up: Step = { kind: "up" };
  const refresh: Step = { kind: "refresh" };
  const settle: Step = { kind: "settle" };
  const edit = (changed: Partial<Wish>): Step => ({ kind: "edit", slot: "one", wish: changed });
  const byHand = (change: HandChange): Step => ({ kind: "by hand", slot: "one", change });
  const look = (...unknown: string[]): Step => ({ kind: "look", slot: "one", unknown });
  const replace: Step = { kind: "up", tainted: ["one"] };
  const unlisted: Step = {
    kind: "fault",
    fault: { kind: "status", status: 400, method: "GET", path: "auth_configs$", times: 4 },
  };
  const token = (value: string) => byHand({ part: "credentials.token", value });

  it.each<[string, Partial<Wish>, Step[]]>([
    ["a name that was made here is changed by hand", {}, [settle, byHand({ part: "name", value: "By hand" })]],
    ["an empty list is declared, and the API has a list of its own", {}, [settle, edit({ scopes: [] })]],
    [
      "an empty list is no longer declared",
      { scopes: "" },
      [settle, edit({ scopes: undefined }), settle, byHand({ part: "credentials.scopes", value: "read" })],
    ],
    [
      "a secret goes while its mask is in doubt, and comes back",
      { "credentials.token": "abcd-S3CR3T-2" },
      [
        ...[settle, token("hand-S3CR3T-1"), refresh, up, edit({ "credentials.token": undefined }), up, settle],
        ...[edit({ "credentials.token": "efgh-S3CR3T-3" }), up, token("hand-S3CR3T-2")],
      ],
    ],
    [
      "another managed app replaces one that is adopted",
      { form: "managed", adopt: true },
      [up, refresh, edit({ managedAppId: "ma_other" }), up],
    ],
    [
      "credentials of managed auth are not known yet",
      { form: "managed", scopes: [], scopesInside: true },
      [look("credentials")],
    ],
    [
      "one key of a proxy is not known yet",
      { "proxyConfig.proxyUrl": "https://proxy.example" },
      [look("proxyConfig.proxyUrl")],
    ],
    [
      "a part that the API fills in is declared, but never sent",
      {},
      [
        ...[settle, edit({ "credentials.oauth_redirect_uri": "First" }), unlisted, replace],
        edit({ "credentials.oauth_redirect_uri": undefined }),
      ],
    ],
    [
      "a replacement adopts what it replaces",
      { "credentials.token": "abcd-S3CR3T-2", adopt: true },
      [up, edit({ "credentials.token": undefined }), replace, edit({ adopt: undefined })],
    ],
  ])("%s", async (_case, changed, steps) => {
    const start = Object.fromEntries(SLOTS.map((slot) => [slot, { ...wish, ...changed, isThere: slot === "one" }]));
    expect(await complaintsOf({ start: start as History["start"], answers: {}, environment: {}, steps })).toEqual([]);
  });
});
