/** An auth config that accounts are connected through is not deleted by accident. */
import type { AuthConfigItem } from "../api/auth-config";
import type { State } from "../model/inputs";
import { logicalNameIn } from "../model/marks";
import { confirmGone } from "./gone";
import type { Operation } from "./operation";
import { whileNew } from "./patience";
import { GUARD_AGE_MS } from "./sweep";

type Guarded = Pick<Operation, "client" | "clock" | "owner" | "sweep" | "environment" | "ledger">;

/** The action that is about to happen to an auth config, and its consequence for the accounts. */
const CONSEQUENCES = {
  delete: "they would stop working",
  replace: "they stay for life with the auth config that they were made on",
};

/** Has the user said, for this run, that accounts may break? */
export const forcesDestroy = (environment: NodeJS.ProcessEnv): boolean =>
  environment.COMPOSIO_FORCE_DESTROY?.trim() === "1";

/**
 * Throws if accounts are connected and the user has not said that they may break. Throws, too, if the API does not answer.
 * `gone` if there is nothing left to delete.
 */
export async function guardConnections(
  operation: Guarded,
  id: string,
  state: State,
  action: keyof typeof CONSEQUENCES,
): Promise<"gone" | "free"> {
  if (state.forceDestroy === true || forcesDestroy(operation.environment)) return "free";
  const item = await found(operation, id, state);
  if (item === undefined) return "gone";
  const { no_of_connections: count } = item;
  if (count === 0) return "free";
  const reason =
    count === undefined
      ? "the API does not say whether accounts are connected through it; if so,"
      : `${count === 1 ? "1 account is" : `${count} accounts are`} connected through it, and`;
  // A destroy checks nothing: there no resource has another name.
  const renamed = action === "delete" && operation.ledger.hasChecked ? renameAdvice(state) : "";
  throw new Error(
    `Could not ${action} auth config ${id}: ${reason} ${CONSEQUENCES[action]}. ` +
      `${renamed}${renamed ? "disconnect" : "Disconnect"} them; or set COMPOSIO_FORCE_DESTROY=1 for this run; or set forceDestroy: true (or the option retainOnDelete), and run \`pulumi up\` with that alone first.`,
  );
}

/** A resource under another name is a new one to the engine, which makes that first and deletes this one last. */
function renameAdvice({ name, __isAutoNamed: isAutoNamed }: State): string {
  const old = isAutoNamed ? JSON.stringify(logicalNameIn(name)) : "the old name";
  return `If its resource only has another name in the program now, give that the option aliases: [{ name: ${old} }]. If not: `;
}

async function found(operation: Guarded, id: string, state: State): Promise<AuthConfigItem | undefined> {
  try {
    return await whileNew(operation, state, () => operation.sweep.find(id, state, GUARD_AGE_MS));
  } catch (error) {
    if (confirmGone(error, operation, { id, state })) return undefined;
    throw error;
  }
}
