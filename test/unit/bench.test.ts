/** The benchmark's conclusions from its figures. */
import { behind, changes } from "../tools/bench/compare";
import type { Run } from "../tools/bench/plan";

const cell = { n: 1000, latencyMs: 50, mode: "skip", account: 1 } as const;

/** A run whose phases all took as long, and sent as many requests. */
function run(contestant: Run["contestant"], seconds: number, others: Partial<Run> = {}): Run {
  const figures = { seconds, requests: 1_000, providerBytes: null };
  const phases = { up: figures, preview: figures, refresh: figures, destroy: figures };
  return { ...cell, contestant, build: "this", phases, stateBytes: null, failure: null, ...others };
}

const other = { build: "other" } as const;

describe("against another build", () => {
  it("a phase is worse if it takes more than a tenth longer, and not at the tenth", () => {
    const judged = changes([run("ours", 11.1), run("ours", 10, other), run("named", 11), run("named", 10, other)]);
    expect(judged.map(({ row, isWorse }) => [row.split(",")[0], isWorse])).toEqual([
      ...Array(4).fill(["pulumi-composio", true]),
      ...Array(4).fill(["pulumi-composio", false]),
    ]);
  });

  it("compares medians, cell by cell", () => {
    const account = 10;
    const runs = [run("ours", 1), run("ours", 9), run("ours", 2), run("ours", 4, other), run("ours", 9, { account })];
    expect(changes(runs).map(({ phase, ratio }) => [phase, ratio])).toEqual([
      ["up", 0.5],
      ["preview", 0.5],
      ["refresh", 0.5],
      ["destroy", 0.5],
    ]);
  });

  it("a phase that this build alone has failed is worse", () => {
    const failed = run("ours", 1, { phases: {}, failure: "up ended with 1" });
    expect(changes([failed, run("ours", 1, other)]).every(({ isWorse }) => isWorse)).toBe(true);
  });
});

describe("beside the one written by hand", () => {
  it("names the phases that take less time or fewer requests", () => {
    const slower = run("named", 2);
    slower.phases = { ...slower.phases, up: { seconds: 1, requests: 2_000, providerBytes: null } };
    expect(behind([slower, run("ours", 1.5), run("handwritten", 1.5)])).toBe(
      "Longer than the one written by hand: pulumi-composio, own names, N 1000, 50 ms, checkpoints skipped: " +
        "preview 2.0 s against 1.5, refresh 2.0 s against 1.5, destroy 2.0 s against 1.5. " +
        "More requests than the one written by hand sends, at most: " +
        "pulumi-composio, own names, N 1000: up 2000 against 1000.",
    );
  });

  it("names more requests once for all latencies: the most", () => {
    const rows = [
      { latencyMs: 0, requests: 1_005 },
      { latencyMs: 50, requests: 1_057 },
    ].flatMap(({ latencyMs, requests }) => {
      const own = run("named", 1, { latencyMs });
      own.phases = { ...own.phases, destroy: { seconds: 1, requests, providerBytes: null } };
      return [own, run("handwritten", 1, { latencyMs })];
    });
    expect(behind(rows)).toBe(
      "Nothing here takes a tenth of a second longer than the one written by hand. " +
        "More requests than the one written by hand sends, at most: " +
        "pulumi-composio, own names, N 1000: destroy 1057 against 1000.",
    );
  });

  it("says that it is ahead everywhere if it is, and nothing if there is no other contestant", () => {
    expect([behind([run("ours", 1), run("handwritten", 1)]), behind([run("ours", 1)])]).toEqual([
      "Nothing here takes a tenth of a second longer than the one written by hand.",
      "",
    ]);
  });
});
