/** The client over real HTTP, in a time that its waits alone move: how often it sends, and how long it waits. */
import type { Client, InternalClientOptions } from "../../src/client/client";
import { createClient } from "../../src/client/client";
import type { TransportError } from "../../src/client/errors";
import { mayHaveArrived, UnreadableAnswerError } from "../../src/client/errors";
import type { Emulator } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import { WaitingTime } from "../support/clocks";

let emulator: Emulator;
let client: Client;
let time: WaitingTime;
let lines: string[];

const open = (options: Partial<InternalClientOptions> = {}): void => {
  const { apiKey, url: baseUrl } = emulator;
  const { clock } = time;
  client = createClient({ apiKey, baseUrl, clock, timeoutMs: 300, log: (line) => lines.push(line), ...options });
};

beforeEach(async () => {
  emulator = await startEmulator();
  time = new WaitingTime({ now: Date.now() });
  lines = [];
  open();
});

afterEach(async () => {
  await client.close();
  await emulator.close();
});

const create = (name = "GitHub") =>
  client.createAuthConfig({ toolkit: { slug: "github" }, auth_config: { type: "use_composio_managed_auth", name } });
const sent = (method: string) => emulator.requests.filter((request) => request.method === method).length;

describe("a read", () => {
  it("is tried five times, and waits ever longer in between", async () => {
    emulator.failNext({ kind: "status", times: 10 });
    await expect(client.listAuthConfigs()).rejects.toThrow("the API answered 500");
    expect([sent("GET"), time.slept]).toEqual([5, [250, 500, 1_000, 2_000]]);
  });

  it("is healed by any later try", async () => {
    for (const kind of ["reset-before", "truncate", "garbage", "html"] as const) emulator.failNext({ kind });
    expect((await client.listAuthConfigs()).items).toEqual([]);
    expect(sent("GET")).toBe(5);
  });

  it("obeys an order to the second, as often as it comes, and the user is told", async () => {
    emulator.failNext({ kind: "status", status: 429, retryAfter: 20, times: 12 });
    await client.listAuthConfigs();
    expect(time.slept).toEqual(Array(12).fill(20_000));
    expect(lines).toEqual(Array(12).fill("Composio: the rate limit is reached, waiting 20 s"));
  });

  it("obeys a date by the clock that the answer shows", async () => {
    emulator.failNext({ kind: "status", status: 503, retryAfter: new Date(Date.now() + 60_000).toUTCString() });
    await client.close();
    time = new WaitingTime({ now: 0 });
    open();
    await client.listAuthConfigs();
    expect([time.slept.length, Math.abs((time.slept[0] ?? 0) - 60_000) <= 2_000]).toEqual([1, true]);
  });

  it.each([0, "0", new Date(0).toUTCString()])(
    "makes no storm of an order to wait for nothing: %s",
    async (retryAfter) => {
      emulator.failNext({ kind: "status", status: 429, retryAfter, times: 1_000 });
      await expect(client.listAuthConfigs()).rejects.toThrow("The organization's rate limit is used up");
      expect(sent("GET")).toBe(5);
    },
  );

  it.each([
    [301, "6 minutes"],
    [86_400, "24 hours"],
  ])("gives up at an order of %d s, and says when to come back", async (retryAfter, comeBack) => {
    emulator.failNext({ kind: "status", status: 429, retryAfter });
    await expect(client.listAuthConfigs()).rejects.toThrow(
      `The organization's rate limit is used up: try again in ${comeBack}.`,
    );
    expect([sent("GET"), time.slept]).toEqual([1, []]);
  });

  it("gives up when it was ordered to wait for 15 minutes in all", async () => {
    emulator.failNext({ kind: "status", status: 429, retryAfter: 300, times: 1_000 });
    await expect(client.listAuthConfigs()).rejects.toThrow("The organization's rate limit is used up");
    expect([sent("GET"), time.slept]).toEqual([4, [300_000, 300_000, 300_000]]);
  });

  it("has its tries and its time after a long wait for its turn", async () => {
    await client.close();
    open({ maxInFlight: 1 });
    emulator.failNext({ kind: "status", status: 429, retryAfter: 200, path: "/toolkits" });
    emulator.failNext({ kind: "reset-before", path: "/auth_configs", times: 4 });
    await Promise.all([client.getToolkit("github"), client.listAuthConfigs()]);
    expect(emulator.requests.filter(({ path }) => path.endsWith("/auth_configs"))).toHaveLength(5);
  });
});

