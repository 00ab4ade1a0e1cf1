/** A probe: an assumption, the requests that try it, the other answers that could come, and what each would mean. */
import type { Answers } from "../emulator/answers";
import { ANSWERS } from "../emulator/answers";
import type { Lab } from "./lab";
import type { Other, Seen } from "./seen";

export interface Probe {
  /** Its number in `assumptions`. */
  assumption: number;
  /** The switch of the emulator that says the same. Undefined: there is none. */
  answer: keyof Answers | undefined;
  question: string;
  /** The requests of the probe, and the part of the answers that it looks at. */
  sends: string;
  /** The emulator's answer, against which the provider was tested. */
  expected: string | number | boolean;
  /** Throws `Unclear` if nothing can be concluded. It is run twice, and both runs must see the same. */
  see: (lab: Lab) => Promise<Seen>;
  /** The meaning for the user of each other observation. */
  means: Readonly<Record<string, string>>;
  /** The meaning for the user of any other observation. */
  otherwise: string;
}

interface Facts<Value extends Seen> extends Pick<Probe, "question" | "sends"> {
  see: (lab: Lab) => Promise<Value | Other>;
  means: { [Name in `${Exclude<Value, Other>}`]?: string };
  otherwise?: string;
}

const OTHERWISE = "Nobody has tried the provider against this: please report it.";

/** A probe of a choice that the emulator can switch. */
export function probeOf<Name extends keyof Answers>(answer: Name, facts: Facts<Answers[Name]>): Probe {
  const { assumption, values } = ANSWERS[answer];
  // A map with some of the values as keys is a map of texts.
  const means = facts.means as Record<string, string>;
  return { otherwise: OTHERWISE, ...facts, means, assumption, answer, expected: values[0] };
}

/** A probe of an assumption that no program depends on: the emulator has no switch for it. */
export const probeWithoutSwitch = (facts: Omit<Probe, "answer" | "otherwise" | "means">): Probe => ({
  otherwise: "No program is known that depends on it: please report it.",
  ...facts,
  means: {},
  answer: undefined,
});
