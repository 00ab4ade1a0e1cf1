/** The end of a run before its time: a cancelled one sends nothing more, and waits for nothing. */
import { setMaxListeners } from "node:events";
import type { Clock } from "../client/clock";

export class Stop {
  readonly #controller = new AbortController();

  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal = this.#controller.signal;

  constructor() {
    // Every wait listens, and there can be hundreds.
    setMaxListeners(0, this.signal);
  }

  /** Ends every wait, now and from now on. */
  now(): void {
    this.#controller.abort(new Error("The run was cancelled, so nothing more was sent."));
  }

  /** A clock whose sleeps reject when the run is cancelled. */
  clockOf(clock: Clock): Clock {
    return { ...clock, sleep: (waitMs) => this.#unlessStopped(clock.sleep(waitMs)) };
  }

  #unlessStopped(wait: Promise<void>): Promise<void> {
    const { signal } = this;
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
      void wait.then(() => {
        signal.removeEventListener("abort", stop);
        resolve();
      });
    });
  }
}
