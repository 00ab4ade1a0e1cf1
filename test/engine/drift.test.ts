/** Answers that refresh believes or not: deletions, masks of another form, and values that nobody declared. */
import type { AuthConfigArgs } from "pulumi-composio";
import { AuthConfig } from "pulumi-composio";
import type { Emulator, EmulatorOptions } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import { callsTo } from "../support/calls";
import type { PassingClock } from "../support/clocks";
import { passingClock } from "../support/clocks";
import type { TestStack } from "../support/engine/stack";
import { openStack } from "../support/engine/stack";

jest.setTimeout(60_000);

let emulator: Emulator;
let stack: TestStack;
let passMinutes: PassingClock["passMinutes"];
let declared: AuthConfigArgs;
let options: object = {};

const open = async (emulatorOptions: EmulatorOptions = {}): Promise<void> => {
  const { clock, passMinutes: pass } = passingClock();
  passMinutes = pass;
  emulator = await startEmulator({ clock, ...emulatorOptions });
  stack = await openStack({
    program: async () => {
      new AuthConfig("notion", declared, options);
    },
    env: { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url },
  });
};

afterEach(async () => {
  options = {};
  await stack.close();
  await emulator.close();
});

const own: AuthConfigArgs = {
  toolkit: "notion",
  authScheme: "OAUTH2",
  name: "Notion",
  credentials: { client_id: "app-1", client_secret: "abcd-s3cr3t" },
};
const id = () => stack.resource("notion").id ?? "";
const patches = (since: number) => callsTo(emulator, since).filter((call) => Array.isArray(call));

it("makes an auth config again that somebody deleted by hand", async () => {
  await open();
  declared = own;
  await stack.up();
  const before = id();
  emulator.changeByHand(before, { deleted: true });
  passMinutes(2);

  expect((await stack.refresh()).changes).toEqual({ delete: 1, same: 1 });
  expect((await stack.up()).changes).toEqual({ create: 1, same: 1 });
  expect(emulator.authConfigs().map(({ id: each, deleted }) => [each === before, deleted])).toEqual([
    [true, true],
    [false, false],
  ]);
}, 90_000);

it.each([
  ["a proxy's page", { kind: "html" as const, status: 404 }],
  [
    "a JSON body that is not the API's",
    { kind: "status" as const, status: 404, body: { message: "no Route matched" } },
  ],
  ["an empty 404", { kind: "empty-404" as const }],
])(
  "takes %s for an error, not for a deletion",
  async (_case, fault) => {
    await open();
    declared = own;
    await stack.up();
    emulator.failNext({ ...fault, method: "GET", times: 20 });

    const refresh = await stack.refresh();
    expect(refresh.ok).toBe(false);
    expect(refresh.output).toMatch(/Could not read auth config ac_.*: (something|the API) answered 404/);
    expect(stack.resource("notion").id).toMatch(/^ac_/);
  },
  90_000,
);

it("sends a secret again once if masks have another form than expected, and never after", async () => {
  await open();
  declared = own;
  await stack.up();
  // The API shows four characters that are not the first ones: the record has another value, which no repair can change.
  const hold = () =>
    emulator.changeByHand(id(), { credentials: { client_id: "app-1", client_secret: "zzzz-of-another" } });

  const sent: unknown[][] = [];
  for (const _round of [1, 2, 3, 4]) {
    hold();
    await stack.refresh();
    const since = emulator.requests.length;
    await stack.up();
    sent.push(patches(since));
  }
  const repair = [`PATCH /auth_configs/${id()}`, { type: "custom", credentials: { client_secret: "abcd-s3cr3t" } }];
  expect(sent).toEqual([[repair], [], [], []]);

  const since = emulator.requests.length;
  declared = { ...own, credentials: { client_id: "app-1", client_secret: "n3w-s3cr3t" } };
  await stack.up();
  expect(patches(since)).toEqual([
    [`PATCH /auth_configs/${id()}`, { type: "custom", credentials: { client_secret: "n3w-s3cr3t" } }],
  ]);
}, 180_000);

it.each<[string, EmulatorOptions, AuthConfigArgs]>([
  [
    "every managed credential",
    { answers: { managedCredentials: "all-redacted" } },
    { toolkit: "github", scopes: ["repo"] },
  ],
  ["scopes as a list", { answers: { scopesAs: "list" } }, { ...own, scopes: "read write" }],
  ["an answer to a PATCH", { answers: { updateAnswer: "success" } }, { ...own, enabled: false, scopes: "a,b" }],
])(
  "sees no drift if the API redacts or reforms %s",
  async (_case, emulatorOptions, args) => {
    await open(emulatorOptions);
    declared = args;
    await stack.up();
    expect((await stack.refresh({ expectNoChanges: true })).ok).toBe(true);
    expect((await stack.preview({ expectNoChanges: true })).ok).toBe(true);
    expect(stack.backend.allBytes().includes("REDACTED")).toBe(false);
  },
  90_000,
);

it("leaves inputs alone that the program does not declare", async () => {
  await open();
  declared = { toolkit: "notion", authScheme: "API_KEY", name: "Notion" };
  await stack.up();
  emulator.changeByHand(id(), {
    credentials: { extra: "by hand" },
    shared_credentials: { region: "by hand" },
    proxy_config: { proxy_url: "https://hand.example" },
    is_enabled_for_tool_router: true,
    tool_access_config: { tools_for_connected_account_creation: ["X"], tools_available_for_execution: ["Y"] },
  });
  expect((await stack.refresh({ expectNoChanges: true })).ok).toBe(true);
  expect((await stack.preview({ expectNoChanges: true })).ok).toBe(true);
}, 90_000);

it("protects a drifted field by ignoreChanges", async () => {
  await open();
  declared = own;
  options = { ignoreChanges: ["name"] };
  await stack.up();
  emulator.changeByHand(id(), { name: "Renamed by hand" });

  expect((await stack.refresh()).changes).toEqual({ same: 1, update: 1 });
  expect((await stack.up({ expectNoChanges: true })).ok).toBe(true);
  expect(emulator.authConfigs()[0]?.name).toBe("Renamed by hand");
}, 90_000);
