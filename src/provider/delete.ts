import { isGone } from "./gone";
import { guardConnections } from "./guard";
import type { State } from "./inputs";
import type { Run } from "./run";

/** Deletes an auth config that nobody is connected through; one that is gone already is a success. */
export async function deleteAuthConfig(run: Run, id: string, state: State): Promise<void> {
  if (run.memory.mustStay(id)) {
    run.log(
      `Composio: ${id} stays, since this run goes on with it under the same name; for a new one, set deleteBeforeReplace or give it another name`,
    );
    return;
  }
  if ((await guardConnections(run, id, state, "delete")) === "gone") return;
  try {
    await run.client.deleteAuthConfig(id, { revokeOnDelete: state.revokeOnDelete ?? false });
  } catch (error) {
    if (!isGone(error, { run, id, state, forms: ["envelope", "empty"] })) throw error;
  }
}
