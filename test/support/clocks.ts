/** One clock of each kind: one that stands still, one that waiting moves, and one that runs and can be set ahead. */
import type { Clock } from "../../src/client/clock";

/** Stands still: no wait takes any time. */
export const STILL_CLOCK: Clock = { now: () => 0, sleep: async () => {}, random: () => 0 };

/** So many turns of the event loop are more than anything needs that waits for nothing but its turn. */
const TURNS = 12;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** All that waits for nothing but its turn has had it. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < TURNS; turns += 1) await turn();
}

interface Sleeper {
  wakesAt: number;
  wake: () => void;
}

/**
 * A time that passes while everybody waits, and then at once: whoever is due first wakes first. With `isHeld` it passes by
 * `pass` alone.
 */
export class WaitingTime {
  /** Every wait that somebody asked for, in milliseconds. */
  readonly slept: number[] = [];
  #now: number;
  readonly #isHeld: boolean;
  #sleepers: Sleeper[] = [];
  #isRunning = false;

  constructor({ now = Date.parse("2026-11-24T12:00:00.000Z"), isHeld = false } = {}) {
    this.#now = now;
    this.#isHeld = isHeld;
  }

  readonly clock: Clock = {
    now: () => this.#now,
    random: () => 0,
    sleep: (waitMs) => {
      this.slept.push(waitMs);
      return new Promise((wake) => this.later(wake, waitMs));
    },
  };

  /** For an emulator that lives in the same time. */
  readonly date = (): Date => new Date(this.#now);

  /** Calls it when so much time has passed; returns what calls that off. */
  later(wake: () => void, waitMs: number): () => void {
    const sleeper = { wakesAt: this.#now + waitMs, wake };
    this.#sleepers.push(sleeper);
    if (!this.#isHeld && !this.#isRunning) void this.#run();
    return () => {
      this.#sleepers = this.#sleepers.filter((each) => each !== sleeper);
    };
  }

  /** Wakes who is due then, and lets everything run that can run. */
  async pass(ms: number): Promise<void> {
    this.#wakeUntil(this.#now + ms);
    await settled();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (;;) {
      await settled();
      if (this.#sleepers.length === 0) break;
      this.#wakeUntil(Math.max(this.#now, Math.min(...this.#sleepers.map(({ wakesAt }) => wakesAt))));
    }
    this.#isRunning = false;
  }

  #wakeUntil(now: number): void {
    this.#now = now;
    const due = this.#sleepers.filter(({ wakesAt }) => wakesAt <= now);
    this.#sleepers = this.#sleepers.filter(({ wakesAt }) => wakesAt > now);
    for (const { wake } of due.sort((one, other) => one.wakesAt - other.wakesAt)) wake();
  }
}

/** The machine's own time, for an emulator beside processes that live in it. */
export interface PassingClock {
  clock: () => Date;
  /** Lets minutes pass for the API: what was made before is then old enough to be taken for gone. */
  passMinutes: (minutes: number) => void;
}

export function passingClock(): PassingClock {
  let aheadMs = 0;
  return {
    clock: () => new Date(Date.now() + aheadMs),
    passMinutes: (minutes) => {
      aheadMs += minutes * 60_000;
    },
  };
}
