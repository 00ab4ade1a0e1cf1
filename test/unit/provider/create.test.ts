import type { AuthConfigItem } from "../../../src/api/auth-config";
import { ApiError } from "../../../src/client/errors";
import type { Inputs } from "../../../src/model/inputs";
import { createAuthConfig } from "../../../src/provider/create";
import { anOperation } from "../../support/an-operation";

const mark = "0123456789abcdef";
const inputs: Inputs = {
  toolkit: "github",
  type: "use_composio_managed_auth",
  name: "GitHub",
  enabled: true,
  __mark: mark,
};
const item: AuthConfigItem = {
  id: "ac_1",
  type: "default",
  toolkit: { slug: "github" },
  name: `GitHub-${mark}-0a1b2c3d`,
  status: "DISABLED",
  auth_scheme: "OAUTH2",
  is_composio_managed: true,
  created_at: "2026-11-28T11:59:00.000Z",
  no_of_connections: 0,
};
const noon = Date.parse("2026-11-28T12:00:00.000Z");

function worldOf(items: AuthConfigItem[], failures: Error[] = []) {
  const calls: unknown[] = [];
  const log: string[] = [];
  const write = async (...call: unknown[]) => {
    calls.push(call);
    const failure = failures.shift();
    if (failure) throw failure;
  };
  const operation = anOperation({
    backend: "https://state.example",
    log: (line) => void log.push(line),
    client: {
      serverTime: () => noon,
      listAuthConfigs: async () => ({
        items,
        next_cursor: null,
        total_pages: 1,
        current_page: 1,
        total_items: items.length,
      }),
      createAuthConfig: async ({ auth_config: config }) => {
        await write("POST", config?.name);
        return { toolkit: { slug: "github" }, auth_config: { id: "ac_2", auth_scheme: "OAUTH2" } };
      },
      updateAuthConfig: write,
      setAuthConfigStatus: write,
    },
  });
  return { operation, calls, log };
}

const named = { ...inputs, authScheme: "OAUTH2", status: "ENABLED", __madeAt: noon };

it("makes an auth config under a temporary name, and then sets the wanted name", async () => {
  const { operation, calls } = worldOf([]);
  expect(await createAuthConfig(operation, inputs)).toEqual({ id: "ac_2", state: named });
  expect(calls).toEqual([
    ["POST", expect.stringMatching(/^GitHub-0123456789abcdef-[0-9a-f]{8}$/)],
    ["ac_2", { type: "default", name: "GitHub" }],
  ]);
});

it("reports the made auth config, and the inputs left to do, if the name fails", async () => {
  const refused = new ApiError("name it", { status: 400, form: "envelope" });
  const { operation } = worldOf([]);
  operation.client().updateAuthConfig = () => Promise.reject(refused);
  await expect(createAuthConfig(operation, inputs)).rejects.toMatchObject({
    id: "ac_2",
    state: { ...named, __leftToDo: ["name"] },
    reasons: [refused.message],
  });
});

it("takes over a killed run's auth config: as new as one of its own, with every field", async () => {
  const { operation, calls, log } = worldOf([item]);
  expect(await createAuthConfig(operation, inputs)).toEqual({
    id: "ac_1",
    state: { ...named, isComposioManaged: true },
  });
  expect([calls, log]).toEqual([
    [
      ["ac_1", "ENABLED"],
      ["ac_1", { type: "default", name: "GitHub" }],
    ],
    [expect.stringMatching(/^Warning: ac_1, named "GitHub-.*" and made a moment ago, carries the mark/)],
  ]);
  expect(operation.ledger.rivalOf("ac_1", "other")).toEqual({ by: "GitHub", how: "taken over" });
});

it("adopts an existing auth config if the program says so, and warns of it", async () => {
  const { operation, calls, log } = worldOf([{ ...item, name: "GitHub", status: "ENABLED" }]);
  const { id, state } = await createAuthConfig(operation, { ...inputs, adopt: true });
  expect([id, state.name, calls, log]).toEqual([
    "ac_1",
    "GitHub",
    [],
    [
      expect.stringContaining("Warning: adopt: adopts the auth config that exists."),
      'Composio: adopting auth config ac_1, named "GitHub", as declared',
    ],
  ]);
  expect(operation.ledger.rivalOf("ac_1", "other")).toEqual({ by: "GitHub", how: "adopted" });
});
