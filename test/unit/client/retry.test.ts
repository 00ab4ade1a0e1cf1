import type { Failure, Progress } from "../../../src/client/retry";
import { repeatAfter, retryAfterMs } from "../../../src/client/retry";

const first: Progress = { isRepeatable: true, tries: 1, spentMs: 0, orderedMs: 0 };
const refused = (status: number, retryAfterMs?: number): Failure => ({ kind: "refused", status, retryAfterMs });

/** The shortest wait that is possible. */
const decide = (failure: Failure, progress: Partial<Progress> = {}) =>
  repeatAfter(failure, { ...first, ...progress }, 0);

describe("a request that may arrive twice", () => {
  it.each<[string, Failure]>([
    ["was never sent", { kind: "not-sent" }],
    ["was lost", { kind: "lost" }],
    ["timed out in the API", refused(408)],
    ["met the rate limit", refused(429)],
    ["met a fault of the API", refused(500)],
    ["met a gateway without an API behind it", refused(503)],
    ["met a status that nobody knows yet", refused(599)],
  ])("is sent again when it %s", (_case, failure) => {
    expect(decide(failure)).toEqual({ waitMs: 250, isOrdered: false });
  });

  it.each<[string, Failure]>([
    ["a refusal", refused(400)],
    ["a wrong key", refused(401)],
    ["not found", refused(404)],
    ["a conflict", refused(409)],
    ["a redirect", refused(307)],
    ["the last of the 400s", refused(499)],
    ["an operation that the API does not have", refused(501)],
    ["a bad certificate", { kind: "hopeless" }],
  ])("is not sent again after %s", (_case, failure) => {
    expect(decide(failure)).toBeUndefined();
  });
});

describe("a create", () => {
  it.each<[string, Failure]>([
    ["was never sent", { kind: "not-sent" }],
    ["met the rate limit", refused(429)],
  ])("is sent again when it %s", (_case, failure) => {
    expect(decide(failure, { isRepeatable: false })).toEqual({ waitMs: 250, isOrdered: false });
  });

  it.each<[string, Failure]>([
    ["was lost", { kind: "lost" }],
    ["timed out in the API", refused(408)],
    ["met a fault of the API", refused(500)],
    ["met an API that says when to come back", refused(503, 2_000)],
    ["was refused", refused(400)],
    ["met a bad certificate", { kind: "hopeless" }],
  ])("is not sent again when it %s", (_case, failure) => {
    expect(decide(failure, { isRepeatable: false })).toBeUndefined();
  });
});

describe("the wait", () => {
  it.each([
    [1, 250, 500],
    [2, 500, 1_000],
    [3, 1_000, 2_000],
    [4, 2_000, 4_000],
  ])("after try %d is from %d to %d ms", (tries, least, most) => {
    const waits = [0, 0.5, 0.999_999].map((random) => repeatAfter({ kind: "lost" }, { ...first, tries }, random));
    expect(waits).toEqual([least, (least + most) / 2, most].map((waitMs) => ({ waitMs, isOrdered: false })));
  });

  it("is the last after the fourth try", () => {
    expect([decide({ kind: "lost" }, { tries: 4 }), decide({ kind: "lost" }, { tries: 5 })]).toEqual([
      { waitMs: 2_000, isOrdered: false },
      undefined,
    ]);
  });

  it("ends before 30 s have been spent", () => {
    expect([decide({ kind: "lost" }, { spentMs: 29_749 }), decide({ kind: "lost" }, { spentMs: 29_750 })]).toEqual([
      { waitMs: 250, isOrdered: false },
      undefined,
    ]);
  });
});

describe("an order to wait", () => {
  it.each([429, 503, 408])("is obeyed to the second with a %d", (status) => {
    expect(decide(refused(status, 20_000))).toEqual({ waitMs: 20_000, isOrdered: true });
  });

  it("uses up neither tries nor time", () => {
    const late = { tries: 5, spentMs: 30_000, orderedMs: 600_000 };
    expect(decide(refused(429, 20_000), late)).toEqual({ waitMs: 20_000, isOrdered: true });
  });

  it("of more than 5 minutes is not obeyed, and the request ends", () => {
    expect([decide(refused(429, 300_000)), decide(refused(429, 300_001))]).toEqual([
      { waitMs: 300_000, isOrdered: true },
      undefined,
    ]);
  });

  it("is not obeyed beyond 15 minutes in all", () => {
    const nearly = (orderedMs: number) => decide(refused(429, 60_000), { orderedMs });
    expect([nearly(840_000), nearly(840_001)]).toEqual([{ waitMs: 60_000, isOrdered: true }, undefined]);
  });

  it("does not make a refusal worth repeating", () => {
    expect(decide(refused(400, 1_000))).toBeUndefined();
  });
});

describe("Retry-After", () => {
  const noon = Date.parse("2026-11-24T12:00:00Z");

  it.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ["20", 20_000],
    [" 1 ", 1_000],
    ["0", undefined],
    ["-5", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["20 s", undefined],
    ["s 20", undefined],
    ["Tue, 24 Nov 2026 12:00:07 GMT", 7_000],
    ["Tue, 24 Nov 2026 12:00:00 GMT", undefined],
    ["Tue, 24 Nov 2026 11:59:00 GMT", undefined],
  ])("%j orders %s ms", (value, waitMs) => {
    expect(retryAfterMs(value, noon)).toBe(waitMs);
  });
});
