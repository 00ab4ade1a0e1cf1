/** When "not found" means that an auth config is gone. */
import type { ErrorForm } from "../api/error";
import { ApiError } from "../client/errors";
import type { State } from "../model/inputs";
import type { Run } from "./run";

/** A "not found" of the API's own: a proxy's proves nothing. */
export const isNotFound = (error: unknown, forms: readonly ErrorForm[] = ["envelope"]): boolean =>
  error instanceof ApiError && error.status === 404 && forms.includes(error.form);

/**
 * Does the error say that the auth config no longer exists? Only in the API's own form: a proxy's 404 proves nothing. An
 * empty object is a form too, but of a delete alone. Throws where another key or address than ours last saw it.
 */
export function isGone(
  error: unknown,
  { run, id, state, forms = ["envelope"] }: { run: Run; id: string; state: State; forms?: readonly ErrorForm[] },
): boolean {
  if (!isNotFound(error, forms)) return false;
  if (run.believesGone(state.__lastSeenBy)) return true;
  throw new Error(
    `Auth config ${id} does not exist under the API key from ${run.keyOrigin}, but it was last seen under another key or address, ` +
      "and an id of another Composio project does not exist. Use the key of its project; if it is really gone, set COMPOSIO_ACCEPT_GONE=1 for this run.",
  );
}
