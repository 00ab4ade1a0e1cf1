/** The figures as a table: for the terminal, and as Markdown for a page. */
import Table from "cli-table3";
import type { Phase, Results, Run, Surroundings } from "./plan";
import { median, modeTitle, phases, title } from "./plan";

const head = [
  "N",
  "Latency",
  "Checkpoints",
  "Provider",
  ...phases.map((phase) => `${phase}, s`),
  "Requests",
  "State, B each",
  "Provider, MB",
];

export function terminalTable({ runs }: Results): string {
  const table = new Table({
    head,
    style: { head: [], border: [] },
    colAligns: head.map((_, at) => (at > 3 ? "right" : "left")),
  });
  for (const row of rows(runs)) table.push(row);
  return table.toString();
}

export function markdownTable({ runs, surroundings }: Results): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const lines = [head, head.map((_, at) => (at > 3 ? "---:" : "---")), ...rows(runs)];
  return `${lines.map(line).join("\n")}\n\n${describe(surroundings)} ${explanation}\n`;
}

export const explanation =
  "Times are of the whole command, with --skip-preview, and with --parallel 32 where there is latency; ×: against the null " +
  "provider of the same row. Requests: up, preview, refresh, destroy. State: the file after up, by resource. Memory: the peak of the provider process.";

export function describe(s: Surroundings): string {
  return (
    `${s.date}, ${s.machine}, ${s.system}. Node ${s.node}, engine ${s.engine}, @pulumi/pulumi ${s.pulumiSdk}, ` +
    `@composio/core ${s.composioSdk}, pulumi-composio ${s.commit}.`
  );
}

function rows(runs: Run[]): string[][] {
  const middle = median(runs);
  return middle.map((run) => {
    const { n, latencyMs, mode, contestant, stateBytes } = run;
    const base = middle.find((other) => isSameCell(run, other) && other.contestant === "null");
    const memory = Math.max(...phases.map((phase) => run.phases[phase]?.providerBytes ?? 0));
    return [
      String(n),
      `${latencyMs} ms`,
      mode === "skip" ? "skipped" : modeTitle[mode],
      title[contestant],
      ...phases.map((phase) => time(run, base, phase)),
      phases.map((phase) => run.phases[phase]?.requests ?? "–").join(" · "),
      stateBytes === null ? "–" : String(Math.round(stateBytes / n)),
      memory === 0 ? "–" : (memory / 2 ** 20).toFixed(0),
    ];
  });
}

function isSameCell(a: Run, b: Run): boolean {
  return a.n === b.n && a.latencyMs === b.latencyMs && a.mode === b.mode;
}

function time(run: Run, base: Run | undefined, phase: Phase): string {
  const seconds = run.phases[phase]?.seconds;
  if (seconds === undefined) return "failed";
  const least = base === run ? undefined : base?.phases[phase]?.seconds;
  return least === undefined ? seconds.toFixed(1) : `${seconds.toFixed(1)} (×${(seconds / least).toFixed(1)})`;
}