describe("an answer of another form", () => {
  const answer = (body: unknown) => emulator.failNext({ kind: "status", status: 200, body, times: 9 });

  it("is named by the question and by its part, and asked for once", async () => {
    answer({ slug: "github", name: "GitHub", auth_config_details: [{ mode: 7 }] });
    const error = await client.getToolkit("github").catch((thrown: Error) => thrown);
    expect([sent("GET"), error]).toEqual([1, expect.any(UnreadableAnswerError)]);
    expect((error as Error).message).toMatch(
      /^Could not read toolkit github: the API has answered, but this part of the answer can't be read: auth_config_details\[0\]\.mode \(expected string, received number\), auth_config_details\[0\]\.fields \(expected object, received undefined\)\.( Request id [\w-]+\.)?$/,
    );
  });

  it("to a create says that it may have been made", async () => {
    answer({ auth_config: {} });
    const error = await create().catch((thrown: Error) => thrown);
    expect([sent("POST"), error]).toEqual([1, expect.objectContaining({ mayHaveArrived: true })]);
    expect(mayHaveArrived(error)).toBe(true);
  });

  it("hides no other auth config of a page", async () => {
    answer({
      items: [
        { id: "ac_1", name: null },
        { id: "ac_2", type: "custom", toolkit: { slug: "x" }, name: "X" },
      ],
    });
    expect(await client.listAuthConfigs()).toMatchObject({ items: [{ id: "ac_2" }], unreadable: [{ id: "ac_1" }] });
  });
});

describe("a create", () => {
  it.each([
    "reset-before",
    "reset-after",
    "timeout-after",
    "truncate",
    "garbage",
    "status-after",
    "html-after",
  ] as const)("is sent once after %s, and says that it may have been made", async (kind) => {
    emulator.failNext({ kind });
    const error = await create().catch((thrown: TransportError) => thrown);
    expect([sent("POST"), error]).toEqual([1, expect.objectContaining({ mayHaveArrived: true })]);
  });

  it("is sent again if it was refused for the rate limit, and only then", async () => {
    emulator.failNext({ kind: "status", status: 429, retryAfter: 1, times: 2 });
    await create();
    expect([sent("POST"), emulator.authConfigs().length]).toEqual([3, 1]);
  });

  it("is sent again if nobody listened", async () => {
    await emulator.close();
    await expect(create()).rejects.toMatchObject({ mayHaveArrived: false });
    expect(time.slept).toEqual([250, 500, 1_000, 2_000]);
  });
});

it("keeps in mind that an earlier try of a write may have succeeded, whatever the last one says", async () => {
  const { id } = emulator.addAuthConfig({ toolkit: "github" });
  emulator.failNext({ kind: "reset-after", method: "PATCH" });
  emulator.failNext({ kind: "status", status: 400, method: "PATCH" });
  await expect(client.updateAuthConfig(id, { type: "default", name: "New" })).rejects.toMatchObject({
    status: 400,
    mayHaveArrived: true,
  });
  emulator.failNext({ kind: "status", status: 400, method: "PATCH" });
  await expect(client.updateAuthConfig(id, { type: "default", name: "New" })).rejects.toMatchObject({
    mayHaveArrived: false,
  });
});

it("waits if less than a share of the organization's budget is left", async () => {
  await client.close();
  await emulator.close();
  emulator = await startEmulator({ rateLimit: { limit: 10, windowMs: 60_000 }, clock: () => time.date() });
  time = new WaitingTime({ now: Date.parse("2026-11-24T12:00:10Z") });
  open({ reserve: 0.5, maxInFlight: 1 });
  for (let number = 1; number <= 8; number += 1) await client.listAuthConfigs();
  expect(lines).toEqual(["Composio: only 4 of 10 requests are left in this window, waiting 60 s"]);
  expect(time.slept).toEqual([60_000]);
});

it("keeps every window of the smallest plan, with 64 requests in flight by default", async () => {
  await client.close();
  await emulator.close();
  emulator = await startEmulator({ rateLimit: { limit: 2_000, windowMs: 60_000 }, clock: () => time.date() });
  time = new WaitingTime({ now: Date.parse("2026-11-24T12:00:00Z") });
  open({ timeoutMs: 15_000 });
  await Promise.all(Array.from({ length: 3_800 }, () => client.getToolkit("github")));

  const windows: Record<string, number> = {};
  for (const { at } of emulator.requests) windows[at.slice(0, 16)] = (windows[at.slice(0, 16)] ?? 0) + 1;
  const counts = Object.values(windows);

  // The answer to request 1,801 says that less than a tenth is left. The 63 others that are in flight then go a little into it.
  expect([emulator.requests.length, counts.length, counts.every((count) => count <= 1_801 + 63)]).toEqual([
    3_800,
    3,
    true,
  ]);
}, 60_000);
