/** The provider's own inputs, and which key, address and name follow from them. */
import { startEmulator } from "../../src/emulator";
import { withEmulator } from "../support/emulator";
import { encrypted, Served } from "../support/plugin/served";

jest.setTimeout(30_000);

it(
  "makes the key secret, and names every mistake in a line of its own",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator);
    expect(
      encrypted(await plugin.checkConfig({ apiKey: "ak_1", baseUrl: "https://api.example", version: "1.2.3" })),
    ).toEqual({
      inputs: { apiKey: "[secret]", baseUrl: "https://api.example", version: "1.2.3" },
      failures: [],
    });
    expect((await plugin.checkConfig({ apikey: "ak_1", validate: "never", maxRequests: "1000" })).failures).toEqual([
      "apikey: is not an input of the provider; did you mean apiKey?",
      'validate: must be "local", but got: never',
      "COMPOSIO_MAX_REQUESTS (or composio:maxRequests) must be a whole number from 1 to 256, but got: 1000",
    ]);
  }),
);

it(
  "never replaces a provider, whatever changes",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator);
    expect(await plugin.diffConfig({ apiKey: "ak_1" }, { apiKey: "ak_2" })).toEqual({ isChanged: true, replaces: [] });
    expect(await plugin.diffConfig({ apiKey: "ak_1" }, { apiKey: "ak_1" })).toEqual({ isChanged: false, replaces: [] });
  }),
);

it(
  "asks with an explicit provider's own key and address, and with the environment's before the stack's",
  withEmulator(async (emulator) => {
    const other = await startEmulator();
    try {
      const own = new Served(emulator);
      await own.configure({ name: "eu", args: { apiKey: other.apiKey, baseUrl: other.url } });
      await own.create((await own.check("github", { toolkit: "github" })).inputs);
      const ofStack = new Served(emulator);
      await ofStack.configure({ name: "default_1_2_3", args: { apiKey: "ak_of_stack", baseUrl: other.url } });
      await ofStack.create((await ofStack.check("notion", { toolkit: "notion" })).inputs);

      expect(other.authConfigs().map(({ toolkit }) => toolkit)).toEqual(["github"]);
      expect(emulator.authConfigs().map(({ toolkit }) => toolkit)).toEqual(["notion"]);
      expect(own.lines).toContain(`Composio: ${other.url}, API key from its own provider (…${other.apiKey.slice(-4)})`);
      expect(ofStack.lines).toContain(
        `Composio: ${emulator.url}, API key from COMPOSIO_API_KEY (…${emulator.apiKey.slice(-4)})`,
      );
      expect(ofStack.warnings.map(({ message }) => message)).toEqual([
        "COMPOSIO_API_KEY and the stack's composio:apiKey are different keys: COMPOSIO_API_KEY is used.",
      ]);
    } finally {
      await other.close();
    }
  }),
);

it(
  "replaces an auth config that moves to another provider",
  withEmulator(async (emulator) => {
    const first = new Served(emulator);
    const { inputs } = await first.check("github", { toolkit: "github" });
    const { id, state } = await first.create(inputs);
    const other = new Served(emulator);
    await other.configure({ name: "eu", args: {} });
    const { inputs: moved } = await other.check("github", { toolkit: "github" }, inputs);
    expect(await other.diff(id, state, moved)).toMatchObject({ isChanged: true, replaces: ["provider"] });
  }),
);

it(
  "says in one line what to do without a key",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator, { COMPOSIO_API_KEY: "" });
    const { inputs, failures } = await plugin.check("github", { toolkit: "github" });
    expect(failures).toEqual([]);
    await expect(plugin.create(inputs)).rejects.toThrow(
      /^No Composio API key is set\. Set COMPOSIO_API_KEY, or run `pulumi config set --secret composio:apiKey`\.$/,
    );
  }),
);
