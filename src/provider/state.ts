/** The state of an auth config: the inputs echoed, and what the API says beside them. */
import type { Inputs, State } from "./inputs";
import { defined } from "./values";

/** What only the API knows. Nothing that changes by itself is among it: a refresh of an untouched stack says "unchanged". */
export interface Facts {
  authScheme?: string | undefined;
  isComposioManaged?: boolean | undefined;
}

export function stateOf(inputs: Inputs, facts: Facts): State {
  return defined({ ...inputs, ...defined(facts), status: inputs.enabled ? "ENABLED" : "DISABLED" }) as State;
}

/** The inputs that a state echoes. With managed auth the scheme is the API's choice, no input. */
export function inputsOf(state: State): Inputs {
  const { isComposioManaged, status, __todo, authScheme, ...inputs } = state;
  return state.type === "use_custom_auth" && authScheme !== undefined ? { ...inputs, authScheme } : inputs;
}

export const factsOf = ({ authScheme, isComposioManaged }: State): Facts => ({ authScheme, isComposioManaged });
