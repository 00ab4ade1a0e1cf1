import type { Connection } from "./connection";
import { difference } from "./diff";
import { HalfMadeError } from "./errors";
import type { Inputs, State } from "./inputs";
import { applyChanges, createBody, createdInputs } from "./requests";
import { stateOf } from "./state";

/** Makes an auth config: one POST, and a second call for what the POST can't carry. */
export async function createAuthConfig(connection: Connection, inputs: Inputs): Promise<{ id: string; state: State }> {
  const { auth_config: created } = await connection.client.createAuthConfig(connection.resolve(createBody(inputs)));
  const { id } = created;
  const facts = { authScheme: created.auth_scheme, isComposioManaged: created.is_composio_managed };
  const state = stateOf(createdInputs(inputs), facts);
  return { id, state: await finish(connection, id, state, inputs) };
}

/** Brings what exists to the inputs. A failure on the way is reported with the id, so that nothing that exists is lost. */
async function finish(connection: Connection, id: string, state: State, inputs: Inputs): Promise<State> {
  const { changed } = difference(state, inputs);
  try {
    return await applyChanges(connection, id, { changed, state, inputs });
  } catch (error) {
    throw error instanceof HalfMadeError ? error : new HalfMadeError(id, { ...state, __todo: changed }, error as Error);
  }
}
