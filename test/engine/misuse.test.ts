/** Every mistake that can be found before anything is made: the exact line at preview, and nothing written to the API. */
import type { AuthConfigArgs, ProviderArgs } from "pulumi-composio";
import { AuthConfig, Provider, secretFromEnv } from "pulumi-composio";
import { emulatedStack } from "../support/emulated-stack";
import type { Operation } from "../support/engine/stack";
import { itOfDynamic } from "../support/it-of-dynamic";

let declared: Record<string, AuthConfigArgs>;

const program = async () => {
  for (const [name, args] of Object.entries(declared)) new AuthConfig(name, args);
};
const world = emulatedStack(program);

const SECRET = "s3cr3t-4711";
const own = (credentials: Record<string, string>, more: object = {}): AuthConfigArgs => ({
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials,
  ...more,
});
const app = { client_id: "app-1", client_secret: SECRET };

/** The user's inputs, and the lines that they give. */
const MISTAKES: Array<[string, AuthConfigArgs | Record<string, unknown>, string[]]> = [
  ["unknown-toolkit", { toolkit: "githb" }, ["toolkit: there is no toolkit githb; did you mean github?"]],
  [
    "far-toolkit",
    { toolkit: "zzzzzzzz" },
    ["toolkit: there is no toolkit zzzzzzzz; give the slug of one that Composio has, such as github"],
  ],
  [
    "scheme-not-offered",
    { toolkit: "notion", authScheme: "BASIC" },
    ["authScheme: notion does not offer BASIC; it offers OAUTH2 or API_KEY"],
  ],
  [
    "no-managed-app",
    { toolkit: "perplexityai" },
    ["authScheme: is required, since Composio has no app of its own for perplexityai; it offers API_KEY"],
  ],
  [
    "no-auth-at-all",
    { toolkit: "hackernews" },
    ["toolkit: hackernews needs no auth: leave this auth config out, sessions use the toolkit as it is"],
  ],
  [
    "missing-fields",
    { toolkit: "notion", authScheme: "OAUTH2" },
    [
      "credentials.client_id: is required for OAUTH2 of notion",
      "credentials.client_secret: is required for OAUTH2 of notion",
    ],
  ],
  [
    "misspelled-field",
    own({ client_id: "app-1", client_secrt: SECRET }),
    ["credentials.client_secrt: OAUTH2 of notion knows no such field; did you mean client_secret?"],
  ],
  [
    "scopes-without-oauth",
    { toolkit: "notion", authScheme: "API_KEY", scopes: ["read"] },
    [expect.stringMatching(/^scopes: .*API_KEY/) as unknown as string],
  ],
  [
    "managed-with-credentials",
    { toolkit: "github", credentials: { client_secret: SECRET } },
    [
      "credentials.client_secret: managed auth takes no credentials but scopes and user_scopes; for an app of your own give authScheme, such as OAUTH2",
    ],
  ],
  [
    "unknown-input",
    { toolkit: "github", enable: true },
    ["enable: is not an input of AuthConfig; did you mean enabled?"],
  ],
  ["wrong-type", { toolkit: "github", enabled: "yes" }, ['enabled: must be true or false, but got: "yes"']],
  ["empty-name", { toolkit: "github", name: "" }, ['name: must be a non-empty string, but got: ""']],
  [
    "empty-credential",
    own({ client_id: "app-1", client_secret: "" }),
    ['credentials.client_secret: must be a non-empty value, but got: ""'],
  ],
  [
    "proxy-no-url",
    own(app, { proxyConfig: { proxyUrl: "proxy.example", proxyAuthKey: SECRET } }),
    ["proxyConfig.proxyUrl: must be an http(s) URL, but got: a string"],
  ],
  [
    "several",
    { toolkit: "notion", authScheme: "OAUTH2", enabled: "yes", credentials: { client_id: "app-1" } },
    ['enabled: must be true or false, but got: "yes"', "credentials.client_secret: is required for OAUTH2 of notion"],
  ],
];

/** The mistakes by resource, as the engine shows them. */
function shown({ diagnostics }: Operation): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { severity, message, urn = "" } of diagnostics) {
    if (severity !== "error" || !message.includes("has a problem: ")) continue;
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    found[name] = [...(found[name] ?? []), message.slice(message.indexOf("has a problem: ") + 15).trim()];
  }
  return found;
}

