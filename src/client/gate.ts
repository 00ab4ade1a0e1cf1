/**
 * The gate that every request passes before it goes out: no more than so many are in flight, none goes while the API has ordered us to
 * wait, and none if the organization's budget of this minute is nearly used up, since its agents draw on it too.
 */
import pLimit from "p-limit";
import type { Clock } from "./clock";

export interface GateOptions {
  maxInFlight: number;
  /** The share of the rate limit's window that is left to others, from 0 (none) to 1. */
  reserve: number;
  clock: Clock;
  /** Is told once of each wait. */
  onWait: (reason: string, waitMs: number) => void;
}

/** How many requests the organization may send, as the rate headers of an answer say. */
export interface Budget {
  /** Requests in a window. */
  limit: number;
  /** Those that are left in this window. */
  remaining: number;
  /** The length of a window, in milliseconds. */
  windowMs: number;
}

/** The API's documents have windows of a minute. One that says otherwise, in a unit of its own perhaps, must not stop us for a day. */
const LONGEST_WINDOW_MS = 60_000;

export class Gate {
  readonly #options: GateOptions;
  readonly #inFlight: pLimit.Limit;
  readonly #now: () => number;
  #closedUntil = Number.NEGATIVE_INFINITY;
  #lastRemaining = 0;
  #windowBegan = Number.NEGATIVE_INFINITY;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#inFlight = pLimit(options.maxInFlight);
    this.#now = options.clock.elapsed ?? options.clock.now;
  }

  /** Runs the task when its turn comes. */
  pass<Result>(task: () => Promise<Result>): Promise<Result> {
    return this.#inFlight(async () => {
      for (let waitMs = this.#waitMs(); waitMs > 0; waitMs = this.#waitMs()) await this.#options.clock.sleep(waitMs);
      return task();
    });
  }

  /** Holds all requests for that long. */
  close(reason: string, waitMs: number): void {
    const until = this.#now() + waitMs;
    // Sixteen answers that order the same wait are one wait to a user.
    if (until > this.#closedUntil + 1000) this.#options.onWait(reason, waitMs);
    this.#closedUntil = Math.max(this.#closedUntil, until);
  }

  /** Windows are fixed, but nothing says when one began: the first sight of it, or of a budget that has grown, is taken for that. */
  note({ limit, remaining, windowMs: said }: Budget): void {
    const windowMs = Math.min(said, LONGEST_WINDOW_MS);
    const now = this.#now();
    if (remaining > this.#lastRemaining || now - this.#windowBegan >= windowMs) this.#windowBegan = now;
    this.#lastRemaining = remaining;
    const endsInMs = this.#windowBegan + windowMs - now;
    if (remaining < limit * this.#options.reserve && endsInMs > 0) {
      this.close(`only ${remaining} of ${limit} requests are left in this window`, endsInMs);
      // The next answer, in a new window, is not to be measured against this one.
      this.#lastRemaining = limit;
    }
  }

  #waitMs = () => this.#closedUntil - this.#now();
}
