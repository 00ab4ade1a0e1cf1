/**
 * Histories of a stack: edits of the program, changes by hand in the API, other values in the environment, faults of the API,
 * and operations of the engine between them, some of them killed.
 */
import type { Fault, StoredAuthConfig } from "../../src/emulator";
import type { Answers } from "../../src/emulator/answers";
import type { Wish } from "./wish";

/** Logical names. Five, since from four on a refresh asks for all of them at once. */
export const SLOTS = ["one", "two", "three", "four", "five"] as const;
export type Slot = (typeof SLOTS)[number];

export interface History {
  start: Record<Slot, Wish>;
  /** The API's answers to the emulator's assumptions. */
  answers: Partial<Answers>;
  environment: Record<string, string>;
  steps: Step[];
}

export type Step =
  | Edit
  | HandStep
  | { kind: "environment"; variable: string; value: string }
  | Look
  | FaultStep
  | Operation;

/** A preview in which these inputs are not known yet. */
export interface Look {
  kind: "look";
  slot: Slot;
  unknown: string[];
}

export interface Edit {
  kind: "edit";
  slot: Slot;
  wish: Partial<Wish>;
}

export interface HandStep {
  kind: "by hand";
  slot: Slot;
  change: HandChange;
}

/** The API will fail so in the next operation, and in that one alone. */
export interface FaultStep {
  kind: "fault";
  fault: Fault;
}

export type Operation = Up | { kind: "refresh" } | { kind: "destroy" } | Settle;

export interface Up extends Events {
  kind: "up";
}

/** Events in an `up` beside its steps. */
export interface Events {
  /** Whose steps are done, but never heard of: the CLI is killed meanwhile. */
  killed?: readonly Slot[];
  /** Replaced although nothing differs, as with `--replace`. */
  tainted?: readonly Slot[];
  /** Of a replacement the old one is deleted before the new one is made. */
  deletesFirst?: boolean;
}

/** A refresh and an up without faults, after which everything is to be as the program says. */
export interface Settle {
  kind: "settle";
  /** Without its refresh, unless something has happened that only a refresh can find out. Default: with it. */
  isHurried?: boolean;
}

/** A colleague's change in the dashboard: deletes it, or changes one part of the record. Null takes the part away. */
export type HandChange = { part: "deleted" } | { part: string; value: unknown };

/** The stored fields after a change by hand. */
export function patchOf(change: HandChange, record: StoredAuthConfig): Partial<StoredAuthConfig> {
  if (!("value" in change)) return { deleted: true };
  const [field = "", key] = change.part.split(".");
  if (key === undefined) return { [field]: change.value };
  const { [key]: _before, ...others } = record[field as keyof StoredAuthConfig] as unknown as Record<string, unknown>;
  return { [field]: change.value === null ? others : { ...others, [key]: change.value } };
}

/** Can a history like this leave anything in doubt that a quiet one can't? */
export const isStormy = ({ steps }: History): boolean =>
  steps.some((step) => step.kind === "fault" || (step.kind === "up" && (step.killed?.length ?? 0) > 0));

/** One line per step, without what never comes to be. */
export function inWords({ start, answers, environment, steps }: History): string {
  const touched = steps.map((step) => ("slot" in step ? step.slot : undefined));
  const slots = SLOTS.filter((slot) => start[slot].isThere || touched.includes(slot));
  const begun = slots.map((slot) => JSON.stringify({ [slot]: start[slot] }));
  // An input that is no longer declared is null there.
  const later = [{ answers }, { environment }, ...steps].map((line) =>
    JSON.stringify(line, (_key, value) => value ?? null),
  );
  return [...begun, ...later].map((line) => `\n      ${line}`).join("");
}
