/** Several services that share nothing but the state backend: a folder, or a bucket as several machines have it. */
import * as os from "node:os";
import { until } from "../engine/kill/project";
import { installS3 } from "./s3";
import { World } from "./world";

jest.setTimeout(240_000);

const missing = installS3();

/** A short run takes the bucket alone if it can be had: what differs between the two is the CLI's. */
const backends = [
  { backend: "a folder", bucket: false, isLong: missing === undefined },
  { backend: `a bucket${missing ? ` (skipped: ${missing})` : ""}`, bucket: true, isLong: false },
].filter(({ isLong }) => !isLong || process.env.TEST_FULL === "1");

describe.each(backends)("two services over $backend", ({ bucket }) => {
  const test = bucket && missing ? it.skip : it;
  let world: World;
  beforeEach(async () => {
    world = await World.open({ latencyMs: 500, bucket });
  });
  afterEach(() => world.close());

  test("work on two stacks at once, and each goes on from the state that the other left", async () => {
    const [one, other] = await Promise.all([world.start(), world.start()]);
    const first = await Promise.all([one.up("acme"), other.up("globex")]);
    expect(world.live()).toHaveLength(4);
    const swapped = await Promise.all([other.up("acme"), one.up("globex")]);
    expect(swapped.map(({ result }) => result)).toEqual(first.map(({ result }) => result));
    await Promise.all([one.destroy("globex"), other.destroy("acme")]);
    expect(world.live()).toEqual([]);
    if (world.s3) expect(world.s3.objects().filter((key) => !/meta\.yaml$/.test(key))).toEqual([]);
  });

  test("tell the second caller of a stack who has it; one that may wait gets the same session", async () => {
    const [one, hasty, patient] = await Promise.all([
      world.start(),
      world.start(),
      world.start({ lockTimeoutMs: 60_000, concurrency: 1 }),
    ]);
    const first = one.up("acme");
    await until(() => world.requests("POST") > 0, "the POST");
    const held = one.hold();
    const waiting = patient.up("acme");
    const refused = await hasty.up("acme");
    expect(refused.error).toMatchObject({ name: "Locked", host: os.hostname(), pid: expect.any(Number) });
    const owner = { name: "acme", host: os.hostname(), pid: refused.error?.pid, user: expect.any(String) };
    expect((await hasty.call("health")).result.locked).toEqual([{ ...owner, since: refused.error?.since }]);

    world.s3?.missNext(/\/\.pulumi\/locks\/[^?]*\.json/);
    await until(() => world.s3?.missed.length !== 0, "the look at a lock that is gone by then");
    held.goOn();
    const { result } = await first;
    expect((await waiting).result).toEqual(result);
    expect([world.live().length, world.s3?.missed.length ?? 1]).toEqual([2, 1]);
  });
});
