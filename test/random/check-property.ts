/** How the properties are tried: the seed is printed, and what has failed can be played again. */
import * as fc from "fast-check";
import type { History } from "./history";

/**
 * Tries `few` random histories, or `many` with `TEST_FULL=1`. `PROPERTY_RUNS` is another number of them; `PROPERTY_SEED` and
 * `PROPERTY_PATH`, as a failure prints them, play that one history again. Looking for a shorter one that fails too takes
 * hundreds of runs: that is for what runs fast. Returns the number of histories.
 */
export async function checkProperty(
  histories: fc.Arbitrary<History>,
  complaints: (history: History) => Promise<string[]>,
  { few, many, shrinks }: { few: number; many: number; shrinks: boolean },
): Promise<number> {
  const { PROPERTY_SEED, PROPERTY_PATH: path, PROPERTY_RUNS, TEST_FULL } = process.env;
  const seed = Number(PROPERTY_SEED ?? Date.now() % 2 ** 31);
  const numRuns = Number(PROPERTY_RUNS ?? (TEST_FULL ? many : few));
  process.stdout.write(`${expect.getState().currentTestName}: PROPERTY_SEED=${seed}, ${numRuns} histories\n`);
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const found = await complaints(history);
      if (found.length > 0) throw new Error(`\n${found.join("\n")}`);
    }),
    { numRuns, seed, endOnFailure: path !== undefined || !shrinks, ...(path && { path }) },
  );
  return numRuns;
}
