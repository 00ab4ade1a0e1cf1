/** `adopt: true`: taking over what somebody made by hand, and what is refused. */
import type { AuthConfigArgs } from "pulumi-composio";
import { AuthConfig } from "pulumi-composio";
import { emulatedStack } from "../support/emulated-stack";

const world = emulatedStack(async () => {});

const notion: AuthConfigArgs = {
  toolkit: "notion",
  authScheme: "OAUTH2",
  name: "Notion",
  credentials: { client_id: "app-1", client_secret: "abcd-s3cr3t" },
};
const live = () => world.emulator.authConfigs().filter(({ deleted }) => !deleted);
const byHand = () =>
  world.emulator.addAuthConfig({
    toolkit: "notion",
    name: "Notion",
    auth_scheme: "OAUTH2",
    credentials: { client_id: "by-hand", client_secret: "by-hand" },
    status: "DISABLED",
  });
const declare = (args: AuthConfigArgs) => {
  world.stack.program = async () => {
    new AuthConfig("notion", args);
  };
};

it("adopts the existing auth config, updates it as the program says, and manages it from then on", async () => {
  const { id } = byHand();
  world.emulator.connectAccount(id);
  world.emulator.addAuthConfig({ toolkit: "notion", name: "Notion", auth_scheme: "API_KEY" });
  world.emulator.addAuthConfig({ toolkit: "notion", name: "Notion" });
  declare({ ...notion, adopt: true });

  expect((await world.stack.up()).ok).toBe(true);
  expect([world.stack.resource("notion").id, live().length, live()[0]]).toEqual([
    id,
    3,
    expect.objectContaining({
      id,
      status: "ENABLED",
      credentials: expect.objectContaining({ client_id: "app-1", client_secret: "abcd-s3cr3t" }),
    }),
  ]);
  expect((await world.stack.refresh({ expectNoChanges: true })).ok).toBe(true);

  // The option may go again, and the one that was adopted is guarded and deleted like any other.
  declare(notion);
  expect((await world.stack.up()).ok).toBe(true);
  const refused = await world.stack.destroy();
  expect([refused.ok, refused.output]).toEqual([
    false,
    expect.stringContaining(`Could not delete auth config ${id}: 1 account is connected through it`),
  ]);
  world.stack.env.COMPOSIO_FORCE_DESTROY = "1";
  expect((await world.stack.destroy()).ok).toBe(true);
  expect(live()).toHaveLength(2);
}, 120_000);

it("makes an auth config if there is none, and fails if there are several", async () => {
  declare({ ...notion, adopt: true });
  expect((await world.stack.up()).ok).toBe(true);
  expect(live()).toHaveLength(1);

  const ids = [byHand().id, byHand().id];
  world.stack.program = async () => {
    new AuthConfig("notion", notion);
    new AuthConfig("second", { ...notion, adopt: true });
  };
  const up = await world.stack.up();
  expect([up.ok, up.output]).toEqual([
    false,
    expect.stringMatching(
      /Could not adopt auth config "Notion" \(toolkit notion\): there are 3 of that name, scheme and kind: .*\. Bring the right one in/,
    ),
  ]);
  for (const id of ids) expect(up.output).toContain(id);
}, 90_000);

it("does not adopt the auth config of another resource of the stack, whichever comes first", async () => {
  declare(notion);
  await world.stack.up();
  const held = world.stack.resource("notion").id;

  world.stack.program = async () => {
    const holder = new AuthConfig("notion", notion);
    new AuthConfig("second", { ...notion, adopt: true }, { dependsOn: holder });
  };
  const after = await world.stack.up();
  expect([after.ok, after.output]).toEqual([
    false,
    expect.stringContaining(`${held} is held by another resource of this stack already`),
  ]);

  world.stack.program = async () => {
    const adopter = new AuthConfig("second", { ...notion, adopt: true });
    new AuthConfig("notion", notion, { dependsOn: adopter });
  };
  const before = await world.stack.up();
  expect([before.ok, before.output]).toEqual([
    false,
    expect.stringContaining(
      `Auth config ${held} is held by the resource "notion", and was adopted by "second" in this run.`,
    ),
  ]);
  expect(live()).toHaveLength(1);
}, 120_000);

it("keeps an adopted auth config when its replacement adopts it again", async () => {
  const { id } = byHand();
  declare({ ...notion, adopt: true });
  await world.stack.up();
  const { urn } = world.stack.resource("notion");

  const up = await world.stack.up({ replace: [urn] });
  expect([up.ok ? "ok" : up.output, live().map((each) => each.id), world.stack.resource("notion").id]).toEqual([
    "ok",
    [id],
    id,
  ]);
  expect((await world.stack.up({ expectNoChanges: true })).ok).toBe(true);

  declare({ toolkit: "gmail", name: "Gmail" });
  expect((await world.stack.up()).ok).toBe(true);
  expect(live().map(({ toolkit }) => toolkit)).toEqual(["gmail"]);
}, 120_000);
