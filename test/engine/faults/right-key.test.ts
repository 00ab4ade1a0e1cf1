/** An id of another project does not exist: a key that is wrong, but valid, must not make everything look deleted. */
import type { AuthConfigArgs } from "pulumi-composio";
import { AuthConfig } from "pulumi-composio";
import { emulatedStack } from "../../support/emulated-stack";
import type { Operation } from "../../support/engine/stack";

let declared: AuthConfigArgs;
const world = emulatedStack(async () => {
  new AuthConfig("gmail", declared);
});

beforeEach(() => {
  declared = { toolkit: "gmail" };
});

const errors = ({ ok, diagnostics }: Operation): [boolean, string | undefined] => [
  ok,
  diagnostics.find(({ severity }) => severity === "error")?.message.trim(),
];
const live = () => world.emulator.authConfigs().filter(({ deleted }) => !deleted);

it("fails refresh, update and destroy, and leaves the state as it is", async () => {
  const { emulator, stack } = world;
  expect((await stack.up()).ok).toBe(true);
  const { id, outputs } = stack.resource("gmail");
  stack.env.COMPOSIO_API_KEY = emulator.addProject().apiKey;

  const refusal = expect.stringContaining(
    `Auth config ${id} does not exist under the API key from COMPOSIO_API_KEY, but it was last seen under another key or address, ` +
      "and an id of another Composio project does not exist. Use the key of its project; if it is really gone, set COMPOSIO_ACCEPT_GONE=1 for this run.",
  );
  expect(errors(await stack.refresh())).toEqual([false, refusal]);
  expect(errors(await stack.destroy())).toEqual([false, refusal]);
  declared = { toolkit: "gmail", enabled: false };
  expect(errors(await stack.up())).toEqual([false, refusal]);
  declared = { toolkit: "gmail", forceDestroy: true };
  expect((await stack.up()).ok).toBe(true);
  expect(errors(await stack.destroy())).toEqual([false, refusal]);

  expect([stack.resource("gmail").id, live().map((config) => config.id)]).toEqual([id, [id]]);
  expect(stack.resource("gmail").outputs?.__lastSeenBy).toBe(outputs?.__lastSeenBy);
}, 180_000);

it("believes that the auth config is gone if the user says so, for one run", async () => {
  const { emulator, stack } = world;
  expect((await stack.up()).ok).toBe(true);
  const other = emulator.addProject();
  stack.env.COMPOSIO_API_KEY = other.apiKey;
  stack.env.COMPOSIO_ACCEPT_GONE = "1";

  expect(await stack.refresh()).toMatchObject({ ok: true, changes: { delete: 1 } });
  expect((await stack.up()).ok).toBe(true);
  expect(other.authConfigs()).toHaveLength(1);
  expect((await stack.destroy()).ok).toBe(true);
  expect([live().length, other.authConfigs().filter(({ deleted }) => !deleted)]).toEqual([1, []]);
}, 180_000);

it("trusts a new key or address after its first answer for the auth config", async () => {
  const { emulator, stack } = world;
  expect((await stack.up()).ok).toBe(true);
  const { id, outputs } = stack.resource("gmail");
  // The same project under another address, as after a key was rotated.
  stack.env.COMPOSIO_BASE_URL = emulator.url.replace("127.0.0.1", "localhost");
  expect((await stack.refresh()).ok).toBe(true);
  expect(stack.resource("gmail").outputs?.__lastSeenBy).not.toBe(outputs?.__lastSeenBy);

  emulator.changeByHand(id ?? "", { deleted: true });
  world.passMinutes(2);
  expect(await stack.refresh()).toMatchObject({ ok: true, changes: { delete: 1 } });
}, 180_000);

it("says once which of two keys is used", async () => {
  const { stack } = world;
  await stack.setConfig({ "composio:apiKey": { value: "ak_of_the_stack", secret: true } });
  const up = await stack.up();
  const warnings = up.diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message.trim());
  expect([up.ok, warnings]).toEqual([
    true,
    ["COMPOSIO_API_KEY and the stack's composio:apiKey are different keys: COMPOSIO_API_KEY is used."],
  ]);
  expect(up.output).not.toContain("ak_of_the_stack");
}, 90_000);
