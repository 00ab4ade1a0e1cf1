/** A clock for an emulator that a test can set ahead. */
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
