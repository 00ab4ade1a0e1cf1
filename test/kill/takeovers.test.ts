/** One program as several stacks of one Composio project. */
import type { Emulator } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import { openBackend } from "../engine/stack";
import { liveIds, Project, whole } from "./project";

jest.setTimeout(120_000);

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

it("leaves to each stack what it has made, also where a killed run has left it, and also to one of the same name in another backend", async () => {
  const [backend, elsewhere] = [await openBackend(), await openBackend()];
  const dev = new Project(backend, emulator);
  const others = [new Project(backend, emulator, "prod"), new Project(elsewhere, emulator)];
  for (const project of [dev, ...others]) {
    await project.init();
    project.declare({ app: { toolkit: "github" } });
  }

  emulator.failNext({ kind: "slow", delayMs: 1_000, method: "POST" });
  await dev.kill({
    signal: "SIGKILL",
    args: ["up"],
    when: () => emulator.requests.some(({ fault }) => fault === "slow"),
  });
  const [orphan] = liveIds(emulator);
  for (const project of others) await project.succeed("up");
  for (const project of [dev, ...others]) await project.succeed("up");
  await dev.succeed("refresh --clear-pending-creates --expect-no-changes");

  const ids = [dev, ...others].flatMap((project) => project.entries().map(({ id }) => id));
  expect({ ofDev: ids[0], all: [...ids].sort(), count: new Set(ids).size }).toEqual({
    ofDev: orphan,
    all: liveIds(emulator),
    count: 3,
  });

  await dev.succeed("destroy");
  expect(liveIds(emulator)).toEqual([...ids.slice(1)].sort());
  expect(whole(dev)).toEqual({ resources: [], ids: [], pending: [] });
  await backend.close();
  await elsewhere.close();
});
