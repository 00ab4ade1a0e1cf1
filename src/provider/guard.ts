/** An auth config that accounts are connected through is not deleted by accident. */

import type { State } from "../model/inputs";
import { isGone } from "./gone";
import type { Run } from "./run";
import { GUARD_AGE_MS } from "./sweep";

/** What is about to happen to it, and what that does to its accounts. */
const CONSEQUENCES = {
  delete: "they would stop working",
  replace: "they stay for life with the auth config that they were made on",
};

/**
 * Throws where accounts are connected and nobody has said that they may break: without an answer there is no permission.
 * `gone` where there is nothing left to delete.
 */
export async function guardConnections(
  run: Run,
  id: string,
  state: State,
  action: keyof typeof CONSEQUENCES,
): Promise<"gone" | "free"> {
  if (state.forceDestroy === true || run.forcesDestroy) return "free";
  const count = await connections(run, id, state);
  if (count === undefined) return "gone";
  if (count === 0) return "free";
  throw new Error(
    `Could not ${action} auth config ${id}: ${count === 1 ? "1 account is" : `${count} accounts are`} connected through it, and ${CONSEQUENCES[action]}. ` +
      "Disconnect them; or set COMPOSIO_FORCE_DESTROY=1 for this run; or set forceDestroy: true (or the option retainOnDelete), and run `pulumi up` with that alone first.",
  );
}

async function connections(run: Run, id: string, state: State): Promise<number | undefined> {
  try {
    return (await run.sweep.find(id, state.__autoNameMark, GUARD_AGE_MS)).no_of_connections;
  } catch (error) {
    if (isGone(error, { run, id, state })) return undefined;
    throw error;
  }
}
