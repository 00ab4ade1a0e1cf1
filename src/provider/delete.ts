import type { State } from "../model/inputs";
import { isGone, isNotFound } from "./gone";
import { guardConnections } from "./guard";
import type { Run } from "./run";

/** Deletes an auth config that nobody is connected through; one that is gone already is a success. */
export async function deleteAuthConfig(run: Run, id: string, state: State): Promise<void> {
  if (run.memory.mustStay(id, state.__lastSeenBy)) {
    run.log(
      `Composio: ${id} stays, since this run goes on with it under the same name; for a new one, set deleteBeforeReplace or give it another name`,
    );
    return;
  }
  // A listing from before still shows it: no create of this run may take it over.
  run.memory.claim(id);
  if ((await guardConnections(run, id, state, "delete")) === "gone") return;
  try {
    await run.client.deleteAuthConfig(id, { revokeOnDelete: state.revokeOnDelete ?? false });
  } catch (error) {
    if (!isGone(error, { run, id, state, forms: FORMS }) || (await isThere(run, id))) throw error;
  }
}

/** The documented answer to a delete of what is gone is an empty object. */
const FORMS = ["envelope", "empty"] as const;

/** That a delete finds nothing may be a gateway's word, or a replica's that lags: what can be read is not gone. */
async function isThere(run: Run, id: string): Promise<boolean> {
  try {
    await run.client.getAuthConfig(id);
    return true;
  } catch (error) {
    if (isNotFound(error, FORMS)) return false;
    throw error;
  }
}
