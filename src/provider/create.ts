/** `create`: one POST, and a second call for what the POST can't carry; but first a look for what an earlier run left. */
import type { AuthConfigItem } from "../api/auth-config";
import type { InputName } from "../input-names";
import { createdInputs } from "../model/bodies";
import { difference } from "../model/difference";
import type { Inputs, State } from "../model/inputs";
import type { LeftOver } from "../model/reading";
import { factsOf, leftOver } from "../model/reading";
import { stateOf } from "../model/state";
import { adoptee, warnOfAdoption } from "./adopt";
import { HalfMadeError } from "./errors";
import { makeOnce } from "./lost-create";
import type { Operation } from "./operation";
import { serverNow } from "./patience";
import { earlierAttempt, warnOfTakeover } from "./takeover";
import { applyChanges } from "./update";

export interface Created {
  id: string;
  state: State;
}

export async function createAuthConfig(operation: Operation, inputs: Inputs): Promise<Created> {
  const { ledger, voice } = operation;
  const adopted = await adoptee(operation, inputs);
  if (adopted) {
    ledger.adopt(adopted.id, inputs);
    await warnOfAdoption(operation, inputs);
    voice.log(`Composio: adopting auth config ${adopted.id}, named ${JSON.stringify(adopted.name)}, as declared`);
    return takeOver(operation, adopted, inputs, { inputs: {}, hidden: [] });
  }
  const earlier = await earlierAttempt(operation, inputs);
  if (earlier) {
    ledger.takeOver(earlier.item.id, inputs);
    await warnOfTakeover(operation, earlier);
    return takeOver(operation, earlier.item, inputs, leftOver(earlier.item));
  }
  const { id, facts, isUnnamed, madeAt } = await makeOnce(operation, inputs);
  const state: State = { ...stateOf(createdInputs(inputs), facts), __madeAt: madeAt };
  return { id, state: await finish(operation, id, { state, inputs, besides: isUnnamed ? ["name"] : [] }) };
}

/** Sends every declared field: what is there may come from an older program or another hand, and its secrets can't be read. */
async function takeOver(operation: Operation, item: AuthConfigItem, inputs: Inputs, left: LeftOver): Promise<Created> {
  const found = { ...sameAsFound(inputs), ...left.inputs, enabled: item.status === "ENABLED" };
  const besides: InputName[] = item.name === inputs.name ? [...left.hidden] : [...left.hidden, "name"];
  // A run that was killed a moment ago may have made it: then a replica may lag.
  const state: State = { ...stateOf(found, factsOf(item)), __madeAt: serverNow(operation) };
  return {
    id: item.id,
    state: await finish(operation, item.id, { state, inputs, besides }),
  };
}

/** The inputs that were compared when it was found, and what is only ours. */
function sameAsFound(inputs: Inputs): Inputs {
  const compared = ["toolkit", "type", "authScheme", "name"];
  const entries = Object.entries(inputs).filter(([key]) => compared.includes(key) || key.startsWith("__"));
  return Object.fromEntries(entries) as unknown as Inputs;
}

interface Unfinished {
  state: State;
  inputs: Inputs;
  /** Inputs to send though the state shows no difference: it holds the name that is wanted, not the temporary one. */
  besides: readonly InputName[];
}

/** Brings what exists to the inputs. A failure on the way is reported with the id, so that nothing that exists is lost. */
async function finish(operation: Operation, id: string, { state, inputs, besides }: Unfinished): Promise<State> {
  const changed = [...new Set([...difference(state, inputs).changed, ...besides])];
  try {
    return (await applyChanges(operation, id, { changed, state, inputs, isNew: true })).state;
  } catch (error) {
    if (error instanceof HalfMadeError) throw error;
    throw new HalfMadeError(id, { ...state, __leftToDo: changed }, error as Error);
  }
}
