/** `create`: one POST, and a second call for what the POST can't carry; but first a look for what an earlier run left. */
import type { AuthConfigItem } from "../api/auth-config";
import { adoptee } from "./adopt";
import { difference } from "./diff";
import { HalfMadeError } from "./errors";
import type { Inputs, State } from "./inputs";
import { makeOnce } from "./lost-create";
import { applyChanges, createdInputs } from "./requests";
import type { Run } from "./run";
import { stateOf } from "./state";
import { ownEarlierAttempt } from "./takeover";

export interface Created {
  id: string;
  state: State;
}

export async function createAuthConfig(run: Run, inputs: Inputs): Promise<Created> {
  const adopted = await adoptee(run, inputs);
  if (adopted) {
    run.memory.adopt(adopted.id, inputs.name);
    return takeOver(run, adopted, inputs, "adopting, as declared,");
  }
  const earlier = await ownEarlierAttempt(run, inputs);
  if (earlier) return takeOver(run, earlier, inputs, "taking over from an earlier run of this stack");

  const { id, facts } = await makeOnce(run, inputs);
  const state = stateOf(createdInputs(inputs), facts);
  return { id, state: await finish(run, id, state, inputs) };
}

/** Sends every declared field: what is there may come from an older program or another hand, and its secrets can't be read. */
async function takeOver(run: Run, item: AuthConfigItem, inputs: Inputs, doing: string): Promise<Created> {
  const { id, name } = item;
  run.memory.takeOver(id);
  run.log(`Composio: ${doing} auth config ${id}, named ${JSON.stringify(name)}`);
  const { toolkit, type, authScheme } = inputs;
  const bare: Inputs = { toolkit, type, name, enabled: item.status === "ENABLED", ...(authScheme && { authScheme }) };
  const facts = { authScheme: item.auth_scheme, isComposioManaged: item.is_composio_managed };
  const through = inputs.__through === undefined ? {} : { __through: inputs.__through };
  return { id, state: await finish(run, id, stateOf({ ...bare, ...through }, facts), inputs) };
}

/** Brings what exists to the inputs. A failure on the way is reported with the id, so that nothing that exists is lost. */
async function finish(run: Run, id: string, state: State, inputs: Inputs): Promise<State> {
  const { changed } = difference(state, inputs);
  try {
    return await applyChanges(run, id, { changed, state, inputs });
  } catch (error) {
    if (error instanceof HalfMadeError) throw error;
    throw new HalfMadeError(id, { ...inputs, ...state, __todo: changed }, error as Error);
  }
}
