import type { AuthConfigItem } from "../api/auth-config";
import type { Client } from "../client/client";
import { ROWS } from "./fields";
import { isGone } from "./gone";
import type { Inputs, State } from "./inputs";
import { inputsOf, stateOf } from "./state";

export interface Found {
  state: State;
  /** Returned beside the state, so that the diff of a repair shows what drifted and `ignoreChanges` protects it. */
  inputs: Inputs;
}

/** The auth config as it is now; undefined where it is gone. */
export async function readAuthConfig(client: Client, id: string, state: State): Promise<Found | undefined> {
  try {
    const item = await client.getAuthConfig(id);
    const live = liveState(state, item);
    return { state: live, inputs: inputsOf(live) };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Only what is managed is read back: what the API reports beside it is nobody's drift. */
function liveState(state: State, item: AuthConfigItem): State {
  const live = ROWS.filter(({ name, field }) => field.read && state[name] !== undefined).map(({ name, field }) => [
    name,
    field.read?.(item, state[name] as never),
  ]);
  const facts = { authScheme: item.auth_scheme, isComposioManaged: item.is_composio_managed };
  return stateOf({ ...state, ...Object.fromEntries(live) }, facts);
}
