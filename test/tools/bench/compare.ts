/** Conclusions from the figures: against another build, and the phases in which the one written by hand is not behind. Pure. */
import type { Phase, PhaseFigures, Run } from "./plan";
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
  const slower = pairs.flatMap(({ own, rival }) =>
    named(
      nameOf(own),
      differences(own, rival, ({ seconds }) => seconds.toFixed(1), " s"),
    ),
  );
  const busier = pairs.flatMap(({ own, rival }) =>
    named(
      `${title[own.contestant]}, N ${own.n}`,
      differences(own, rival, ({ requests }) => `${requests}`),
    ),
  );
  return [
    slower.length === 0
      ? "Nothing here takes a tenth of a second longer than the one written by hand."
      : `Longer than the one written by hand: ${slower.join("; ")}.`,
    // Latency and the size of the account change few of them.
    ...(busier.length === 0
      ? []
      : [`More requests than the one written by hand sends: ${[...new Set(busier)].join("; ")}.`]),
  ].join(" ");
}

const named = (row: string, found: string[]): string[] => (found.length === 0 ? [] : [`${row}: ${found.join(", ")}`]);

/** The phases in which the figure of ours is larger, as a table would print both. */
function differences(own: Run, rival: Run, print: (figures: PhaseFigures) => string, unit = ""): string[] {
  return phases.flatMap((phase) => {
    const [ours, theirs] = [own.phases[phase], rival.phases[phase]];
    if (ours === undefined || theirs === undefined || Number(print(ours)) <= Number(print(theirs))) return [];
    return [`${phase} ${print(ours)}${unit} against ${print(theirs)}`];
  });
}

const nameOf = ({ contestant, n, latencyMs, mode, account }: Run): string =>
  [
    title[contestant],
    `N ${n}`,
    `${latencyMs} ms`,
    mode === "skip" ? "checkpoints skipped" : `checkpoints ${modeTitle[mode]}`,
    ...(account === 1 ? [] : [`${n * account} in the account`]),
  ].join(", ");
