/** Every probe, and what has none. */
import type { Answers } from "../emulator/answers";
import { assumptions } from "../emulator/assumptions";
import type { Probe } from "./probe";
import { CHANGE_PROBES } from "./probes/changes";
import { CREATE_PROBES } from "./probes/creates";
import { DELETION_PROBES } from "./probes/deletions";
import { LIST_PROBES } from "./probes/lists";
import { SESSION_PROBES } from "./probes/sessions";
import { SHOWN_PROBES } from "./probes/shown";
import { TOOL_PROBES } from "./probes/tools";

/** In the order of the assumptions. */
export const PROBES: readonly Probe[] = [
  ...SHOWN_PROBES,
  ...CREATE_PROBES,
  ...CHANGE_PROBES,
  ...LIST_PROBES,
  ...DELETION_PROBES,
  ...TOOL_PROBES,
  ...SESSION_PROBES,
].sort((one, other) => one.assumption - other.assumption);

/** By number: why nothing of an assumption is tried. */
const NOT_PROBED: Record<number, string> = {
  24: "no program depends on the numbers of errors",
};

export interface Unprobed {
  assumption: number;
  answers: (keyof Answers)[];
  question: string;
  expected: string;
  why: string;
}

export const UNPROBED: readonly Unprobed[] = Object.entries(NOT_PROBED).map(([number, why]) => {
  const assumption = Number(number);
  const { unknown: question = "", emulator: expected = "", answers = [] } = assumptions[assumption] ?? {};
  return { assumption, answers, question, expected, why };
});
