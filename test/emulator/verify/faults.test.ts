/** `verify` while the API goes wrong: nothing is left behind, and what a fault has touched has no verdict. */
import type { Fault } from "../../../src/emulator";
import { faultKinds } from "../../../src/emulator/fault-effects";
import { withBench } from "./run";

/** Each with how many requests pass first, so that creates, reads, changes, deletes and the end are met. */
const places: [string, Omit<Fault, "kind">][] = [
  ["the first create", { method: "POST", path: "/auth_configs" }],
  ["creates in the middle", { method: "POST", path: "/auth_configs", after: 20, times: 2 }],
  ["the last creates", { method: "POST", path: "/auth_configs", after: 60, times: 30 }],
  ["reads by id", { method: "GET", path: "auth_configs/ac_", after: 15, times: 3 }],
  ["lists", { method: "GET", path: "auth_configs$", after: 3, times: 2 }],
  ["changes", { method: "PATCH", after: 5, times: 2 }],
  ["deletes", { method: "DELETE", path: "/auth_configs", after: 4, times: 3 }],
  ["accounts", { method: "POST", path: "/connected_accounts" }],
];

const cases = faultKinds.flatMap((kind) =>
  places.map(([place, where]): [Fault["kind"], string, Fault] => [kind, place, { kind, delayMs: 30, ...where }]),
);

it.each(cases)("%s of %s", async (_kind, _place, fault) => {
  await withBench({}, async ({ emulator, run, left }) => {
    emulator.failNext(fault);
    const { findings = [] } = (await run()) ?? {};
    await emulator.settled();
    expect({ differs: findings.filter(({ verdict }) => verdict === "differs"), left: left() }).toEqual({
      differs: [],
      left: [],
    });
  });
});
