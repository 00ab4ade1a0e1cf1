/** Calls that were killed or lost their answer: what comes next leaves nothing at Composio, and needs no operator. */
import { until } from "../engine/kill/project";
import { installS3 } from "./s3";
import type { Call } from "./world";
import { app, secret, World } from "./world";

// A test in full kills ten times.
jest.setTimeout(900_000);

const isFull = process.env.TEST_FULL === "1";
const hasS3 = installS3() === undefined;

interface Killed {
  world: World;
  call: Call;
  /** Requests since the call began. */
  requests: (method?: string) => number;
  hasEnded: () => boolean;
}

const done = ({ call }: Killed) =>
  call.steps.filter((step) => step.state === "resource" && step.phase === "done").length;

/** Ten moments in the life of an `up` of two auth configs: it asks for two toolkits and one list, and makes two. */
const moments: Record<string, (killed: Killed) => boolean> = {
  "its begin": ({ call }) => call.steps.some(({ state }) => state === "started"),
  "the first request": ({ requests }) => requests() >= 1,
  "the second request": ({ requests }) => requests() >= 2,
  "the third request": ({ requests }) => requests() >= 3,
  "the first POST": ({ requests }) => requests("POST") >= 1,
  "the second POST": ({ requests }) => requests("POST") >= 2,
  "the first that is made": (killed) => done(killed) >= 1,
  "the second that is made": (killed) => done(killed) >= 2,
  "the end of its engine": ({ world, requests }) => requests("POST") >= 2 && world.locks().length === 0,
  "its end": ({ hasEnded }) => hasEnded(),
};

interface Kill {
  scope: "service" | "tree";
  bucket: boolean;
  at: string[];
  next: "destroy" | "up";
}

const kills: Kill[] = isFull
  ? (["service", "tree"] as const).flatMap((scope) =>
      [false, ...(hasS3 ? [true] : [])].map((bucket) => ({
        scope,
        bucket,
        at: Object.keys(moments),
        next: "destroy" as const,
      })),
    )
  : [{ scope: "tree", bucket: false, at: ["the second POST"], next: "up" }];

it.each(kills)("SIGKILL of the $scope (bucket: $bucket), restart, recover(), then $next", async (kill) => {
  const world = await World.open({ latencyMs: 400, bucket: kill.bucket });
  try {
    const usual = await usualTime(world);
    for (const [index, moment] of kill.at.entries()) await killAt(world, kill, `killed-${index}`, moment, usual);
    expect(world.live()).toEqual([]);
    if (!kill.bucket) expect(world.files()).toEqual([]);
  } finally {
    await world.close();
  }
});

async function usualTime(world: World): Promise<number> {
  const service = await world.start();
  const { startedAt, endedAt } = await service.up("usual");
  await service.destroy("usual");
  await service.kill("SIGTERM");
  return endedAt - startedAt;
}

async function killAt(world: World, kill: Kill, name: string, moment: string, usual: number): Promise<void> {
  const { scope, next } = kill;
  const service = await world.start();
  const since = world.emulator.requests.length;
  const call = service.up(name);
  let hasEnded = false;
  void call.then(() => {
    hasEnded = true;
  });
  const requests = (method?: string) =>
    world.emulator.requests.slice(since).filter((request) => method === undefined || request.method === method).length;
  const killed = { world, call, requests, hasEnded: () => hasEnded };
  await until(() => moments[moment]?.(killed) || hasEnded, moment);
  await service.kill("SIGKILL", scope);

  const restarted = await world.start();
  const [recovery, innocent] = await Promise.all([restarted.call("recover"), restarted.up(`innocent-of-${name}`)]);
  expect(recovery.result.failed).toEqual([]);
  expect(innocent.error).toBeUndefined();
  // Only a run in full has the machine for itself.
  if (isFull) expect(innocent.endedAt - innocent.startedAt).toBeLessThan(2 * usual);

  const after = next === "up" ? await restarted.up(name) : await restarted.destroy(name);
  expect(after.error).toBeUndefined();
  await restarted.up(name);
  await restarted.destroy(`innocent-of-${name}`);
  expect(world.live().map(({ toolkit }) => toolkit)).toEqual(expect.arrayContaining(["github", "notion"]));
  expect(world.live()).toHaveLength(2);
  await restarted.destroy(name);
  expect(world.live()).toEqual([]);
  await restarted.kill("SIGTERM");
}

it("a destroy takes over the auth configs that a killed up may have made, without the customer's environment, and says so", async () => {
  const world = await World.open({ latencyMs: 400 });
  try {
    const service = await world.start();
    world.emulator.failNext({ kind: "timeout-after", method: "POST", path: "/auth_configs", times: 2 });
    const call = service.up("acme");
    await until(() => world.requests("POST") === 2, "the POSTs");
    await service.kill("SIGKILL", "tree");
    expect(call.steps).toContainEqual(expect.objectContaining({ state: "resource", phase: "started" }));

    const restarted = await world.start();
    const { result, steps } = await restarted.destroy("acme");
    const resources = steps.flatMap((step) => (step.state === "takingOver" ? step.resources : []));
    expect([result.takenOver.sort(), [...new Set(resources)].sort()]).toEqual([
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

it("an up deletes the auth configs that a killed up may have made and its own program does not declare", async () => {
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
