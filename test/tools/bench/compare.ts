/** Conclusions from the figures: against another build, and the phases in which the one written by hand is not behind. Pure. */
import type { Phase, Run } from "./plan";
import { isSameCell, median, modeTitle, packaged, phases, title } from "./plan";

/** So much of the other build's time is taken for noise. */
const TOLERANCE = 1.1;

export interface Change {
  /** Which row, in words. */
  row: string;
  phase: Phase;
  /** Of this build's ratio to the null provider's time, by the other's: the null provider of a cell is the same for both. */
  ratio: number;
  isWorse: boolean;
}

/** Each phase of each row that both builds have run. A phase that this build alone has failed is worse. */
export function changes(runs: Run[]): Change[] {
  const rows = median(runs);
  return rows
    .filter(({ build }) => build === "other")
    .flatMap((other) => {
      const own = rows.find(
        (run) => run.build === "this" && run.contestant === other.contestant && isSameCell(run, other),
      );
      return own === undefined ? [] : phases.flatMap((phase) => changeOf(own, other, phase));
    });
}

function changeOf(own: Run, other: Run, phase: Phase): Change[] {
  const [now, before] = [own.phases[phase]?.seconds, other.phases[phase]?.seconds];
  if (before === undefined) return [];
  const ratio = now === undefined ? Number.POSITIVE_INFINITY : now / before;
  return [{ row: nameOf(own), phase, ratio, isWorse: ratio > TOLERANCE }];
}

export function changesText(all: Change[]): string {
  const line = ({ row, phase, ratio, isWorse }: Change) =>
    `${isWorse ? "WORSE " : "      "}${row}: ${phase} ×${ratio.toFixed(2)}`;
  return ["This build by the other one:", ...all.map(line)].join("\n");
}

/** Where a contestant of ours takes longer, or sends more requests, than the one written by hand. */
export function behind(runs: Run[]): string {
  const rows = median(runs).filter(({ build }) => build === "this");
  const pairs = rows.flatMap((own) => {
    const rival = rows.find((run) => run.contestant === "handwritten" && isSameCell(run, own));
    return packaged.has(own.contestant) && rival !== undefined ? [{ own, rival }] : [];
  });
  if (pairs.length === 0) return "";
  const slower = pairs.flatMap(({ own, rival }) => {
    const found = larger((phase) => [own, rival].map((run) => run.phases[phase]?.seconds.toFixed(1)), " s");
    return found.length === 0 ? [] : [`${nameOf(own)}: ${found.join(", ")}`];
  });
  const sizeOf = ({ own }: (typeof pairs)[number]) => `${title[own.contestant]}, N ${own.n}`;
  const busier = [...new Set(pairs.map(sizeOf))].flatMap((size) => {
    const same = pairs.filter((pair) => sizeOf(pair) === size);
    const most = (phase: Phase, whose: "own" | "rival") =>
      Math.max(...same.map((pair) => pair[whose].phases[phase]?.requests ?? 0));
    const found = larger((phase) => [most(phase, "own"), most(phase, "rival")]);
    return found.length === 0 ? [] : [`${size}: ${found.join(", ")}`];
  });
  return [
    slower.length === 0
      ? "Nothing here takes a tenth of a second longer than the one written by hand."
      : `Longer than the one written by hand: ${slower.join("; ")}.`,
    ...(busier.length === 0
      ? []
      : [`More requests than the one written by hand sends, at most: ${busier.join("; ")}.`]),
  ].join(" ");
}

/** The phases in which the first of two figures is the larger one, as a table prints them. */
const larger = (figuresOf: (phase: Phase) => Array<string | number | undefined>, unit = ""): string[] =>
  phases.flatMap((phase) => {
    const [ours, theirs] = figuresOf(phase);
    return Number(ours) > Number(theirs) ? [`${phase} ${ours}${unit} against ${theirs}`] : [];
  });

const nameOf = ({ contestant, n, latencyMs, mode, account }: Run): string =>
  [
    title[contestant],
    `N ${n}`,
    `${latencyMs} ms`,
    mode === "skip" ? "checkpoints skipped" : `checkpoints ${modeTitle[mode]}`,
    ...(account === 1 ? [] : [`${n * account} in the account`]),
  ].join(", ");
