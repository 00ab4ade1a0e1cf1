/** A name of the user's own, which a create gets by its last request: what a failure of that leaves, and who may see it. */
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { AuthConfig } from "pulumi-composio";
import { emulatedStack } from "../support/emulated-stack";

let options: CustomResourceOptions = {};
const world = emulatedStack(async () => {
  new AuthConfig("app", { toolkit: "github", name: "Ours", enabled: false }, options);
});

beforeEach(() => {
  options = {};
});

const RENAME = { method: "PATCH", path: "auth_configs/[^/]+$" };
const live = () => world.emulator.authConfigs().filter(({ deleted }) => !deleted);
const wrote = () =>
  world.emulator.requests
    .filter(({ method }) => method !== "GET")
    .map(({ method, path }) => `${method} ${path.split("/").slice(4).join("/")}`);
const TEMPORARY = /^Ours-[0-9a-f]{16}-[0-9a-f]{8}$/;

/** Its name, and what is left to do, in the inputs and outputs of the state. */
const held = () => {
  const { inputs, outputs, id } = world.stack.resource("app");
  return { id, names: [inputs?.name, outputs?.name], left: outputs?.__leftToDo };
};

async function halfMade(): Promise<string> {
  world.emulator.failNext({ kind: "status", status: 400, ...RENAME });
  const up = await world.stack.up();
  const [made] = live();
  expect([up.ok, up.output, made?.name]).toEqual([
    false,
    expect.stringContaining(`Could not update auth config ${made?.id}: the API answered 400`),
    expect.stringMatching(TEMPORARY),
  ]);
  return `${made?.id}`;
}

it("costs one more request at the end, or none if another request is needed anyway", async () => {
  expect((await world.stack.up()).ok).toBe(true);
  const [made] = live();
  expect([made?.name, wrote()]).toEqual(["Ours", ["POST ", `PATCH ${made?.id}/DISABLED`, `PATCH ${made?.id}`]]);
  expect((await world.stack.refresh({ expectNoChanges: true })).ok).toBe(true);
});

it("keeps the wanted name in the state of a half-made auth config, also after a refresh, and the next up sets it", async () => {
  const id = await halfMade();
  const wanted = { id, names: ["Ours", "Ours"], left: ["name"] };
  expect(held()).toEqual(wanted);
  expect((await world.stack.refresh()).ok).toBe(true);
  expect(held()).toEqual(wanted);
  // An up takes ignored inputs from the state, so the name must stand there.
  options = { ignoreChanges: ["name"] };
  expect((await world.stack.up()).ok).toBe(true);
  expect([held(), live().map(({ name }) => name)]).toEqual([{ ...wanted, left: undefined }, ["Ours"]]);
  expect((await world.stack.up({ expectNoChanges: true })).ok).toBe(true);
}, 90_000);

it("becomes the wanted name by the next up without a refresh too, whatever ignoreChanges names", async () => {
  const id = await halfMade();
  options = { ignoreChanges: ["name"] };
  expect((await world.stack.up()).ok).toBe(true);
  expect(live().map((config) => [config.id, config.name])).toEqual([[id, "Ours"]]);
}, 90_000);

it("is replaced by a request that is sent again while a replica does not know the auth config yet", async () => {
  world.emulator.failNext({ kind: "stale", times: 2, ...RENAME });
  const up = await world.stack.up();
  expect([up.ok ? "ok" : up.output, live().map(({ name }) => name)]).toEqual(["ok", ["Ours"]]);
}, 90_000);

it("leaves a half-made auth config if a replica does not know it for 10 s, and the next up finishes it", async () => {
  world.emulator.failNext({ kind: "stale", times: 5, ...RENAME });
  const up = await world.stack.up();
  const [made] = live();
  expect([up.ok, up.output]).toEqual([
    false,
    expect.stringContaining(`Could not update auth config ${made?.id}: the API answered 404`),
  ]);
  expect(up.output).not.toContain("pulumi refresh");
  expect(held()).toEqual({ id: made?.id, names: ["Ours", "Ours"], left: ["name"] });
  expect((await world.stack.up()).ok).toBe(true);
  expect(live().map(({ id, name }) => [id, name])).toEqual([[made?.id, "Ours"]]);
}, 90_000);
