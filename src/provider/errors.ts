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
  constructor(id: string, holder: string, rival: Taken | string) {
    const subject = `Auth config ${id} is held by the resource "${holder}"`;
    if (typeof rival !== "string" && rival.how === "foreseen") {
      super(
        `${subject}, but it carries the mark of "${rival.by}", which is new and would take it over. ` +
          `Set COMPOSIO_TAKE_OVER=0 for one \`pulumi up\`, which makes a new one for "${rival.by}"; or run \`pulumi up\` without "${rival.by}" first.`,
      );
      return;
    }
    const claim = typeof rival === "string" ? `by "${rival}" too` : `and was ${rival.how} by "${rival.by}" in this run`;
    super(
      `${subject}, ${claim}. Remove one of the two with \`pulumi state delete\`, which deletes nothing at Composio ` +
        "(`npx pulumi-composio doctor --stack <stack>` says which); to give a resource another logical name, use the option aliases.",
    );
  }
}

/** The API does not show which managed app an auth config uses, so the declared app may be another one. */
export class HiddenAppError extends Error {
  constructor(id: string, declared: string | undefined) {
    super(
      `managedAppId: the API does not show which managed app auth config ${id} uses, so the provider can't tell whether ${declared} is another one. ` +
        "Leave managedAppId out; or make a new auth config with `pulumi up --replace <urn>`, and have its users connect again.",
    );
  }
}

/** The error with its final message. The engine prints the stack of some failures, so that is emptied. */
export function presentable(
  thrown: unknown,
  { voice, connection, owner }: Pick<Operation, "voice" | "connection" | "owner">,
  isRefreshOrDelete: boolean,
): Error {
  const error =
    thrown instanceof Error ? thrown : new Error(`something that is not an Error was thrown: ${typeof thrown}`);
  const cause = error instanceof HalfMadeError && error.cause instanceof Error ? error.cause : error;
  error.message = voice.sayable(error.message + connection.adviceOn(cause, isRefreshOrDelete));
  error.stack = "";
  voice.leaveToEngine(error);
  if (error instanceof HalfMadeError) {
    error.reasons = [error.message];
    // A failure does not change which key saw it last: this run's key may be one of another project.
    error.properties = toEngine({ ...error.state, __lastSeenBy: error.state.__lastSeenBy ?? owner.mark() });
  }
  return error;
}
