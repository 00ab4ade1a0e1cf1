/** Many stacks, up and down, while a tenth of the requests fail. In full, two hundred. */
import type { FaultKind } from "../../src/emulator/faults";
import { app, World } from "./world";

jest.setTimeout(3_600_000);

const count = process.env.TEST_FULL === "1" ? 200 : 4;
const kinds: FaultKind[] = ["reset-before", "reset-after", "status", "status-after", "truncate", "html"];

it(`${count} stacks come up and go while every tenth request fails: none twice, none left`, async () => {
  const world = await World.open({ latencyMs: 50 });
  try {
    // Each lets nine more pass than the one before, which those do not count that it takes itself.
    for (let index = 0; index < count * 2; index += 1) {
      world.emulator.failNext({ kind: kinds[index % kinds.length] as FaultKind, after: 9 * (index + 1) });
    }
    const service = await world.start({ concurrency: 4 });
    const names = Array.from({ length: count }, (_, index) => `customer-${index}`);
    const untilItWorks = async (call: () => Promise<{ error?: unknown; result?: unknown }>) => {
      for (let attempt = 1; ; attempt += 1) {
        const { error, result } = await call();
        if (error === undefined) return result;
        if (attempt === 3) throw new Error(JSON.stringify(error));
      }
    };
    const ups = await Promise.all(names.map((name) => untilItWorks(() => service.up(name, app(`secret-of-${name}`)))));
    const ids = (ups as { outputs: { session: { value: { authConfigs: Record<string, string> } } } }[]).flatMap(
      ({ outputs }) => Object.values(outputs.session.value.authConfigs),
    );
    expect(ids.sort()).toEqual(
      world
        .live()
        .map(({ id }) => id)
        .sort(),
    );
    expect(new Set(ids).size).toBe(2 * count);

    await Promise.all(names.map((name) => untilItWorks(() => service.destroy(name))));
    expect([world.live(), world.files()]).toEqual([[], []]);
    expect(world.emulator.requests.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(count / 2);
  } finally {
    await world.close();
  }
});
