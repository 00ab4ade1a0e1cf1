/** The one door by which failures leave for the engine: always an Error, one line, nothing secret, no stack trace. */
import type { State } from "../model/inputs";
import type { Taken } from "./ledger";
import type { Operation } from "./operation";
import { toEngine } from "./results";

/**
 * The auth config exists, but not all of it is done. The engine records its id and what is done of it, and asks for an
 * update at the next `up`. It shows `reasons` alone, and without any it would take the object for healthy.
 */
export class HalfMadeError extends Error {
  override readonly name = "HalfMadeError";
  reasons: string[];
  properties: object = {};

  /** The state must hold the provider text: the SDK does not add it here. */
  constructor(
    readonly id: string,
    readonly state: State,
    cause: Error,
  ) {
    super(cause.message, { cause });
    this.reasons = [cause.message];
  }
}

/** Two resources of the stack hold one auth config: a delete of either would delete what the other holds. */
export class HeldTwiceError extends Error {
  constructor(id: string, holder: string, other: Taken | string) {
    const claim = typeof other === "string" ? `by "${other}" too` : `and was ${other.how} by "${other.by}" in this run`;
    super(
      `Auth config ${id} is held by the resource "${holder}", ${claim}. Remove one of the two with \`pulumi state delete\`, which deletes nothing at Composio; ` +
        "to give a resource another logical name, use the option aliases.",
    );
  }
}

/** The error with its final message. The engine prints the stack of some failures, so that is emptied. */
export function presentable(
  thrown: unknown,
  { voice, connection, owner }: Pick<Operation, "voice" | "connection" | "owner">,
  isRefreshOrDelete: boolean,
): Error {
  const error = thrown instanceof Error ? thrown : new Error(`something was thrown that is no error: ${typeof thrown}`);
  const cause = error instanceof HalfMadeError && error.cause instanceof Error ? error.cause : error;
  error.message = voice.redactor.redact(error.message + connection.adviceOn(cause, isRefreshOrDelete));
  error.stack = "";
  voice.leaveToEngine(error);
  if (error instanceof HalfMadeError) {
    error.reasons = [error.message];
    // Who saw it last is still who saw it last: this run's key may be one of another project.
    error.properties = toEngine({ ...error.state, __lastSeenBy: error.state.__lastSeenBy ?? owner.mark() });
  }
  return error;
}
