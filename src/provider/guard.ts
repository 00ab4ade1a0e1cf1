/** An auth config that accounts are connected through is not deleted by accident. */
import type { State } from "../model/inputs";
import { confirmGone } from "./gone";
import type { Operation } from "./operation";
import { whileNew } from "./patience";
import { GUARD_AGE_MS } from "./sweep";

type Guarded = Pick<Operation, "client" | "clock" | "owner" | "sweep" | "environment">;

/** What is about to happen to it, and what that does to its accounts. */
const CONSEQUENCES = {
  delete: "they would stop working",
  replace: "they stay for life with the auth config that they were made on",
};

/** Has somebody said, for this run, that accounts may break? */
export const forcesDestroy = (environment: NodeJS.ProcessEnv): boolean =>
  environment.COMPOSIO_FORCE_DESTROY?.trim() === "1";

/**
 * Throws if accounts are connected and nobody has said that they may break: without an answer there is no permission.
 * `gone` if there is nothing left to delete.
 */
export async function guardConnections(
  operation: Guarded,
  id: string,
  state: State,
  action: keyof typeof CONSEQUENCES,
): Promise<"gone" | "free"> {
  if (state.forceDestroy === true || forcesDestroy(operation.environment)) return "free";
  const count = await connections(operation, id, state);
  if (count === "gone") return "gone";
  if (count === 0) return "free";
  throw new Error(
    `Could not ${action} auth config ${id}: ${count === 1 ? "1 account is" : `${count} accounts are`} connected through it, and ${CONSEQUENCES[action]}. ` +
      "Disconnect them; or set COMPOSIO_FORCE_DESTROY=1 for this run; or set forceDestroy: true (or the option retainOnDelete), and run `pulumi up` with that alone first.",
  );
}

async function connections(operation: Guarded, id: string, state: State): Promise<number | "gone"> {
  try {
    return (await whileNew(operation, state, () => operation.sweep.find(id, state, GUARD_AGE_MS))).no_of_connections;
  } catch (error) {
    if (confirmGone(error, operation, { id, state })) return "gone";
    throw error;
  }
}
