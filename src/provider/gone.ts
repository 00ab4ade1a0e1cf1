import type { ErrorForm } from "../api/error";
import { isNotFound } from "../client/errors";
import type { State } from "../model/inputs";
import type { Operation } from "./operation";

interface Missing {
  id: string;
  state: State;
  /** Forms of an answer that say "not found". Default: the API's envelope. */
  forms?: readonly ErrorForm[];
}

/** Does the error say that the auth config is gone? Throws if another key or address than ours last saw it. */
export function confirmGone(
  error: unknown,
  { owner }: Pick<Operation, "owner">,
  { id, state, forms }: Missing,
): boolean {
  if (!isNotFound(error, forms)) return false;
  if (owner.believesGone(state.__lastSeenBy)) return true;
  throw new Error(
    `Auth config ${id} does not exist under the API key from ${owner.keyOrigin}, but it was last seen under another key or address, ` +
      "and an id of another Composio project does not exist. Use the key of its project; if it is really gone, set COMPOSIO_ACCEPT_GONE=1 for this run.",
  );
}
