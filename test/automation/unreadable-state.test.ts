/** A stack whose state can't be looked at for a moment keeps it: `pulumi stack init` would write an empty one over it. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { until } from "../engine/kill/project";
import { installS3 } from "./s3";
import { app, World } from "./world";

jest.setTimeout(180_000);

const hasS3 = installS3() === undefined;

/** A killed engine may have begun to write the file of attributes that a file backend keeps beside each file. */
const truncateAttributes = ({ backend }: World, file: string) =>
  fs.truncateSync(path.join(backend.folder, `state/.pulumi/stacks/acme-auth/${file}.attrs`));

const writes = ({ emulator }: World) =>
  emulator.requests.filter(({ method, path: route }) => method !== "GET" && route.includes("/auth_configs")).length;

it("goes on with a stack of a file backend whose attributes are not written to their end", async () => {
  const world = await World.open();
  try {
    const service = await world.start();
    expect((await service.up("acme")).error).toBeUndefined();
    const [made, sent] = [world.live(), writes(world)];
    truncateAttributes(world, "acme.json");
    expect((await service.up("acme")).error).toBeUndefined();
    expect([world.live(), writes(world)]).toEqual([made, sent]);
    truncateAttributes(world, "acme.json");
    expect((await service.destroy("acme")).error).toBeUndefined();
    expect([world.live(), world.files()]).toEqual([[], []]);
  } finally {
    await world.close();
  }
});

it("goes on with it after a kill, too", async () => {
  const world = await World.open({ latencyMs: 400 });
  try {
    const service = await world.start();
    expect((await service.up("acme")).error).toBeUndefined();
    const made = world.live();
    const call = service.up("acme", { ...app("a secret of its second year") });
    await until(() => world.requests("PATCH") === 1, "the PATCH");
    await service.kill("SIGKILL", "tree");
    truncateAttributes(world, "acme.json");
    expect(call.steps).not.toContainEqual(expect.objectContaining({ state: "done" }));

    const restarted = await world.start();
    const { result } = await restarted.call("recover");
    expect([result.failed, result.unlocked.length, result.workFolders]).toEqual([[], 1, 1]);
    expect((await restarted.up("acme")).error).toBeUndefined();
    expect([world.live(), world.requests("POST")]).toEqual([made, 2]);
  } finally {
    await world.close();
  }
});

(hasS3 ? it : it.skip)("leaves a state alone that a bucket does not show", async () => {
  const world = await World.open({ bucket: true });
  try {
    const service = await world.start();
    expect((await service.up("acme")).error).toBeUndefined();
    const [made, sent] = [world.live(), writes(world)];
    world.s3?.refuseNext(/acme-auth\/acme\.json/);
    expect((await service.up("acme")).error).toMatchObject({ name: "Failed" });
    expect((await service.up("acme")).error).toBeUndefined();
    expect([world.live(), writes(world)]).toEqual([made, sent]);
  } finally {
    await world.close();
  }
});

it("makes a stack though a killed engine has left a lock and no state", async () => {
  const world = await World.open();
  try {
    const locks = path.join(world.backend.folder, "state/.pulumi/locks/organization/acme-auth/acme");
    fs.mkdirSync(locks, { recursive: true });
    const lock = { pid: 2 ** 22 + 1, username: "me", hostname: os.hostname(), timestamp: new Date().toISOString() };
    fs.writeFileSync(path.join(locks, "of-a-killed-engine.json"), JSON.stringify(lock));
    const service = await world.start();
    const { error, steps } = await service.up("acme");
    expect(error).toBeUndefined();
    expect(steps.filter(({ state }) => state === "unlocked")).toHaveLength(1);
    expect([
      world
        .live()
        .map(({ toolkit }) => toolkit)
        .sort(),
      world.locks(),
    ]).toEqual([["github", "notion"], []]);
  } finally {
    await world.close();
  }
});

it("destroys a stack whose tags have attributes that are not written to their end", async () => {
  const world = await World.open();
  try {
    const service = await world.start();
    // Only a create whose answer was lost leaves a tag.
    world.emulator.failNext({ kind: "reset-after", method: "POST", path: "/auth_configs" });
    world.emulator.failNext({ kind: "status", status: 403, method: "GET", path: "/auth_configs", after: 1 });
    expect((await service.up("acme")).error).toMatchObject({ name: "Failed" });
    truncateAttributes(world, "acme.pulumi-tags");
    expect((await service.destroy("acme")).error).toBeUndefined();
    expect([world.live(), world.files()]).toEqual([[], []]);
  } finally {
    await world.close();
  }
});
