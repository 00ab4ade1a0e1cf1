/** What a run has found, and what follows from it. Pure. */
import type { Answers } from "../emulator/answers";
import { ANSWERS } from "../emulator/answers";
import type { Probe } from "./probe";
import type { Unprobed } from "./probes";
import type { Seen } from "./seen";
import { Other } from "./seen";

export type Verdict = "holds" | "differs" | "not probed" | "could not tell";

/** One line of the report. Nothing in it is a secret, an id or a name. */
export interface Finding {
  /** Its number in the emulator's `assumptions`. */
  assumption: number;
  /** The emulator's switch, if it has one. */
  answer?: keyof Answers;
  question: string;
  expected: string;
  /** Absent if nothing was seen. */
  seen?: string;
  verdict: Verdict;
  /** What a difference means for the user, or why there is no verdict. */
  means?: string;
}

/** What two tries have seen, or why one of them has seen nothing. */
export type Tries = { seen: readonly [Seen, Seen] } | { unclear: string };

export function judge(probe: Probe, tries: Tries): Finding {
  const { assumption, answer, question, means, otherwise } = probe;
  const expected = `${probe.expected}`;
  const facts = { assumption, ...(answer && { answer }), question, expected };
  if ("unclear" in tries) return { ...facts, verdict: "could not tell", means: tries.unclear };
  const [first, second] = tries.seen.map(textOf) as [string, string];
  if (first !== second) return { ...facts, verdict: "could not tell", means: "two tries have seen different things" };
  if (first === expected) return { ...facts, seen: first, verdict: "holds" };
  return { ...facts, seen: first, verdict: "differs", means: means[first] ?? otherwise };
}

const textOf = (seen: Seen): string => (seen instanceof Other ? seen.text : `${seen}`);

export const notProbed = ({ assumption, question, expected, why }: Unprobed): Finding => ({
  assumption,
  question,
  expected,
  verdict: "not probed",
  means: why,
});

/** The differences that the emulator can be switched to: what `emulate --answers` and `startEmulator({ answers })` take. */
export function answersOf(findings: readonly Finding[]): Partial<Answers> {
  const switched = findings.flatMap(({ answer, verdict, seen }): [string, unknown][] => {
    if (answer === undefined || verdict !== "differs") return [];
    const value = ANSWERS[answer].values.find((one) => `${one}` === seen);
    return value === undefined ? [] : [[answer, value]];
  });
  return Object.fromEntries(switched);
}

/** 3 if something differs, 0 if all that was probed holds, else 1: not all of it could be told, or something is left behind. */
export function exitCodeOf(findings: readonly Finding[], left: number): 0 | 1 | 3 {
  const verdicts = findings.map(({ verdict }) => verdict);
  if (verdicts.includes("differs")) return 3;
  return verdicts.includes("could not tell") || left > 0 ? 1 : 0;
}
