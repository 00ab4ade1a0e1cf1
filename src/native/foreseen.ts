/** The state after a create or an update, as far as a preview can tell it. Pure. */
import type { Inputs, State } from "../model/inputs";
import { nextState, stateOf } from "../model/state";
import { UNKNOWN } from "../model/unknowns";

/** Values that only the API's answer will tell are unknown. */
export function foreseenCreate(inputs: Inputs): State {
  const { type, authScheme = UNKNOWN, managedAppId, enabled } = inputs;
  const isKnown = (type as string) !== UNKNOWN;
  const isManaged = type === "use_composio_managed_auth";
  const foreseen = stateOf(inputs, { authScheme, isComposioManaged: isManaged });
  return {
    ...foreseen,
    ...(!isKnown && { isComposioManaged: UNKNOWN as unknown as boolean }),
    // The API reports the app that it has chosen.
    ...((isManaged || !isKnown) && managedAppId === undefined && { managedAppId: UNKNOWN }),
    ...((enabled as unknown) === UNKNOWN && { status: UNKNOWN }),
  };
}

export function foreseenUpdate(previous: State, inputs: Inputs): State {
  const { __leftToDo, __possibleValues, ...state } = nextState(inputs, previous);
  return { ...state, ...((inputs.enabled as unknown) === UNKNOWN && { status: UNKNOWN }) };
}
