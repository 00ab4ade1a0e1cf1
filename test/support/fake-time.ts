/** A clock whose seconds take five milliseconds: all of its readers see one time, and who sleeps longer wakes later. */
import type { Clock } from "../../src/client/clock";
import type { Random } from "../random/schedules/random";

const MS_PER_SECOND = 5;

/** No wait is worth more: what wakes after the longest of them has nobody left to overtake. */
const LONGEST_MS = 150;

export interface FakeTime {
  clock: Clock;
  /** For an emulator that lives in the same time. */
  date: () => Date;
}

export function fakeTime(random: Random): FakeTime {
  let now = Date.parse("2026-11-24T12:00:00.000Z");
  return {
    date: () => new Date(now),
    clock: {
      now: () => now,
      random: random.next,
      sleep: async (waitMs) => {
        const wakesAt = now + waitMs;
        await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_MS, (waitMs / 1000) * MS_PER_SECOND)));
        now = Math.max(now, wakesAt);
      },
    },
  };
}
