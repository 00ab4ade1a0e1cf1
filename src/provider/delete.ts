import type { Connection } from "./connection";
import { isGone } from "./gone";
import type { State } from "./inputs";

/** Deletes an auth config; one that is gone already is a success. */
export async function deleteAuthConfig({ client }: Connection, id: string, state: State): Promise<void> {
  try {
    await client.deleteAuthConfig(id, { revokeOnDelete: state.revokeOnDelete ?? false });
  } catch (error) {
    if (!isGone(error, ["envelope", "empty"])) throw error;
  }
}
