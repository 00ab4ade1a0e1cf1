/** A replica that lags says "not found" of what was just made. Within a minute that is no news, and never "gone". */
import { isNotFound } from "../client/errors";
import type { State } from "../model/inputs";
import type { Operation } from "./operation";

const NEW_MS = 60_000;

/** Waits between tries: 10 s in all for what the very create goes on with, 30 s for what came after it. */
export const CREATE_WAITS_MS: readonly number[] = [1_000, 2_000, 3_000, 4_000];
export const LATER_WAITS_MS: readonly number[] = [1_000, 3_000, 5_000, 8_000, 13_000];

type Telling = Pick<Operation, "client" | "clock">;

/** Now, in milliseconds since 1970: by the server's clock, or by ours if no answer has shown the server's. */
export const serverNow = ({ client, clock }: Telling): number => client().serverTime(clock.now()) ?? clock.now();

/** Was it made within the last minute? A time that lies further ahead is another clock's, and says nothing. */
export const isNew = (operation: Telling, { __madeAt: madeAt }: State): boolean =>
  madeAt !== undefined && Math.abs(serverNow(operation) - madeAt) < NEW_MS;

/** Can a lagging replica have said "not found"? Not under another key: the API says it of every id of another project. And not if the user says that it is gone. */
function mayLag(operation: Telling & Pick<Operation, "owner">, state: State): boolean {
  const { owner } = operation;
  return isNew(operation, state) && !owner.acceptsGone && owner.believesGone(state.__lastSeenBy);
}

interface Patience {
  /** Default: 30 s in all. */
  waitsMs?: readonly number[];
  /** Can a replica that lags have said so? Default: every "not found". */
  isLag?: (error: unknown) => boolean;
}

/** Does something with an auth config; a "not found" of one that is new is asked again. */
export async function whileNew<Result>(
  operation: Telling & Pick<Operation, "owner">,
  state: State,
  act: () => Promise<Result>,
  { waitsMs = LATER_WAITS_MS, isLag = (error) => isNotFound(error) }: Patience = {},
): Promise<Result> {
  for (const waitMs of waitsMs) {
    try {
      return await act();
    } catch (error) {
      if (!isLag(error) || !mayLag(operation, state)) throw error;
    }
    await operation.clock.sleep(waitMs);
  }
  return act();
}
