import { isDeepStrictEqual } from "node:util";
import type { Inputs, State } from "../model/inputs";
import { asItIs, factsOf, listedInputs } from "../model/reading";
import { inputsOf, stateOf } from "../model/state";
import { hasOpenTrust } from "../model/trusted-secrets";
import { confirmGone } from "./gone";
import type { Operation } from "./operation";
import { whileNew } from "./patience";
import { READ_AGE_MS } from "./sweep";

export interface Found {
  state: State;
  /**
   * Present if something drifted: so the diff of a repair shows it, and `ignoreChanges` protects it. Without them the engine
   * keeps those that it has.
   */
  inputs?: Inputs;
}

/** An auth config as it is now; undefined if it is gone. */
export async function readAuthConfig(
  operation: Pick<Operation, "client" | "clock" | "owner" | "sweep" | "values">,
  id: string,
  state: State,
): Promise<Found | undefined> {
  try {
    if (state.__external) return { state: await lookUpAuthConfig(operation, id) };
    const item = await whileNew(operation, state, () => operation.sweep.find(id, state, READ_AGE_MS));
    const live = asItIs(state, item, operation.values.known);
    // Trusted secrets are known to the inputs alone until they are sent, so those are not to be written over.
    // While something is left to do, the engine has the inputs that were wanted, not those that are done.
    const isAsKnown = state.__leftToDo === undefined && isDeepStrictEqual(live, state);
    return hasOpenTrust(state) || isAsKnown ? { state: live } : { state: live, inputs: inputsOf(live) };
  } catch (error) {
    if (confirmGone(error, operation, { id, state })) return undefined;
    throw error;
  }
}

/** The state of somebody else's auth config, for `AuthConfig.get`. Throws if the auth config is gone. */
export async function lookUpAuthConfig({ client }: Pick<Operation, "client">, id: string): Promise<State> {
  const item = await client().getAuthConfig(id);
  return { ...stateOf(listedInputs(item), factsOf(item)), __external: true };
}
