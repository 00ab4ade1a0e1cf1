/** `diff`: which inputs differ between the state and the program. Pure. */
import { ROWS } from "./fields";
import type { InputName, Inputs, State } from "./inputs";
import { hasUnknown } from "./unknowns";

export interface Difference {
  /** Inputs whose value in the program is not the one in the state. */
  changed: InputName[];
  /** Those among them that make a new auth config. */
  replaces: InputName[];
}

/** An unknown value counts as a change: the engine asks again when it is known. */
export function difference(state: State, inputs: Inputs): Difference {
  const rows = ROWS.filter(({ name, field }) => hasUnknown(inputs[name]) || !field.isSame(state[name], inputs[name]));
  return {
    changed: rows.map(({ name }) => name),
    replaces: rows.filter(({ field }) => field.change === "replaces").map(({ name }) => name),
  };
}
