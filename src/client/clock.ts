/** Time and chance, as values: tests put others in their place. */
export interface Clock {
  /** Milliseconds since 1970. */
  now: () => number;
  sleep: (waitMs: number) => Promise<void>;
  /** In [0, 1). */
  random: () => number;
}

export const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  sleep: (waitMs) => new Promise((resolve) => setTimeout(resolve, waitMs)),
  random: Math.random,
};
