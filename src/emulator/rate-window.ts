/** Counts requests in fixed windows, for the headers that say how many are left. Refuses nobody. */
export interface RateLimit {
  limit: number;
  windowMs: number;
}

export class RateWindow {
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
