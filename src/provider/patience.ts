/** A replica that lags says "not found" of what was just made. Within a minute that is no news, and never "gone". */
import { isNotFound } from "../client/errors";
import type { State } from "../model/inputs";
import type { Operation } from "./operation";

const NEW_MS = 60_000;

/** Waits between tries: 10 s in all for what the very create goes on with, 30 s for what came after it. */
export const CREATE_WAITS_MS: readonly number[] = [1_000, 2_000, 3_000, 4_000];
export const LATER_WAITS_MS: readonly number[] = [1_000, 3_000, 5_000, 8_000, 13_000];

/** Was it made within the last minute, by the server's clock? */
export function isNew({ client, clock }: Pick<Operation, "client" | "clock">, { __madeAt: madeAt }: State): boolean {
  if (madeAt === undefined) return false;
  return (client().serverTime(clock.now()) ?? clock.now()) - madeAt < NEW_MS;
}

/** Does something with an auth config; a "not found" of one that is new is asked again. */
export async function whileNew<Result>(
  operation: Pick<Operation, "client" | "clock">,
  state: State,
  act: () => Promise<Result>,
  waitsMs = LATER_WAITS_MS,
): Promise<Result> {
  for (const waitMs of waitsMs) {
    try {
      return await act();
    } catch (error) {
      if (!isNotFound(error) || !isNew(operation, state)) throw error;
    }
    await operation.clock.sleep(waitMs);
  }
  return act();
}
