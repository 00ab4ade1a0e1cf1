/**
 * Random schedules of faults, against the provider itself in a time that passes quickly. `SEED=… npx jest --selectProjects
 * random --testPathPatterns schedules` plays one of them again, and prints its story where it fails.
 */
import { play } from "./play";

const COUNT = process.env.TEST_FULL === "1" ? 5_000 : 1_000;
/** Most of a schedule is waiting, so several go side by side. */
const AT_ONCE = 16;

jest.setTimeout(900_000);

it("leaves one auth config per resource, and its id in the state, whatever goes wrong", async () => {
  const { SEED } = process.env;
  const seeds = SEED ? [Number(SEED)] : Array.from({ length: COUNT }, (_none, index) => index + 1);
  const stories: string[] = [];
  let faults = 0;
  const playOn = async (): Promise<void> => {
    for (let seed = seeds.shift(); seed !== undefined && stories.length < 3; seed = seeds.shift()) {
      await play(seed).then(
        (played) => {
          faults += played.faults;
        },
        (error: Error) => stories.push(error.message),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, playOn));
  expect(stories).toEqual([]);
  if (!SEED) expect(faults).toBeGreaterThan(3 * COUNT);
});
