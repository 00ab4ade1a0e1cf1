import type { Refusal } from "../../../src/client/errors";
import { ApiError, mayHaveArrived, TransportError } from "../../../src/client/errors";

describe("nobody knows whether it was done", () => {
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

  it.each([true, false])("after an answer that was lost, where it may have arrived: %s", (expected) => {
    expect(mayHaveArrived(new TransportError("try", "lost", { mayHaveArrived: expected }))).toBe(expected);
  });

  it.each([new Error("no"), undefined, "text", { mayHaveArrived: true }])("but not after %p", (error) => {
    expect(mayHaveArrived(error)).toBe(false);
  });
});
