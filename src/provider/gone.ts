import type { ErrorForm } from "../api/error";
import { isNotFound } from "../client/errors";
import type { State } from "../model/inputs";
import type { Operation } from "./operation";
import { isNew } from "./patience";

interface Missing {
  id: string;
  state: State;
  /** Forms of an answer that say "not found". Default: the API's envelope. */
  forms?: readonly ErrorForm[];
}

/**
 * Does the error say that the auth config is gone? Throws if another key or address than ours last saw it, or if it was made
 * within the last minute: then a replica may lag.
 */
export function confirmGone(
  error: unknown,
  operation: Pick<Operation, "owner" | "client" | "clock">,
  { id, state, forms }: Missing,
): boolean {
  if (!isNotFound(error, forms)) return false;
  const { owner } = operation;
  if (!owner.believesGone(state.__lastSeenBy)) {
    throw new Error(
      `Auth config ${id} does not exist under the API key from ${owner.keyOrigin}, but it was last seen under another key or address, ` +
        "and an id of another Composio project does not exist. Use the key of its project; if it is really gone, set COMPOSIO_ACCEPT_GONE=1 for this run.",
    );
  }
  if (owner.acceptsGone || !isNew(operation, state)) return true;
  throw new Error(
    `${(error as Error).message} It was made less than a minute ago, so the API may not show it everywhere yet: run the same command again in a minute.`,
  );
}
