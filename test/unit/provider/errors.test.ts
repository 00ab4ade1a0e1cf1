import type { State } from "../../../src/model/inputs";
import { HalfMadeError, presentable } from "../../../src/provider/errors";
import { anOperation } from "../../support/an-operation";

const operationWith = (apiKey: string) => anOperation({ environment: { COMPOSIO_API_KEY: apiKey } });
const state: State = { toolkit: "gmail", type: "use_composio_managed_auth", name: "Gmail", enabled: true };
const halfMade = (facts: Partial<State>) => new HalfMadeError("ac_1", { ...state, ...facts }, new Error("no answer"));

describe("a half-made auth config", () => {
  it("carries the fingerprint of the key and address that made it", () => {
    const operation = operationWith("ak_1");
    const { properties } = presentable(halfMade({}), operation, false) as HalfMadeError;
    expect(properties).toEqual({ ...state, __lastSeenBy: expect.any(String) });
    const { __lastSeenBy: owner } = properties as State;
    expect([operation.owner.believesGone(owner), operationWith("ak_2").owner.believesGone(owner)]).toEqual([
      true,
      false,
    ]);
  });

  it("keeps the fingerprint of the last key that saw it, since the failing key may be another", () => {
    const __lastSeenBy = operationWith("ak_1").owner.mark();
    const { properties } = presentable(halfMade({ __lastSeenBy }), operationWith("ak_2"), false) as HalfMadeError;
    expect(properties).toEqual({ ...state, __lastSeenBy });
  });
});
