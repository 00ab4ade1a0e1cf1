/** `create`: one POST, and a second call for what the POST can't carry; but first a look for what an earlier run left. */
import type { AuthConfigItem } from "../api/auth-config";
import type { InputName } from "../input-names";
import { createdInputs } from "../model/bodies";
import { difference } from "../model/difference";
import type { Inputs, State } from "../model/inputs";
import type { LeftOver } from "../model/reading";
import { factsOf, leftOver } from "../model/reading";
import { stateOf } from "../model/state";
import { adoptee } from "./adopt";
import { HalfMadeError } from "./errors";
import { makeOnce } from "./lost-create";
import type { Operation } from "./operation";
import { ownEarlierAttempt } from "./takeover";
import { applyChanges } from "./update";

export interface Created {
  id: string;
  state: State;
}

export async function createAuthConfig(operation: Operation, inputs: Inputs): Promise<Created> {
  const adopted = await adoptee(operation, inputs);
  if (adopted) {
    operation.ledger.adopt(adopted.id, inputs.name);
    return takeOver(operation, adopted, inputs, { doing: "adopting, as declared,", clears: false });
  }
  const earlier = await ownEarlierAttempt(operation, inputs);
  const doing = "taking over from an earlier run of this stack";
  if (earlier) return takeOver(operation, earlier, inputs, { doing, clears: true });

  const { id, facts } = await makeOnce(operation, inputs);
  const state = stateOf(createdInputs(inputs), facts);
  return { id, state: await finish(operation, id, state, inputs) };
}

/** Sends every declared field: what is there may come from an older program or another hand, and its secrets can't be read. */
async function takeOver(
  operation: Operation,
  item: AuthConfigItem,
  inputs: Inputs,
  { doing, clears }: { doing: string; clears: boolean },
): Promise<Created> {
  const { id, name } = item;
  operation.ledger.takeOver(id);
  operation.voice.log(`Composio: ${doing} auth config ${id}, named ${JSON.stringify(name)}`);
  const left: LeftOver = clears ? leftOver(item) : { inputs: {}, hidden: [] };
  const found = { ...sameAsFound(inputs), ...left.inputs, enabled: item.status === "ENABLED" };
  return { id, state: await finish(operation, id, stateOf(found, factsOf(item)), inputs, left.hidden) };
}

/** The inputs that were compared when it was found, and what is only ours. */
function sameAsFound(inputs: Inputs): Inputs {
  const compared = ["toolkit", "type", "authScheme", "name"];
  const entries = Object.entries(inputs).filter(([key]) => compared.includes(key) || key.startsWith("__"));
  return Object.fromEntries(entries) as unknown as Inputs;
}

/** Brings what exists to the inputs. A failure on the way is reported with the id, so that nothing that exists is lost. */
async function finish(
  operation: Operation,
  id: string,
  state: State,
  inputs: Inputs,
  hidden: readonly InputName[] = [],
): Promise<State> {
  const changed = [...new Set([...difference(state, inputs).changed, ...hidden])];
  try {
    return (await applyChanges(operation, id, { changed, state, inputs })).state;
  } catch (error) {
    if (error instanceof HalfMadeError) throw error;
    throw new HalfMadeError(id, { ...state, __leftToDo: changed }, error as Error);
  }
}
