/** The plan of the measurement: every combination of these, each phase in its turn. */
export const contestants = ["null", "ours", "named", "whole", "plugin", "yaml", "handwritten"] as const;
export type Contestant = (typeof contestants)[number];

/** Those that run the package: with `--against` they run another build of it, too. */
export const packaged: ReadonlySet<Contestant> = new Set<Contestant>(["ours", "named", "whole"]);

export const builds = ["this", "other"] as const;
/** This working copy, or the folder that `--against` names. */
export type Build = (typeof builds)[number];

export const modes = ["checkpoints", "skip"] as const;
/** How the engine writes state: at every step, as it comes, or once at the end (`PULUMI_SKIP_CHECKPOINTS=true`). */
export type Mode = (typeof modes)[number];

export const phases = ["up", "preview", "refresh", "destroy"] as const;
export type Phase = (typeof phases)[number];

/** The settings that the contestants of one comparison share. */
export interface Cell {
  n: number;
  latencyMs: number;
  mode: Mode;
  /** Auth configs in the account when the stack is up, as a multiple of `n`. */
  account: number;
}

/** One auth config runs three times as often: it takes a second or two, and runs differ by a tenth of a second. */
export const timesOf = ({ n }: Cell, repeat: number): number => (n === 1 ? 3 * repeat : repeat);

export interface PhaseFigures {
  seconds: number;
  requests: number;
  /** The peak of the provider process; null if /proc does not tell. */
  providerBytes: number | null;
}

export interface Run extends Cell {
  contestant: Contestant;
  build: Build;
  phases: Partial<Record<Phase, PhaseFigures>>;
  /** The state file after `up`. */
  stateBytes: number | null;
  /** Why it ended early. */
  failure: string | null;
}

export interface Surroundings {
  date: string;
  machine: string;
  system: string;
  node: string;
  engine: string;
  pulumiSdk: string;
  composioSdk: string;
  commit: string;
  /** The commit of the build that `--against` names. */
  otherCommit?: string | undefined;
}

export interface Results {
  surroundings: Surroundings;
  runs: Run[];
}

export const title: Record<Contestant, string> = {
  null: "null provider",
  ours: "pulumi-composio",
  plugin: "its plugin",
  yaml: "its plugin, from YAML",
  named: "pulumi-composio, own names",
  whole: "pulumi-composio, all of the SDK",
  handwritten: "written by hand",
};

export const titleOf = ({ contestant, build }: Pick<Run, "contestant" | "build">): string =>
  build === "other" ? `${title[contestant]}, other build` : title[contestant];

export const modeTitle: Record<Mode, string> = {
  checkpoints: "as it comes",
  skip: "PULUMI_SKIP_CHECKPOINTS",
};

/** The runs of each cell in the order of the contestants, repeats folded into their medians. */
export function median(runs: Run[]): Run[] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const key = [run.n, run.latencyMs, run.mode, run.account, run.contestant, run.build].join();
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].map(medianOf).sort(inOrder);
}

function medianOf(repeats: Run[]): Run {
  const whole = repeats.filter(({ failure }) => failure === null);
  const [first] = whole;
  if (first === undefined) return repeats[0] as Run;
  const figures = phases.map((phase) => {
    const each = whole.map((run) => run.phases[phase]).filter((one) => one !== undefined);
    const middle = (of: (one: PhaseFigures) => number) => each.map(of).sort((a, b) => a - b)[each.length >> 1] ?? 0;
    const providerBytes = each.some((one) => one.providerBytes === null)
      ? null
      : middle((one) => one.providerBytes ?? 0);
    return [phase, { seconds: middle((one) => one.seconds), requests: middle((one) => one.requests), providerBytes }];
  });
  return { ...first, phases: Object.fromEntries(figures) };
}

function inOrder(a: Run, b: Run): number {
  return (
    a.n - b.n ||
    a.latencyMs - b.latencyMs ||
    modes.indexOf(a.mode) - modes.indexOf(b.mode) ||
    a.account - b.account ||
    contestants.indexOf(a.contestant) - contestants.indexOf(b.contestant) ||
    builds.indexOf(a.build) - builds.indexOf(b.build)
  );
}

export const isSameCell = (a: Cell, b: Cell): boolean =>
  a.n === b.n && a.latencyMs === b.latencyMs && a.mode === b.mode && a.account === b.account;
