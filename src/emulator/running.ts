/** Everything that a running emulator holds: its records, its faults, the rate window, work that goes on. */
import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { Emulation } from "./call";
import type { FaultKind } from "./faults";
import { FaultQueue } from "./faults";
import type { KeyVerdict } from "./operations";
import { createRouter } from "./operations";

/** The record of one request, for tests. */
export interface RecordedRequest {
  /** In upper case, such as `POST`. */
  method: string;
  /** Without the query, such as `/api/v3.1/auth_configs`. */
  path: string;
  /** The query's parameters, decoded. */
  query: Record<string, string>;
  /** Parsed JSON; undefined without a body, the text itself if it is no JSON. */
  body: unknown;
  /** The status that was sent; null when the connection ended, or hangs, without one. */
  status: number | null;
  /** Keys of the body that the API does not know, as dotted paths: `auth_config.auth_scheme`. */
  unknownKeys: string[];
  /** A few that are of interest, by lower-case name. Never one that holds a key. */
  headers: Record<string, string>;
  /** The verdict on the request's API key; the key itself is not kept. */
  key: KeyVerdict;
  /** ISO time by the emulator's clock. */
  at: string;
  /** The fault that was injected, if any. */
  fault: FaultKind | null;
}

/** Requests per fixed window, as the rate headers tell of them. */
export interface RateLimit {
  /** Requests in a window. */
  limit: number;
  /** The length of a window, in milliseconds. */
  windowMs: number;
}

/** @internal */
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

/** @internal */
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

/** Counts requests in fixed windows, for the headers that say how many are left. Refuses nobody. */
class RateWindow {
  readonly #rate: RateLimit;
  #window = 0;
  #used = 0;

  constructor(rate: RateLimit) {
    this.#rate = rate;
  }

  /** Counts one request. */
  count(at: Date): void {
    const window = Math.floor(at.getTime() / this.#rate.windowMs);
    if (window !== this.#window) this.#used = 0;
    this.#window = window;
    this.#used += 1;
  }

  // Assumption 28: these headers come with every success.
  headers(): Record<string, string> {
    const { limit, windowMs } = this.#rate;
    return {
      "X-RateLimit": String(limit),
      "X-RateLimit-Remaining": String(Math.max(0, limit - this.#used)),
      "X-RateLimit-Window-Size": `${windowMs / 1000}s`,
    };
  }
}
