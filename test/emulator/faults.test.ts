import type { Emulator, Fault } from "../../src/emulator";
import { create, noon, refusal, request, send, withEmulator } from "../support/emulator";

/** The answer as a caller sees it: its status and text, or how it failed. */
const outcome = async (emulator: Emulator, signal?: AbortSignal): Promise<unknown> => {
  try {
    const response = await fetch(`${emulator.url}/api/v3.1/auth_configs`, {
      method: "POST",
      headers: { "x-api-key": emulator.apiKey, "content-type": "application/json" },
      body: JSON.stringify({ toolkit: { slug: "github" } }),
      ...(signal && { signal }),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return String(error);
  }
};

/** Waits until that many requests have come in; each look is a request that is not counted. */
const arrivals = async (emulator: Emulator, count: number): Promise<void> => {
  while (emulator.requests.length < count) await send(emulator, "GET /_emulator/requests");
};

const envelope = (status: number) => expect.stringMatching(new RegExp(`^{"error":{.*"status":${status},.*}}$`));

describe("a fault", () => {
  it.each<[Fault, unknown, { processed: boolean; status: number | null }]>([
    [{ kind: "reset-before" }, "TypeError: fetch failed", { processed: false, status: null }],
    [{ kind: "reset-after" }, "TypeError: fetch failed", { processed: true, status: null }],
    [{ kind: "truncate" }, "TypeError: terminated", { processed: true, status: 201 }],
    [{ kind: "garbage" }, { status: 201, text: '{"items": [' }, { processed: true, status: 201 }],
    [
      { kind: "garbage", body: "hm" },
      { status: 201, text: "hm" },
      { processed: true, status: 201 },
    ],
    [{ kind: "garbage-before" }, { status: 200, text: '{"items": [' }, { processed: false, status: 200 }],
    [{ kind: "status" }, { status: 500, text: envelope(500) }, { processed: false, status: 500 }],
    [
      { kind: "status", status: 403 },
      { status: 403, text: envelope(403) },
      { processed: false, status: 403 },
    ],
    [
      { kind: "status", status: 418, body: [] },
      { status: 418, text: "[]" },
      { processed: false, status: 418 },
    ],
    [
      { kind: "status-after", status: 503 },
      { status: 503, text: envelope(503) },
      { processed: true, status: 503 },
    ],
    [
      { kind: "html" },
      { status: 502, text: "<html><body><h1>502 from a proxy</h1></body></html>\n" },
      { processed: false, status: 502 },
    ],
    [
      { kind: "html-after", status: 504, body: "<p>" },
      { status: 504, text: "<p>" },
      { processed: true, status: 504 },
    ],
    [
      { kind: "slow", delayMs: 1 },
      { status: 201, text: expect.any(String) },
      { processed: true, status: 201 },
    ],
    [
      { kind: "late-commit", status: 504 },
      { status: 504, text: envelope(504) },
      { processed: true, status: 504 },
    ],
    [{ kind: "empty-404" }, { status: 404, text: "{}" }, { processed: false, status: 404 }],
  ])("%j is met once", (fault, expected, { processed, status }) =>
    withEmulator(async (emulator) => {
      emulator.failNext(fault);
      expect(await outcome(emulator)).toEqual(expected);
      await emulator.settled();
      expect(emulator.authConfigs()).toHaveLength(processed ? 1 : 0);
      expect(emulator.requests.map((one) => [one.fault, one.status])).toEqual([[fault.kind, status]]);
      expect(await outcome(emulator)).toEqual({ status: 201, text: expect.any(String) });
    })(),
  );

  it.each<[Fault, boolean]>([
    [{ kind: "timeout-before" }, false],
    [{ kind: "timeout-after" }, true],
    [{ kind: "late-commit" }, true],
  ])("%j leaves the caller without an answer until it gives up", (fault, processed) =>
    withEmulator(async (emulator) => {
      emulator.failNext(fault);
      const caller = new AbortController();
      const answer = outcome(emulator, caller.signal);
      await arrivals(emulator, 1);
      await emulator.settled();
      caller.abort();
      expect(await answer).toMatch(/^AbortError/);
      expect(emulator.authConfigs()).toHaveLength(processed ? 1 : 0);
    })(),
  );

  it(
    "that hangs ends with the emulator",
    withEmulator(async (emulator) => {
      emulator.failNext({ kind: "timeout-before" });
      emulator.failNext({ kind: "slow", delayMs: 600_000 });
      emulator.failNext({ kind: "late-commit", delayMs: 600_000 });
      const callers = [outcome(emulator), outcome(emulator), outcome(emulator)];
      await arrivals(emulator, callers.length);
      await emulator.close();
      expect(await Promise.all(callers)).toEqual(callers.map(() => "TypeError: fetch failed"));
      await emulator.settled();
      // The one that was slow to answer; the late one is never processed.
      expect(emulator.authConfigs()).toHaveLength(1);
    }),
  );

  it.each<[unknown, string | null, Fault]>([
    ["1 second by default", "1", { kind: "status", status: 429 }],
    ["seconds", "17", { kind: "status", status: 429, retryAfter: 17 }],
    ["a date", noon.toUTCString(), { kind: "status", status: 429, retryAfter: noon.toUTCString() }],
    ["nothing", null, { kind: "status", status: 429, retryAfter: null }],
  ])("with status 429 is flat and tells when to come back: %s", (_name, retryAfter, fault) =>
    withEmulator(async (emulator) => {
      emulator.failNext(fault);
      const response = await request(emulator, "GET /auth_configs");
      const { headers } = response;
      expect([response.status, headers.get("date"), headers.get("retry-after"), await response.json()]).toEqual([
        429,
        noon.toUTCString(),
        retryAfter,
        { message: "Rate limit exceeded. Limit: 2000 requests per 1 minutes" },
      ]);
    })(),
  );

  it(
    "hides the newest auth config from one read",
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github");
      emulator.failNext({ kind: "stale", method: "GET", times: 2 });
      expect(await send(emulator, `GET /auth_configs/${id}`)).toMatchObject({ status: 404 });
      expect(await send(emulator, "GET /auth_configs")).toMatchObject({ body: { items: [] } });
      expect(await send(emulator, "GET /auth_configs")).toMatchObject({ body: { items: [{ id }] } });
    }),
  );
});

