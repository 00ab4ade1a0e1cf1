import { isDeepStrictEqual } from "node:util";
import type { Inputs, State } from "../model/inputs";
import { asItIs, factsOf, listedInputs } from "../model/reading";
import { inputsOf, stateOf } from "../model/state";
import { hasOpenTrust } from "../model/trusted-secrets";
import { isGone } from "./gone";
import type { Run } from "./run";
import { READ_AGE_MS } from "./sweep";

export interface Found {
  state: State;
  /** Where something drifted: so the diff of a repair shows it, and `ignoreChanges` protects it. Without them the engine keeps those it has. */
  inputs?: Inputs;
}

/** An auth config as it is now; undefined where it is gone. */
export async function readAuthConfig(run: Run, id: string, state: State): Promise<Found | undefined> {
  try {
    if (state.__external) return { state: await lookUpAuthConfig(run, id) };
    const live = asItIs(state, await run.sweep.find(id, state.__autoNameMark, READ_AGE_MS), run.knownValue);
    // Trusted secrets are known to the inputs alone until they are sent, so those are not to be written over.
    // While something is left to do, the engine has the inputs that were wanted, not those that are done.
    const isAsKnown = state.__leftToDo === undefined && isDeepStrictEqual(live, state);
    return hasOpenTrust(state) || isAsKnown ? { state: live } : { state: live, inputs: inputsOf(live) };
  } catch (error) {
    if (isGone(error, { run, id, state })) return undefined;
    throw error;
  }
}

/** One that somebody else owns, for `AuthConfig.get`: what can be read of it, and an error if it is gone. */
export async function lookUpAuthConfig(run: Run, id: string): Promise<State> {
  const item = await run.client.getAuthConfig(id);
  return { ...stateOf(listedInputs(item), factsOf(item)), __external: true };
}
