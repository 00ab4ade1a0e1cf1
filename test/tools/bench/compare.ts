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
  if (!rows.some(({ contestant }) => contestant === "handwritten")) return "";
  const found = rows
    .filter(({ contestant }) => packaged.has(contestant))
    .flatMap((own) => {
      const rival = rows.find((run) => run.contestant === "handwritten" && isSameCell(run, own));
      const lags = rival === undefined ? [] : phases.flatMap((phase) => lag(own, rival, phase));
      return lags.length === 0 ? [] : [`${nameOf(own)}: ${lags.join(", ")}`];
    });
  return found.length === 0
    ? "Nothing here takes longer than the one written by hand, or sends more requests."
    : `Not ahead of the one written by hand: ${found.join("; ")}.`;
}

function lag(own: Run, rival: Run, phase: Phase): string[] {
  const [ours, theirs] = [own.phases[phase], rival.phases[phase]];
  if (ours === undefined || theirs === undefined) return [];
  const seconds = [ours, theirs].map((one) => one.seconds.toFixed(1));
  const isSlower = Number(seconds[0]) > Number(seconds[1]);
  return [
    ...(isSlower ? [`${phase} ${seconds[0]} s against ${seconds[1]}`] : []),
    ...(ours.requests > theirs.requests ? [`${phase} ${ours.requests} requests against ${theirs.requests}`] : []),
  ];
}

const nameOf = ({ contestant, n, latencyMs, mode, account }: Run): string =>
  [
    title[contestant],
    `N ${n}`,
    `${latencyMs} ms`,
    mode === "skip" ? "checkpoints skipped" : `checkpoints ${modeTitle[mode]}`,
    ...(account === 1 ? [] : [`${n * account} in the account`]),
  ].join(", ");
