/** The state of an auth config: the inputs echoed, what the API says beside them, and what the provider has to remember. */
import type { Inputs, State } from "./inputs";
import { afterSending } from "./mask-lessons";
import { formsFor } from "./stored-forms";
import { defined } from "./values";

/** The facts that only the API knows. None of them changes by itself, so a refresh of an untouched stack says "unchanged". */
export interface Facts {
  authScheme?: string | undefined;
  isComposioManaged?: boolean | undefined;
  managedAppId?: string | undefined;
}

export function stateOf(inputs: Inputs, { managedAppId, ...facts }: Facts): State {
  const status = inputs.enabled ? "ENABLED" : "DISABLED";
  const app =
    inputs.managedAppId === undefined && managedAppId !== undefined ? { managedAppId, __isAppReported: true } : {};
  return defined({ ...inputs, ...app, ...defined(facts), status }) as State;
}

/** The state after an update has brought the API to these inputs. */
export function nextState(inputs: Inputs, previous: State): State {
  const { authScheme, isComposioManaged, managedAppId, __madeAt, __storedForms } = previous;
  const kept = defined({ __madeAt, __storedForms: formsFor(__storedForms, inputs) });
  return afterSending(previous, { ...stateOf(inputs, { authScheme, isComposioManaged, managedAppId }), ...kept });
}

/** The inputs that a state echoes. With managed auth the scheme is the API's choice, not an input; so is an app that it reports. */
export function inputsOf(state: State): Inputs {
  const { isComposioManaged, status, authScheme, managedAppId, ...rest } = state;
  const {
    __leftToDo,
    __possibleValues,
    __maskLessons,
    __storedForms,
    __lastSeenBy,
    __madeAt,
    __isAppReported,
    ...inputs
  } = rest;
  return {
    ...inputs,
    ...(state.type === "use_custom_auth" && authScheme !== undefined && { authScheme }),
    ...(!__isAppReported && managedAppId !== undefined && { managedAppId }),
  };
}
