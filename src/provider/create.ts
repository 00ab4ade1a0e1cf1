/** `create`: one POST, and a second call for what the POST can't carry; but first a look for what an earlier run left. */
import type { AuthConfigItem } from "../api/auth-config";
import { difference } from "../model/difference";
import type { Inputs, State } from "../model/inputs";
import { stateOf } from "../model/state";
import { defined } from "../model/values";
import { adoptee } from "./adopt";
import { HalfMadeError } from "./errors";
import { makeOnce } from "./lost-create";
import { applyChanges, createdInputs } from "./requests";
import type { Run } from "./run";
import { ownEarlierAttempt } from "./takeover";

export interface Created {
  id: string;
  state: State;
}

export async function createAuthConfig(run: Run, inputs: Inputs): Promise<Created> {
  const adopted = await adoptee(run, inputs);
  if (adopted) {
    run.memory.adopt(adopted.id, inputs.name);
    return takeOver(run, adopted, inputs, { doing: "adopting, as declared," });
  }
  const earlier = await ownEarlierAttempt(run, inputs);
  const doing = "taking over from an earlier run of this stack";
  if (earlier) return takeOver(run, earlier, inputs, { doing, leftOver: leftOver(earlier) });

  const { id, facts } = await makeOnce(run, inputs);
  const state = stateOf(createdInputs(inputs), facts);
  return { id, state: await finish(run, id, state, inputs) };
}

/** Sends every declared field: what is there may come from an older program or another hand, and its secrets can't be read. */
async function takeOver(
  run: Run,
  item: AuthConfigItem,
  inputs: Inputs,
  { doing, leftOver }: { doing: string; leftOver?: Partial<Inputs> },
): Promise<Created> {
  const { id, name } = item;
  run.memory.takeOver(id);
  run.log(`Composio: ${doing} auth config ${id}, named ${JSON.stringify(name)}`);
  const facts = { authScheme: item.auth_scheme, isComposioManaged: item.is_composio_managed };
  const state = stateOf({ ...sameAsFound(inputs), ...leftOver, enabled: item.status === "ENABLED" }, facts);
  return { id, state: await finish(run, id, state, inputs) };
}

/** The inputs that were compared when it was found, and what is only ours. */
function sameAsFound(inputs: Inputs): Inputs {
  const compared = ["toolkit", "type", "authScheme", "name"];
  const entries = Object.entries(inputs).filter(([key]) => compared.includes(key) || key.startsWith("__"));
  return Object.fromEntries(entries) as unknown as Inputs;
}

/**
 * What a new one would not have. That an older program declared it and this one does not is a change to send, but for
 * credentials and shared ones: there nobody can tell what was sent from what the API has filled in by itself.
 */
function leftOver({ tool_access_config: tools = {}, proxy_config: proxy }: AuthConfigItem): Partial<Inputs> {
  const { tools_for_connected_account_creation: creation = [], tools_available_for_execution: execution = [] } = tools;
  return {
    toolAccessConfig: { toolsForConnectedAccountCreation: creation, toolsAvailableForExecution: execution },
    ...(proxy && { proxyConfig: defined({ proxyUrl: proxy.proxy_url ?? "", proxyAuthKey: proxy.proxy_auth_key }) }),
  };
}

/** Brings what exists to the inputs. A failure on the way is reported with the id, so that nothing that exists is lost. */
async function finish(run: Run, id: string, state: State, inputs: Inputs): Promise<State> {
  const { changed } = difference(state, inputs);
  try {
    return (await applyChanges(run, id, { changed, state, inputs })).state;
  } catch (error) {
    if (error instanceof HalfMadeError) throw error;
    throw new HalfMadeError(id, { ...state, __todo: changed }, error as Error);
  }
}
