import { isDeepStrictEqual } from "node:util";
import type { AuthConfigItem } from "../api/auth-config";
import type { Inputs, State } from "../model/inputs";
import { withoutDriftedSecrets } from "../model/masks";
import { ROWS } from "../model/rows";
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
    const live = liveState(state, await run.sweep.find(id, state.__autoName, READ_AGE_MS), run);
    // Trusted secrets are known to the inputs alone until they are sent, so those are not to be written over.
    // While something is left to do, the engine has the inputs that were wanted, not those that are done.
    const isAsKnown = state.__todo === undefined && isDeepStrictEqual(live, state);
    return hasOpenTrust(state) || isAsKnown ? { state: live } : { state: live, inputs: inputsOf(live) };
  } catch (error) {
    if (isGone(error, { run, id, state })) return undefined;
    throw error;
  }
}

/** Only what is managed is read back: what the API reports beside it is nobody's drift. */
function liveState(state: State, item: AuthConfigItem, run: Run): State {
  const live = ROWS.filter(({ name, field }) => field.read && state[name] !== undefined).map(({ name, field }) => [
    name,
    field.read?.(item, state[name] as never),
  ]);
  const facts = { authScheme: item.auth_scheme, isComposioManaged: item.is_composio_managed };
  const read = stateOf({ ...state, ...Object.fromEntries(live) }, facts);
  return withoutDriftedSecrets(read, item, run.knownValue);
}

/** One that somebody else owns, for `AuthConfig.get`: what can be read of it, and an error where it is gone. */
export async function lookUpAuthConfig(run: Run, id: string): Promise<State> {
  const item = await run.client.getAuthConfig(id);
  const facts = { authScheme: item.auth_scheme, isComposioManaged: item.is_composio_managed };
  const inputs = {
    toolkit: item.toolkit.slug,
    type: item.type === "default" ? ("use_composio_managed_auth" as const) : ("use_custom_auth" as const),
    name: item.name,
    enabled: item.status === "ENABLED",
    ...(item.is_enabled_for_tool_router !== undefined && { isEnabledForToolRouter: item.is_enabled_for_tool_router }),
  };
  return { ...stateOf(inputs, facts), __external: true };
}
