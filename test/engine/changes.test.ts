/** Update, replacement and deletion on the real engine: which calls each makes, and what is left in the API. */
import type { AuthConfigArgs } from "pulumi-composio";
import { AuthConfig } from "pulumi-composio";
import { callsTo } from "../support/calls";
import { emulatedStack } from "../support/emulated-stack";
import { plainState } from "../support/plain-state";

let declared: Record<string, AuthConfigArgs>;

const world = emulatedStack(async () => {
  for (const [name, args] of Object.entries(declared)) new AuthConfig(name, args);
});

const notion = (changes: Partial<AuthConfigArgs> = {}): AuthConfigArgs => ({
  toolkit: "notion",
  authScheme: "OAUTH2",
  name: "Notion",
  credentials: { client_id: "app-1", client_secret: "s3cr3t-4711" },
  ...changes,
});

const live = () => world.emulator.authConfigs().filter(({ deleted }) => !deleted);

it("changes name and credentials in place, by one PATCH with the changed keys alone", async () => {
  declared = { notion: notion() };
  await world.stack.up();
  const [before] = live();
  const sent = world.emulator.requests.length;

  declared = {
    notion: notion({ name: "Notion 2", credentials: { client_id: "app-1", client_secret: "s3cr3t-4712" } }),
  };
  const up = await world.stack.up();

  expect(up).toMatchObject({ ok: true, changes: { same: 1, update: 1 } });
  expect(callsTo(world.emulator, sent)).toEqual([
    [
      `PATCH /auth_configs/${before?.id}`,
      { type: "custom", name: "Notion 2", credentials: { client_secret: "s3cr3t-4712" } },
    ],
  ]);
  expect(live()).toEqual([
    {
      ...before,
      name: "Notion 2",
      credentials: { ...before?.credentials, client_secret: "s3cr3t-4712" },
      last_updated_at: expect.any(String),
    },
  ]);
}, 90_000);

it.each<[string, AuthConfigArgs]>([
  ["toolkit", notion({ toolkit: "gmail" })],
  ["authScheme", { toolkit: "notion", authScheme: "API_KEY", name: "Notion" }],
  ["type", { toolkit: "notion", name: "Notion" }],
])(
  "replaces if the program has another %s: makes the new auth config before it deletes the old one",
  async (_input, next) => {
    declared = { notion: notion() };
    await world.stack.up();
    const [before] = live();
    const sent = world.emulator.requests.length;

    declared = { notion: next };
    expect(await world.stack.up()).toMatchObject({ ok: true, changes: { replace: 1, same: 1 } });

    const [after, ...others] = live();
    expect([others, after?.id === before?.id]).toEqual([[], false]);
    expect(
      world.emulator.requests
        .slice(sent)
        .map(({ method }) => method)
        .filter((method) => method !== "GET"),
    ).toEqual(["POST", "PATCH", "DELETE"]);
    expect(world.stack.resource("notion").id).toBe(after?.id);
  },
  90_000,
);

it("deletes a resource that the program no longer declares, also if its auth config is gone already", async () => {
  declared = { github: { toolkit: "github" }, gmail: { toolkit: "gmail" } };
  await world.stack.up();
  world.emulator.changeByHand(world.stack.resource("gmail").id ?? "", { deleted: true });
  world.passMinutes(2);

  declared = {};
  expect(await world.stack.up()).toMatchObject({ ok: true, changes: { delete: 2, same: 1 } });
  expect([live(), plainState(world.stack).map(({ name }) => name)]).toEqual([[], ["test-dev"]]);
}, 90_000);

it("names mistakes at preview, and sends nothing", async () => {
  declared = {
    notion: { toolkit: "notion", type: "use_custom_auth", credentials: { client_secret: ["s3cr3t-4711"] } },
  };
  const preview = await world.stack.preview();

  expect(preview.ok).toBe(false);
  expect(preview.output).toContain('authScheme: is required with type "use_custom_auth", such as OAUTH2 or API_KEY');
  expect(preview.output).toContain("credentials.client_secret: must be a string, number or boolean, but got: a list");
  expect(preview.output).not.toContain("s3cr3t-4711");
  expect(world.emulator.requests.filter(({ method }) => method !== "GET")).toEqual([]);
}, 90_000);

it("puts a wrong separator of scopes right, and sees no change in another order", async () => {
  // A create ends with the PATCH that gives its own name.
  const steps: Array<[AuthConfigArgs["scopes"], object[]]> = [
    ["read,write", [{ name: "Notion" }]],
    ["read write", [{ credentials: { scopes: "read write" } }]],
    [["read", "write"], [{ credentials: { scopes: "read,write" } }]],
    [["write", "read"], []],
    [["read write"], [{ credentials: { scopes: "read write" } }]],
  ];
  const sent: unknown[] = [];
  for (const [scopes] of steps) {
    declared = { notion: notion({ scopes }) };
    const since = world.emulator.requests.length;
    expect((await world.stack.up()).ok).toBe(true);
    sent.push(...callsTo(world.emulator, since).filter((call) => Array.isArray(call) && call[0]?.startsWith("PATCH")));
  }
  const patch = (changed: object) => [`PATCH /auth_configs/${live()[0]?.id}`, { type: "custom", ...changed }];
  expect(sent).toEqual(steps.flatMap(([, changes]) => changes.map(patch)));
}, 180_000);

it("names a field with white space around its value, and never the value", async () => {
  declared = { notion: notion({ credentials: { client_id: "app-1", client_secret: "s3cr3t-4711\n" } }) };
  const { ok, diagnostics, output } = await world.stack.preview();
  expect([
    ok,
    diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message.trim()),
  ]).toEqual([true, ["credentials.client_secret: ends with white space, and is sent with it"]]);
  expect(output).not.toContain("s3cr3t-4711");
}, 90_000);
