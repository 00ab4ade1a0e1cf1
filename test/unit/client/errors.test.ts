import type { Refusal } from "../../../src/client/errors";
import { ApiError, mayHaveArrived, TransportError } from "../../../src/client/errors";

describe("an error that leaves open whether the request was done", () => {
  it.each<[string, Refusal, boolean]>([
    ["a fault of the API", { status: 500, form: "envelope" }, true],
    ["a fault that says nothing", { status: 503, form: "empty" }, true],
    ["a time-out of the API", { status: 408, form: "flat" }, true],
    ["a proxy's page", { status: 404, form: "foreign" }, true],
    ["a refusal", { status: 400, form: "envelope" }, false],
    ["the API's own 404", { status: 404, form: "envelope" }, false],
    ["the rate limit", { status: 429, form: "flat" }, false],
    ["the rate limit by a proxy", { status: 429, form: "foreign" }, false],
    ["the last of the 400s", { status: 499, form: "empty" }, false],
  ])("after %s: %#", (_case, refusal, expected) => {
    expect(mayHaveArrived(new ApiError("try", refusal))).toBe(expected);
  });

  it.each([true, false])("after an answer that was lost, if it may have arrived: %s", (expected) => {
    expect(mayHaveArrived(new TransportError("try", "lost", { mayHaveArrived: expected }))).toBe(expected);
  });

  it.each([new Error("no"), undefined, "text", { mayHaveArrived: true }])("but not after %p", (error) => {
    expect(mayHaveArrived(error)).toBe(false);
  });
});

it("lets nothing reach a terminal that it would obey: in the attempt, in an id, in a request id", () => {
  const attempt = "read auth config ac_\u001b[2J";
  const refusal: Refusal = { status: 404, form: "empty", requestId: "req\u009b31m\r\n\u202e9" };
  const errors = [
    new ApiError(attempt, refusal),
    new TransportError(attempt, "no answer", { mayHaveArrived: true, requestId: "req\u2028\u007f" }),
  ];
  expect(errors.map(({ message }) => message.match(/[^ -~]/gu))).toEqual([null, null]);
  expect(errors[0]?.message).toContain("ac_\\u{1b}[2J: ");
});

it.each([
  [undefined, "a minute"],
  [20_000, "a minute"],
  [61_000, "2 minutes"],
  [3_600_000, "60 minutes"],
  [7_200_000, "2 hours"],
  [86_400_000, "24 hours"],
])("says when to come back, by an order of %p ms", (retryAfterMs, time) => {
  expect(new ApiError("list auth configs", { status: 429, form: "empty", retryAfterMs }).message).toContain(
    ` The organization's rate limit is used up: try again in ${time}.`,
  );
});
