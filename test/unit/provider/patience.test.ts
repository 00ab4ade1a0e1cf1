import { ApiError } from "../../../src/client/errors";
import type { State } from "../../../src/model/inputs";
import { confirmGone } from "../../../src/provider/gone";
import { Owner } from "../../../src/provider/owner";
import { isNew, whileNew } from "../../../src/provider/patience";
import { anOperation } from "../../support/an-operation";
import { WaitingTime } from "../../support/clocks";

const state: State = { toolkit: "gmail", type: "use_composio_managed_auth", name: "Gmail", enabled: true };
const notFound = () => new ApiError("read it", { status: 404, form: "envelope" });

/** A world whose clock moves as it waits; the server's is a minute ahead. */
function worldAt(start: number) {
  const { clock, slept: waits } = new WaitingTime({ now: start });
  const operation = anOperation({
    clock,
    client: { serverTime: (ownTime) => ownTime + 60_000 },
  });
  return { operation, waits };
}

it.each([
  [undefined, false],
  [60_000, true],
  [1, true],
  [0, false],
  [119_999, true],
  [120_000, false],
])("calls an auth config made at %s new a minute later by the server's clock: %s", (madeAt, expected) => {
  const { operation } = worldAt(0);
  expect(isNew(operation, { ...state, ...(madeAt !== undefined && { __madeAt: madeAt }) })).toBe(expected);
});

describe("a not found", () => {
  it("of a new auth config is asked again until it is there", async () => {
    const { operation, waits } = worldAt(0);
    const answers = [notFound(), notFound(), "there"];
    const act = async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    };
    expect([await whileNew(operation, { ...state, __madeAt: 60_000 }, act), waits]).toEqual(["there", [1_000, 3_000]]);
  });

  it("of a new auth config is an error after 30 s, and never counts as gone", async () => {
    const { operation, waits } = worldAt(0);
    const made = { ...state, __madeAt: 60_000 };
    const failure = notFound();
    const act = () => Promise.reject(failure);
    await expect(whileNew(operation, made, act)).rejects.toBe(failure);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(30_000);
    expect(() => confirmGone(failure, operation, { id: "ac_1", state: made })).toThrow(
      "It was made less than a minute ago, so the API may not show it everywhere yet: run the same command again in a minute.",
    );
  });

  it.each<[string, string | undefined, NodeJS.ProcessEnv]>([
    ["under another key than the last", "another key's", {}],
    ["that the user takes for gone", undefined, { COMPOSIO_ACCEPT_GONE: "1" }],
  ])("%s counts at once, however new the auth config", async (_case, lastSeenBy, environment) => {
    const { operation, waits } = worldAt(0);
    const owner = new Owner({ project: "ours", keyOrigin: "COMPOSIO_API_KEY" }, environment);
    const made = { ...state, __madeAt: 60_000, ...(lastSeenBy && { __lastSeenBy: lastSeenBy }) };
    const failure = notFound();
    await expect(whileNew({ ...operation, owner }, made, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(waits).toEqual([]);
  });

  it("of an older auth config counts at once", async () => {
    const { operation, waits } = worldAt(0);
    const failure = notFound();
    await expect(whileNew(operation, { ...state, __madeAt: 0 }, () => Promise.reject(failure))).rejects.toBe(failure);
    expect([waits, confirmGone(failure, operation, { id: "ac_1", state: { ...state, __madeAt: 0 } })]).toEqual([
      [],
      true,
    ]);
  });
});

it("waits for the given time, after the answers that a replica may give", async () => {
  const { operation, waits } = worldAt(0);
  const refused = new ApiError("read it", { status: 403, form: "envelope" });
  const patience = { waitsMs: [5], isLag: (error: unknown) => error === refused };
  await expect(
    whileNew(operation, { ...state, __madeAt: 60_000 }, () => Promise.reject(refused), patience),
  ).rejects.toBe(refused);
  expect(waits).toEqual([5]);
});

it("asks about nothing but a not found again", async () => {
  const { operation, waits } = worldAt(0);
  const refused = new ApiError("read it", { status: 403, form: "envelope" });
  const act = () => Promise.reject(refused);
  await expect(whileNew(operation, { ...state, __madeAt: 60_000 }, act)).rejects.toBe(refused);
  expect(waits).toEqual([]);
});
