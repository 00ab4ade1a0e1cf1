import { isNotFound, mayHaveArrived } from "../client/errors";
import type { State } from "../model/inputs";
import { confirmGone } from "./gone";
import { guardConnections } from "./guard";
import type { Operation } from "./operation";
import { whileNew } from "./patience";

type Deleting = Pick<Operation, "client" | "clock" | "owner" | "sweep" | "environment" | "ledger" | "voice">;

/** Deletes an auth config that nobody is connected through; one that is gone already is a success. */
export async function deleteAuthConfig(operation: Deleting, id: string, state: State): Promise<void> {
  const { ledger, voice } = operation;
  if (ledger.mustStay(id, state.__lastSeenBy)) {
    voice.log(
      `Composio: ${id} is kept: its replacement has the same name, so it looks like a retry after a killed create; for a new one, set COMPOSIO_TAKE_OVER=0 for one run, set deleteBeforeReplace, or give it another name`,
    );
    return;
  }
  // A listing from before still shows it: no create of this run may take it over.
  ledger.claim(id);
  await ledger.deleteOnce(id, () => deleteUnlessConnected(operation, id, state));
}

async function deleteUnlessConnected(operation: Deleting, id: string, state: State): Promise<void> {
  if ((await guardConnections(operation, id, state, "delete")) === "gone") return;
  const client = operation.client();
  try {
    const revokeOnDelete = state.revokeOnDelete ?? false;
    const isLag = (error: unknown) => isNotFound(error, FORMS) && !mayHaveArrived(error);
    await whileNew(operation, state, () => client.deleteAuthConfig(id, { revokeOnDelete }), { isLag });
  } catch (error) {
    // After a try that may have arrived, "not found" is what our own delete has done, and no replica's that lags.
    const { __madeAt, ...old } = state;
    const gone = { id, state: mayHaveArrived(error) ? old : state, forms: FORMS };
    if (!confirmGone(error, operation, gone) || (await isThere(operation, id))) throw error;
  } finally {
    // Without an answer it may be gone all the same, and then what a listing holds has moved.
    operation.sweep.forget(id);
  }
}

/** The documented answer to a delete of what is gone is an empty object. */
const FORMS = ["envelope", "empty"] as const;

/**
 * If a delete finds nothing, a gateway or a lagging replica may have said so. An auth config that can be read is not
 * gone.
 */
async function isThere({ client }: Pick<Operation, "client">, id: string): Promise<boolean> {
  try {
    await client().getAuthConfig(id);
    return true;
  } catch (error) {
    if (isNotFound(error, FORMS)) return false;
    throw error;
  }
}
