import type { State } from "../../src/model/inputs";
import { HalfMadeError, presentable } from "../../src/provider/errors";
import { Run } from "../../src/provider/run";

const runWith = (apiKey: string) =>
  new Run({
    environment: { COMPOSIO_API_KEY: apiKey },
    directory: "/",
    engine: undefined,
    log: () => {},
    clock: { now: () => 0, sleep: async () => {}, random: () => 0 },
  });
const state: State = { toolkit: "gmail", type: "use_composio_managed_auth", name: "Gmail", enabled: true };
const halfMade = (facts: Partial<State>) => new HalfMadeError("ac_1", { ...state, ...facts }, new Error("no answer"));

describe("what is half made", () => {
  it("is marked by who made it", () => {
    const run = runWith("ak_1");
    const { properties } = presentable(halfMade({}), run, false) as HalfMadeError;
    expect(properties).toEqual({ ...state, __lastSeenBy: expect.any(String) });
    const { __lastSeenBy: owner } = properties as State;
    expect([run.believesGone(owner), runWith("ak_2").believesGone(owner)]).toEqual([true, false]);
  });

  it("keeps the mark of who saw it last, whose key it may not be that failed", () => {
    const __lastSeenBy = runWith("ak_1").ownerMark();
    const { properties } = presentable(halfMade({ __lastSeenBy }), runWith("ak_2"), false) as HalfMadeError;
    expect(properties).toEqual({ ...state, __lastSeenBy });
  });
});
