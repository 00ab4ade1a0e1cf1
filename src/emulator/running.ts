/** Everything that a running emulator holds. */
import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { Emulation } from "./call";
import { FaultQueue } from "./faults";
import type { RateLimit } from "./rate-window";
import { RateWindow } from "./rate-window";
import type { RecordedRequest } from "./recording";
import { createRouter } from "./router";

export interface Running {
  emulation: Emulation;
  requests: RecordedRequest[];
  faults: FaultQueue;
  rate: RateWindow;
  router: ReturnType<typeof createRouter>;
  latencyMs: number;
  /** Resolves after the time has passed; rejects when the emulator closes. */
  pause: (ms: number) => Promise<void>;
  /** Work that goes on after its request was answered. */
  later: (work: Promise<unknown>) => void;
  /** Resolves when no such work is left. */
  settled: () => Promise<void>;
  /** Back to how it started; the keys stay. */
  reset: () => void;
  /** Gives up whatever waits. */
  stop: () => void;
}

interface Settings {
  emulation: Emulation;
  rateLimit: RateLimit;
  latencyMs: number;
  /** Empties the projects and fills in what was there at the start. */
  restore: () => void;
}

export function run({ emulation, rateLimit, latencyMs, restore }: Settings): Running {
  const closing = new AbortController();
  // One listener for each request that is made to wait; there may be many.
  setMaxListeners(0, closing.signal);
  const requests: RecordedRequest[] = [];
  const faults = new FaultQueue();
  const unsettled = new Set<Promise<unknown>>();
  return {
    emulation,
    requests,
    faults,
    rate: new RateWindow(rateLimit),
    router: createRouter(emulation),
    latencyMs,
    pause: (ms) => wait(ms, undefined, { ref: false, signal: closing.signal }),
    later: (work) => {
      // A rejection means that the emulator closed first: the work is then never done.
      const done: Promise<unknown> = work.catch(() => undefined).finally(() => unsettled.delete(done));
      unsettled.add(done);
    },
    settled: async () => {
      await Promise.all(unsettled);
    },
    reset: () => {
      requests.length = 0;
      faults.clear();
      restore();
    },
    stop: () => closing.abort(),
  };
}