// One preview each: the engine stops at the first resource whose check fails.
it.each(MISTAKES)(
  "%s fails the preview, and writes nothing",
  async (name, args, lines) => {
    declared = { [name]: args as AuthConfigArgs };
    const preview = await world.stack.preview();

    expect([preview.ok, shown(preview)]).toEqual([false, { [name]: lines }]);
    expect(preview.output).not.toContain(SECRET);
    expect(world.emulator.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  },
  90_000,
);

it("warns, and goes on, if the catalogue may be wrong", async () => {
  declared = {
    strange: own({ ...app, something_new: "value" }),
    scarce: own(app, {
      toolkit: "github",
      scopes: ["user"],
      toolAccessConfig: { toolsForConnectedAccountCreation: ["GITHUB_CREATE_AN_ISSUE"] },
    }),
  };
  const up = await world.stack.up();

  const warnings = up.diagnostics.filter(({ severity }) => severity === "warning");
  expect([up.ok, warnings.map(({ message, urn = "" }) => [urn.split("::").pop(), message.trim()]).sort()]).toEqual([
    true,
    [
      ["scarce", expect.stringMatching(/^scopes: do not cover GITHUB_CREATE_AN_ISSUE, which needs /)],
      ["strange", "credentials.something_new: OAUTH2 of notion knows no such field"],
    ],
  ]);
}, 90_000);

it.each<[string, Record<string, string>, string]>([
  ["is unreachable", { COMPOSIO_BASE_URL: "http://127.0.0.1:9" }, "(no answer within 5 s|Could not read toolkit .*)"],
  [
    "gets no key",
    { COMPOSIO_API_KEY: "" },
    "no API key is set, and `pulumi up` needs one. Set COMPOSIO_API_KEY, or run `pulumi config set --secret composio:apiKey`.",
  ],
])(
  "checks the form alone if the API %s, and says so once",
  async (_case, env, reason) => {
    Object.assign(world.stack.env, env);
    declared = { a: { toolkit: "nowhere" }, b: { toolkit: "nobody" } };
    const preview = await world.stack.preview();

    const lines = preview.diagnostics.map(({ message }) => message.trim());
    expect([preview.ok, lines.filter((line) => !line.includes("API key from"))]).toEqual([
      true,
      [
        expect.stringMatching(
          `the provider checked only the form of the inputs, and did not ask which fields the toolkits need: ${reason}`,
        ),
      ],
    ]);
  },
  90_000,
);

it("shows a missing key at preview as a warning of the engine", async () => {
  world.stack.env.COMPOSIO_API_KEY = "";
  declared = { a: { toolkit: "github" }, b: { toolkit: "gmail" } };
  const { ok, diagnostics } = await world.stack.preview();
  expect([ok, diagnostics.map(({ severity }) => severity)]).toEqual([true, ["warning"]]);
}, 90_000);

it.each<[string, Record<string, string>, AuthConfigArgs, RegExp]>([
  ["an answer that refuses the key", { COMPOSIO_API_KEY: "ak_wr0ng_key" }, { toolkit: "github" }, /answered 401/],
  ["a mistake in the inputs", {}, { toolkit: "githb" }, /there is no toolkit githb/],
])(
  "prints %s once",
  async (_case, env, args, said) => {
    Object.assign(world.stack.env, env);
    declared = { only: args };
    const { ok, diagnostics } = await world.stack.preview();
    const told = diagnostics.filter(({ message }) => said.test(message)).map(({ severity }) => severity);
    expect([ok, told, diagnostics.filter(({ severity }) => severity === "info#err")]).toEqual([false, ["error"], []]);
  },
  90_000,
);

it("says once what to do if no key is set, however many resources need one", async () => {
  world.stack.env.COMPOSIO_API_KEY = "";
  declared = { a: { toolkit: "github" }, b: { toolkit: "gmail" }, c: { toolkit: "slack" } };
  const { ok, diagnostics } = await world.stack.up();
  const advice = diagnostics.filter(
    ({ severity, message }) => severity === "error" && message.includes("Set COMPOSIO_API_KEY"),
  );
  expect([ok, advice.length]).toEqual([false, 1]);
}, 90_000);

itOfDynamic.each<[string, () => unknown, string]>([
  ["an auth config", () => new AuthConfig("x", {} as AuthConfigArgs), 'Auth config "x": toolkit is required'],
  ["a provider", () => new Provider("x", {} as ProviderArgs), 'Provider "x": apiKey is required'],
  ["a secret of the environment", () => secretFromEnv(" "), "secretFromEnv: the variable must be a non-empty name"],
])(
  "ends the program without a stack trace: %s",
  async (_case, make, message) => {
    declared = {};
    world.stack.program = async () => void make();
    const { ok, output, diagnostics } = await world.stack.preview();
    const told = diagnostics.filter((diagnostic) => diagnostic.message.includes(message));
    // The SDK tells of an error of an inline program twice, as here.
    expect([ok, told.map(({ severity }) => severity), /^\s+at /m.test(output)]).toEqual([
      false,
      ["error", "error"],
      false,
    ]);
  },
  90_000,
);

it("asks nothing if the program or the stack sets validate to local", async () => {
  declared = { local: { toolkit: "githb", validate: "local" } };
  expect((await world.stack.preview()).ok).toBe(true);
  await world.stack.setConfig({ "composio:validate": { value: "local" } });
  declared = { local: { toolkit: "githb" } };
  expect((await world.stack.preview()).ok).toBe(true);
  expect(world.emulator.requests).toEqual([]);
}, 90_000);

it("asks once for each toolkit and phase, and nothing if nothing has changed", async () => {
  const toolkits = ["github", "gmail", "slack", "notion"];
  declared = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`config-${index}`, { toolkit: toolkits[index % 4] as string }]),
  );
  const asked = () => world.emulator.requests.filter(({ path }) => path.includes("/toolkits/")).map(({ path }) => path);

  expect((await world.stack.preview()).ok).toBe(true);
  expect(new Set(asked()).size).toBe(4);
  expect(asked()).toHaveLength(4);
  expect((await world.stack.up()).ok).toBe(true);
  expect(asked()).toHaveLength(8);

  const before = world.emulator.requests.length;
  expect((await world.stack.preview({ expectNoChanges: true })).ok).toBe(true);
  expect((await world.stack.up({ expectNoChanges: true })).ok).toBe(true);
  expect(world.emulator.requests).toHaveLength(before);
}, 120_000);

it("joins a list of scopes as the toolkit does", async () => {
  declared = {
    reddit: { toolkit: "reddit", scopes: ["identity", "read"] },
    github: { toolkit: "github", scopes: ["repo", "user"] },
  };
  await world.stack.up();
  declared = { ...declared, reddit: { toolkit: "reddit", scopes: ["identity", "read", "vote"] } };
  await world.stack.up();

  const scopes = world.emulator.authConfigs().map(({ toolkit, credentials }) => [toolkit, credentials.scopes]);
  expect(Object.fromEntries(scopes)).toEqual({ reddit: "identity read vote", github: "repo,user" });
}, 90_000);
