import { isDeepStrictEqual } from "node:util";
import type { AuthConfigItem } from "../api/auth-config";
import type { Inputs, State } from "../model/inputs";
import { markIn } from "../model/marks";
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
  operation: Pick<Operation, "client" | "clock" | "owner" | "sweep" | "values" | "voice">,
  id: string,
  state: State,
): Promise<Found | undefined> {
  try {
    if (state.__external) return { state: await lookUpAuthConfig(operation, id) };
    const item = await whileNew(operation, state, () => operation.sweep.find(id, state, READ_AGE_MS));
    await warnOfOtherMark(operation, item, state);
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

/** Names with a mark are of the provider's making: another resource that holds it, in this state or in another, has given it its own. */
async function warnOfOtherMark(
  { voice }: Pick<Operation, "voice">,
  { id, name }: AuthConfigItem,
  { name: last, __mark: own }: State,
): Promise<void> {
  const mark = markIn(name);
  if (name === last || mark === undefined || mark === own) return;
  await voice.warnOnce(
    `other mark ${id}`,
    `${id} had the name ${JSON.stringify(last)} when this stack saw it last, and has ${JSON.stringify(name)} now, with the mark of another resource. ` +
      "If both hold it, remove it from one of the two with `pulumi state delete`: `npx pulumi-composio doctor --stack <stack>` names two resources of one stack that do.",
  );
}

/** The state of somebody else's auth config, for `AuthConfig.get`. Throws if the auth config is gone. */
export async function lookUpAuthConfig({ client }: Pick<Operation, "client">, id: string): Promise<State> {
  const item = await client().getAuthConfig(id);
  return { ...stateOf(listedInputs(item), factsOf(item)), __external: true };
}
