/** The figures as a table: for the terminal, and as Markdown for a page. */
import Table from "cli-table3";
import { behind } from "./compare";
import type { Phase, Results, Run, Surroundings } from "./plan";
import { isSameCell, median, modeTitle, phases, titleOf } from "./plan";

/** A page has no use for the other build, with which the terminal compares. */
const ofThisBuild = ({ runs, surroundings: { otherCommit: _, ...surroundings } }: Results): Results => ({
  surroundings,
  runs: runs.filter(({ build }) => build === "this"),
});

/** The account's size is a column if it is not N everywhere. */
const headOf = (runs: Run[]) => [
  "N",
  ...(runs.some(({ account }) => account !== 1) ? ["Account"] : []),
  "Latency",
  "Checkpoints",
  "Provider",
  ...phases.map((phase) => `${phase}, s`),
  "Requests",
  "State, B each",
  "Provider, MB",
];

export function terminalTable({ runs }: Results): string {
  const head = headOf(runs);
  const table = new Table({
    head,
    style: { head: [], border: [] },
    colAligns: head.map((_, at) => (at > head.indexOf("Provider") ? "right" : "left")),
  });
  for (const row of rows(runs)) table.push(row);
  return table.toString();
}

export function markdownTable(results: Results): string {
  const { runs, surroundings } = ofThisBuild(results);
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const head = headOf(runs);
  const lines = [head, head.map((_, at) => (at > head.indexOf("Provider") ? "---:" : "---")), ...rows(runs)];
  return `${lines.map(line).join("\n")}\n\n${explanation({ runs, surroundings })}\n`;
}

/** The text below the table. */
export const explanation = ({ runs, surroundings }: Results): string =>
  [describe(surroundings), HOW, behind(runs)].filter((text) => text !== "").join(" ");

const HOW =
  "Times are of the whole command, with --skip-preview, and with --parallel 32 if there is latency; ×: against the null " +
  "provider of the same row. Requests: up, preview, refresh, destroy. State: the file after up, by resource. Memory: the peak of the provider process.";

export function describe(s: Surroundings): string {
  return (
    `${s.date}, ${s.machine}, ${s.system}. Node ${s.node}, engine ${s.engine}, @pulumi/pulumi ${s.pulumiSdk}, ` +
    `@composio/core ${s.composioSdk}, pulumi-composio ${s.commit}${s.otherCommit === undefined ? "" : `, the other build ${s.otherCommit}`}.`
  );
}

function rows(runs: Run[]): string[][] {
  const middle = median(runs);
  return middle.map((run) => {
    const { n, latencyMs, mode, account, stateBytes } = run;
    const base = middle.find((other) => isSameCell(run, other) && other.contestant === "null");
    const memory = Math.max(...phases.map((phase) => run.phases[phase]?.providerBytes ?? 0));
    return [
      String(n),
      ...(runs.some((other) => other.account !== 1) ? [String(n * account)] : []),
      `${latencyMs} ms`,
      mode === "skip" ? "skipped" : modeTitle[mode],
      titleOf(run),
      ...phases.map((phase) => time(run, base, phase)),
      phases.map((phase) => run.phases[phase]?.requests ?? "–").join(" · "),
      stateBytes === null ? "–" : String(Math.round(stateBytes / n)),
      memory === 0 ? "–" : (memory / 2 ** 20).toFixed(0),
    ];
  });
}

function time(run: Run, base: Run | undefined, phase: Phase): string {
  const seconds = run.phases[phase]?.seconds;
  if (seconds === undefined) return "failed";
  const least = base === run ? undefined : base?.phases[phase]?.seconds;
  return least === undefined ? seconds.toFixed(1) : `${seconds.toFixed(1)} (×${(seconds / least).toFixed(1)})`;
}
