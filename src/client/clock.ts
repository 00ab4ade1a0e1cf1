/** Time and chance, as values: tests put others in their place. */
export interface Clock {
  /** Milliseconds since 1970. Somebody may set it, forward or back. */
  now: () => number;
  /** Milliseconds that only go forward, since any moment: for how long something takes. Default: `now`. */
  elapsed?: () => number;
  sleep: (waitMs: number) => Promise<void>;
  /** In [0, 1). */
  random: () => number;
}

export const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  sleep: (waitMs) => new Promise((resolve) => setTimeout(resolve, waitMs)),
  random: Math.random,
};
