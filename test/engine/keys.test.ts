/** The lines that tell a user about the key and the address. */
import { AuthConfig } from "pulumi-composio";
import { emulatedBackend } from "../support/emulated-stack";
import type { Operation, StackOptions, TestStack } from "../support/engine/stack";
import { itOfDynamic } from "../support/it-of-dynamic";

const STALE =
  "On refresh and destroy the engine uses the stack's config of the last `up`, its key included: set COMPOSIO_API_KEY, or use --run-program.";
const WHERE = "Set COMPOSIO_API_KEY, or run `pulumi config set --secret composio:apiKey`.";

jest.setTimeout(60_000);

const world = emulatedBackend();
let stack: TestStack;

const open = async (options: Partial<StackOptions>): Promise<void> => {
  stack = await world.backend.stack("dev", {
    program: async () => {
      new AuthConfig("github", { toolkit: "github" });
    },
    ...options,
  });
};

const errors = ({ diagnostics }: Operation): string[] =>
  diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message.trim());

it("finds key and address in the stack's config, says so, and never prints the key", async () => {
  await open({
    config: { "composio:baseUrl": world.emulator.url },
    secretConfig: { "composio:apiKey": world.emulator.apiKey },
  });
  const up = await stack.up();

  expect(up.diagnostics.map(({ severity, message }) => [severity, message.trim()])).toEqual([
    [
      "info",
      `Composio: ${world.emulator.url}, API key from stack config composio:apiKey (…${world.emulator.apiKey.slice(-4)})`,
    ],
  ]);
  expect([...new Set(world.emulator.requests.map(({ key }) => key))]).toEqual(["ok"]);
  expect((await stack.destroy()).ok).toBe(true);
  expect(stack.output).not.toContain(world.emulator.apiKey);
  expect(stack.backend.allBytes().includes(world.emulator.apiKey)).toBe(false);
}, 90_000);

// Through the plugin the engine encrypts it, by the schema: test/languages/misuse.test.ts.
itOfDynamic(
  "warns of a key that stands in plain text in the stack's config",
  async () => {
    await open({ config: { "composio:baseUrl": world.emulator.url, "composio:apiKey": world.emulator.apiKey } });
    const preview = await stack.preview();

    expect(
      preview.diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message.trim()),
    ).toEqual([
      "composio:apiKey stands in plain text in this stack's config, and so in its state. Run: pulumi config set --secret composio:apiKey",
    ]);
  },
  90_000,
);

it("warns of two different keys, and says which is used", async () => {
  await open({
    env: world.access,
    secretConfig: { "composio:apiKey": "ak_an0ther_key" },
  });
  const up = await stack.up();

  const warnings = up.diagnostics.filter(({ severity }) => severity === "warning");
  expect([up.ok, warnings.map(({ message }) => message.trim())]).toEqual([
    true,
    ["COMPOSIO_API_KEY and the stack's composio:apiKey are different keys: COMPOSIO_API_KEY is used."],
  ]);
}, 90_000);

it("says where to set a missing key, and on destroy why the key of the config may be old", async () => {
  await open({ env: { COMPOSIO_BASE_URL: world.emulator.url } });
  expect(errors(await stack.up())[0]).toBe(`No Composio API key is set. ${WHERE}`);

  stack.env.COMPOSIO_API_KEY = world.emulator.apiKey;
  expect((await stack.up()).ok).toBe(true);
  delete stack.env.COMPOSIO_API_KEY;

  for (const operation of [await stack.refresh(), await stack.destroy()]) {
    expect([operation.ok, errors(operation)[0]]).toEqual([
      false,
      expect.stringContaining(`No Composio API key is set. ${WHERE} ${STALE}`),
    ]);
  }
}, 90_000);

it("says where a refused key came from", async () => {
  await open({ env: { COMPOSIO_BASE_URL: world.emulator.url, COMPOSIO_API_KEY: "ak_wr0ng_key" } });
  for (const operation of [await stack.preview(), await stack.up()]) {
    expect(errors(operation)[0]).toMatch(
      /^Could not read toolkit github: the API answered 401, ".*"\..* Request id [0-9a-f-]{36}\. The key came from COMPOSIO_API_KEY: set it to a key of this project\.$/,
    );
    expect(operation.output).not.toContain("ak_wr0ng_key");
  }
}, 90_000);

it("refuses to send a key over plain http to another machine", async () => {
  await open({ env: { COMPOSIO_API_KEY: "ak_4711_secret", COMPOSIO_BASE_URL: "http://composio.example" } });
  const up = await stack.up();

  expect(errors(up)[0]).toBe(
    "Refusing to send an API key over plain http to composio.example. Use https, or set COMPOSIO_ALLOW_INSECURE_HTTP=1 if you trust the way there.",
  );
}, 90_000);