describe("the queue of faults", () => {
  const lines = ["POST /auth_configs", "GET /auth_configs", "GET /auth_configs/ac_1", "GET /toolkits/github"];

  it.each<[string, Omit<Fault, "kind">[], (number | undefined)[]]>([
    ["meets any request", [{}], [0]],
    ["meets several", [{ times: 3 }], [0, 0, 0]],
    ["goes in order", [{}, {}], [0, 1]],
    ["goes by method", [{ method: "get" }], [undefined, 0]],
    ["goes by the start of the path", [{ path: "/auth_configs/" }], [undefined, undefined, 0]],
    [
      "goes by the start of the path with its version",
      [{ path: "/api/v3.1/toolkits" }],
      [undefined, undefined, undefined, 0],
    ],
    ["goes by a pattern", [{ path: "auth_configs/[^/]+$" }], [undefined, undefined, 0]],
    ["lets some pass", [{ after: 1, path: "/auth_configs" }], [undefined, 0]],
    ["goes on behind one that lets pass", [{ after: 1 }, {}], [1, 0]],
    ["goes on behind one that does not match", [{ method: "DELETE" }, {}], [1]],
  ])("%s", (_name, faults, met) =>
    withEmulator(async (emulator) => {
      faults.forEach((fault, index) => {
        emulator.failNext({ kind: "status", status: 590 + index, ...fault });
      });
      const replies = [];
      for (const line of lines) replies.push(await send(emulator, line, line.startsWith("POST") ? { body: {} } : {}));
      expect(replies.map(({ status }) => (status >= 590 ? status - 590 : undefined))).toEqual(
        lines.map((_line, index) => met[index]),
      );
    })(),
  );

  it.each<[string, unknown]>([
    ["kind must be one of reset-before, reset-after, ", { kind: "sulk" }],
    ["times must be a number of 0 or more, but got: -1", { kind: "slow", times: -1 }],
    ["delayMs must be a number of 0 or more, but got: soon", { kind: "slow", delayMs: "soon" }],
    ["status must be between 200 and 599, but got: 600", { kind: "status", status: 600 }],
    ["Invalid regular expression", { kind: "slow", path: "(" }],
    ["metod is not known (did you mean method?)", { kind: "slow", metod: "GET" }],
    ["must be an object with a kind", 5],
  ])("takes nothing that it does not understand: %s", (message, fault) =>
    withEmulator(async (emulator) => {
      expect(() => emulator.failNext(fault as Fault)).toThrow(message);
      expect(await send(emulator, "POST /_emulator/faults", { body: fault })).toEqual(
        refusal({
          status: 400,
          code: 90400,
          slug: "Emulator_BadRequest",
          message: expect.stringContaining(message) as unknown as string,
        }),
      );
    })(),
  );
});
