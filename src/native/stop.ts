/** The end of a run before its time: a cancelled one sends nothing more, and waits for nothing. */
import { setMaxListeners } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Clock } from "../client/clock";
import { SYSTEM_CLOCK } from "../client/clock";

export class Stop {
  readonly #controller = new AbortController();

  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal = this.#controller.signal;

  /** Its sleeps reject when the run is cancelled, and leave no timer. */
  readonly clock: Clock = { ...SYSTEM_CLOCK, sleep: (waitMs) => this.#sleep(waitMs) };

  constructor() {
    // Every wait listens, and there can be hundreds.
    setMaxListeners(0, this.signal);
  }

  /** Ends every wait, now and from now on. */
  now(): void {
    this.#controller.abort(new Error("The run was cancelled, so nothing more was sent."));
  }

  async #sleep(waitMs: number): Promise<void> {
    const { signal } = this;
    await setTimeout(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
