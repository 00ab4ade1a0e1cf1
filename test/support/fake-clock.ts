/** A clock that stands still until it is moved. */
import type { Clock } from "../../src/client/clock";

export class FakeClock implements Clock {
  #now = 1_000_000;
  #sleepers: { wakesAt: number; wake: () => void }[] = [];
  /** Every wait that somebody asked for. */
  readonly slept: number[] = [];

  now = () => this.#now;

  random = () => 0;

  sleep = (waitMs: number): Promise<void> => {
    this.slept.push(waitMs);
    return new Promise((wake) => this.#sleepers.push({ wakesAt: this.#now + waitMs, wake }));
  };

  /** Wakes who is due, and lets everything run that can run. */
  async pass(ms: number): Promise<void> {
    this.#now += ms;
    const due = this.#sleepers.filter(({ wakesAt }) => wakesAt <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ wakesAt }) => wakesAt > this.#now);
    for (const { wake } of due) wake();
    await settled();
  }
}

/** All that waits for nothing but its turn has had it. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
