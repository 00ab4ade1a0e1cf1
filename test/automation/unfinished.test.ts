/** Calls that were killed or lost their answer: what comes next leaves nothing at Composio, and needs no operator. */
import { until } from "../kill/project";
import { installS3 } from "./s3";
import { app, secret, World } from "./world";

// A test in full kills ten times.
jest.setTimeout(900_000);

const isFull = process.env.TEST_FULL === "1";
const hasS3 = installS3() === undefined;

interface Kill {
  scope: "service" | "tree";
  bucket: boolean;
  /** The number of the moment: each is one request later than the one before. */
  moments: number[];
  next: "destroy" | "up";
}

/** An `up` sends some seven requests; the last moment is when they have all been sent. */
const ten = Array.from({ length: 10 }, (_, index) => index);
const kills: Kill[] = isFull
  ? (["service", "tree"] as const).flatMap((scope) =>
      [false, ...(hasS3 ? [true] : [])].map((bucket) => ({ scope, bucket, moments: ten, next: "destroy" as const })),
    )
  : [
      { scope: "tree", bucket: false, moments: [6], next: "destroy" },
      { scope: "service", bucket: false, moments: [6], next: "up" },
    ];

it.each(kills)("SIGKILL of the $scope (bucket: $bucket), restart, recover(), then $next", async (kill) => {
  const world = await World.open({ latencyMs: 400, bucket: kill.bucket });
  try {
    const usual = await usualTime(world);
    for (const moment of kill.moments) await killAt(world, kill, moment, usual);
    const last = await world.start();
    for (const { name } of customersOf(kill)) {
      const { result, error } = await last.destroy(name);
      expect([name, error, result?.takenOver]).toEqual([name, undefined, []]);
    }
    expect(world.live()).toEqual([]);
    if (!kill.bucket) expect(world.files()).toEqual([]);
  } finally {
    await world.close();
  }
});

const customersOf = ({ moments }: Kill) => moments.map((moment) => ({ name: `killed-${moment}` }));

async function usualTime(world: World): Promise<number> {
  const service = await world.start();
  const { startedAt, endedAt } = await service.up("usual");
  await service.destroy("usual");
  await service.kill("SIGTERM");
  return endedAt - startedAt;
}

async function killAt(world: World, { scope, next }: Kill, moment: number, usual: number): Promise<void> {
  const name = `killed-${moment}`;
  const service = await world.start();
  const since = world.emulator.requests.length;
  const call = service.up(name);
  let hasEnded = false;
  void call.then(() => {
    hasEnded = true;
  });
  const asked = () => world.emulator.requests.length - since;
  await until(() => asked() >= moment + 1 || hasEnded || world.requests("POST") % 2 === 1, "the moment to kill at");
  await service.kill("SIGKILL", scope);

  const restarted = await world.start();
  const [recovery, innocent] = await Promise.all([restarted.call("recover"), restarted.up(`innocent-${moment}`)]);
  expect(recovery.result.failed).toEqual([]);
  expect(innocent.error).toBeUndefined();
  // Only a run in full has the machine for itself.
  if (isFull) expect(innocent.endedAt - innocent.startedAt).toBeLessThan(2 * usual);

  const after = next === "up" ? await restarted.up(name) : await restarted.destroy(name);
  expect(after.error).toBeUndefined();
  await restarted.up(name);
  await restarted.destroy(`innocent-${moment}`);
  expect(world.live().map(({ toolkit }) => toolkit)).toEqual(expect.arrayContaining(["github", "notion"]));
  expect(world.live()).toHaveLength(2);
  await restarted.destroy(name);
  expect(world.live()).toEqual([]);
  await restarted.kill("SIGTERM");
}

it("a destroy takes over what a killed up may have made, without the customer's environment, and says so", async () => {
  const world = await World.open({ latencyMs: 400 });
  try {
    const service = await world.start();
    const call = service.up("acme");
    await until(() => world.requests("POST") === 2, "the POSTs");
    await service.kill("SIGKILL", "tree");
    expect(call.steps.at(-1)).toMatchObject({ state: "resource", phase: "started" });

    const restarted = await world.start();
    const { result, steps } = await restarted.destroy("acme");
    const resources = steps.flatMap((step) => (step.state === "takingOver" ? step.resources : []));
    expect([result.takenOver.sort(), resources.sort()]).toEqual([
      ["github", "notion"],
      ["github", "notion"],
    ]);
    expect(steps.map(({ state }) => state)).toContain("unlocked");
    expect(
      world.emulator
        .authConfigs()
        .map(({ toolkit, deleted }) => [toolkit, deleted])
        .sort(),
    ).toEqual([
      ["github", true],
      ["notion", true],
    ]);
    expect(world.files()).toEqual([]);
    expect(world.backend.allBytes().includes(secret)).toBe(false);
  } finally {
    await world.close();
  }
});

it("an up whose program declares less than the killed one deletes what that may have made", async () => {
  const world = await World.open({ latencyMs: 400 });
  try {
    const service = await world.start();
    void service.up("acme");
    await until(() => world.requests("POST") === 2, "the POSTs");
    await service.kill("SIGKILL", "tree");

    const restarted = await world.start();
    const { result, error } = await restarted.up("acme", { ...app(), WITHOUT_NOTION: "1" });
    expect(error).toBeUndefined();
    expect(Object.keys(result.outputs.session.value.authConfigs)).toEqual(["github"]);
    expect(world.live().map(({ toolkit }) => toolkit)).toEqual(["github"]);
    expect((await restarted.destroy("acme")).result).toEqual({ takenOver: [] });
    expect(world.live()).toEqual([]);
  } finally {
    await world.close();
  }
});

it("a destroy in another process takes over a create whose answer was lost", async () => {
  const world = await World.open();
  try {
    const service = await world.start();
    world.emulator.failNext({ kind: "reset-after", method: "POST", path: "/auth_configs" });
    // The first listing is for all creates; the second is the look for the one that was lost.
    world.emulator.failNext({ kind: "status", status: 403, method: "GET", path: "/auth_configs", after: 1 });
    const { error } = await service.up("acme");
    expect(error?.failures).toEqual([
      { resource: expect.any(String), message: expect.stringContaining("may have been made all the same") },
    ]);
    expect(error?.message).not.toContain("pulumi up");
    expect(world.live()).toHaveLength(2);
    await service.kill("SIGTERM");

    const other = await world.start();
    const failures = error?.failures as { resource: string }[] | undefined;
    expect((await other.destroy("acme")).result).toEqual({ takenOver: failures?.map(({ resource }) => resource) });
    expect([world.live(), world.files()]).toEqual([[], []]);
    expect(world.emulator.authConfigs()).toHaveLength(2);
  } finally {
    await world.close();
  }
});
