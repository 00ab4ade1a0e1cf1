/** A run that is to end before its time: a deploy, a caller that goes away, a deadline. */
import * as fs from "node:fs";
import { until } from "../engine/kill/project";
import { app, World } from "./world";

jest.setTimeout(240_000);

let world: World;

beforeEach(async () => {
  world = await World.open();
  world.emulator.failNext({ kind: "slow", delayMs: 3_000, method: "POST", path: "/auth_configs", times: 2 });
});
afterEach(() => world.close());

const isHeld = () => world.requests("POST") === 2;
const workFolders = () =>
  fs
    .readdirSync(world.backend.folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /pulumi-composio-\w+\/[^/]+\/acme\./.test(file));

it("SIGTERM in the middle of a POST: the caller gets its session, and nothing is left", async () => {
  const service = await world.start();
  const call = service.up("acme");
  await until(isHeld, "the POST");
  service.child.kill("SIGTERM");
  const { result } = await call;
  const authConfigs = Object.fromEntries(world.live().map(({ toolkit, id }) => [toolkit, id]));
  expect(result.outputs.session.value).toEqual({ authConfigs });
  expect(await service.exit).toBe(0);
  expect([world.live().length, world.locks(), workFolders()]).toEqual([2, [], []]);
});

/** The call ends within a second of the engine; the engine ends when its lock is gone. */
async function unlockedAt(): Promise<number> {
  await until(() => world.locks().length === 0, "the engine's own end");
  return Date.now();
}

it("an abort and a deadline end the call after the engine has finished its requests in flight", async () => {
  const service = await world.start({ graceMs: 30_000 });
  const aborted = service.up("acme");
  await until(isHeld, "the POST");
  aborted.abort();
  const [first, engineEndedAt] = await Promise.all([aborted, unlockedAt()]);
  expect(first.error).toMatchObject({ name: "Aborted" });
  expect(first.endedAt - engineEndedAt).toBeLessThan(1_000);
  expect((await service.up("acme")).result.outputs.session.value).toEqual({
    authConfigs: { github: expect.any(String), notion: expect.any(String) },
  });
  expect(world.live()).toHaveLength(2);
  await service.kill("SIGTERM");

  world.emulator.failNext({ kind: "slow", delayMs: 16_000, method: "DELETE", path: "/auth_configs", times: 2 });
  const hasty = await world.start({ timeoutMs: 12_000, graceMs: 30_000 });
  const late = hasty.destroy("acme");
  await until(() => world.requests("DELETE") > 0, "the DELETE");
  const [second, secondEngineEndedAt] = await Promise.all([late, unlockedAt()]);
  expect(second.error).toMatchObject({ name: "TimedOut", timeoutMs: 12_000 });
  expect(second.endedAt - secondEngineEndedAt).toBeLessThan(1_000);
  await hasty.kill("SIGTERM");
  expect((await (await world.start()).destroy("acme")).result).toEqual({ takenOver: [] });
  expect([world.live(), world.files()]).toEqual([[], []]);
});

it("frees the slot of a run that an unanswered POST holds, and the next call finishes what it left", async () => {
  await world.close();
  world = await World.open();
  world.emulator.failNext({ kind: "timeout-after", method: "POST", path: "/auth_configs", times: 2 });
  const service = await world.start({ concurrency: 1, graceMs: 500 });
  const held = service.up("acme");
  await until(isHeld, "the POST");
  const innocent = service.up("globex");
  held.abort();
  expect((await held).error).toMatchObject({ name: "Aborted" });
  expect((await innocent).result).toBeDefined();
  const ended = await service.destroy("acme");
  expect(ended.result.takenOver.sort()).toEqual(["github", "notion"]);
  await service.destroy("globex");
  expect([world.live(), world.files()]).toEqual([[], []]);
});

it("a call in the queue gives its place up when its caller goes away", async () => {
  const service = await world.start({ concurrency: 1 });
  const first = service.up("acme");
  await until(isHeld, "the POST");
  const waiting = service.up("globex", app());
  waiting.abort();
  expect((await waiting).error).toMatchObject({ name: "Aborted" });
  expect((await service.call("health")).result).toEqual({ running: 1, queued: 0, locked: [] });
  await first;
  expect(world.requests("POST")).toBe(2);
});
