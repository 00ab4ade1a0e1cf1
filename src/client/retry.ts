/**
 * When a request is sent again: a pure decision from what happened so far.
 *
 * The limits, per request: 5 tries and 30 s, which count neither what a `Retry-After` orders nor the wait for a turn. Such an
 * order is obeyed in full up to 5 minutes at a time and 15 in all. A create is sent again only if it surely did nothing:
 * the API has no idempotency key.
 */

export const MAX_TRIES = 5;
export const GIVE_UP_AFTER_MS = 30_000;
export const LONGEST_ORDERED_WAIT_MS = 5 * 60_000;
export const LONGEST_ORDERED_TOTAL_MS = 15 * 60_000;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/** How a try ended that did not end well. */
export type Failure =
  /** An answer that says no. */
  | { kind: "refused"; status: number; retryAfterMs?: number | undefined }
  /** It surely never arrived: refused, name not resolved, no connection in time. */
  | { kind: "not-sent" }
  /** It may have arrived: reset, timed out, or the answer was cut short or not JSON. */
  | { kind: "lost" }
  /** Nothing that time would heal: a bad certificate, an answer of a size that is not the API's. */
  | { kind: "hopeless" };

export interface Progress {
  /** May a second arrival do no harm? False for a create. */
  isRepeatable: boolean;
  /** Tries that have ended, without those that a `Retry-After` sent back. */
  tries: number;
  /** In tries and in the waits between them, without ordered ones. */
  spentMs: number;
  /** How long `Retry-After` has made us wait so far. */
  orderedMs: number;
}

export interface Repeat {
  waitMs: number;
  /** The API said how long. */
  isOrdered: boolean;
}

/** `random` is in [0, 1). Undefined: give up. */
export function repeatAfter(failure: Failure, progress: Progress, random: number): Repeat | undefined {
  if (!isWorthRepeating(failure, progress.isRepeatable)) return undefined;
  const ordered = failure.kind === "refused" ? failure.retryAfterMs : undefined;
  if (ordered !== undefined) {
    const isTooLong = ordered > LONGEST_ORDERED_WAIT_MS || progress.orderedMs + ordered > LONGEST_ORDERED_TOTAL_MS;
    return isTooLong ? undefined : { waitMs: ordered, isOrdered: true };
  }
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (progress.tries - 1));
  const waitMs = Math.round(longest * (0.5 + random / 2));
  const isOver = progress.tries >= MAX_TRIES || progress.spentMs + waitMs >= GIVE_UP_AFTER_MS;
  return isOver ? undefined : { waitMs, isOrdered: false };
}

function isWorthRepeating(failure: Failure, isRepeatable: boolean): boolean {
  if (failure.kind !== "refused") return failure.kind === "not-sent" || (failure.kind === "lost" && isRepeatable);
  if (failure.status === 429) return true;
  // 501: the API can't do it, and no time will change that.
  return isRepeatable && (failure.status === 408 || (failure.status >= 500 && failure.status !== 501));
}

/**
 * A `Retry-After` in milliseconds: whole seconds, or a date, which is read by the clock that the answer itself shows. Undefined
 * if it orders no wait: to come back at once, as often as it is said, would be a storm of our own.
 */
export function retryAfterMs(value: string | undefined, answeredAt: number): number | undefined {
  if (value === undefined) return undefined;
  const waitMs = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - answeredAt;
  return waitMs > 0 ? waitMs : undefined;
}
