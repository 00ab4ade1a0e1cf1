import type { AuthConfigItem } from "../../../src/api/auth-config";
import type { Inputs, State } from "../../../src/model/inputs";
import { HalfMadeError } from "../../../src/provider/errors";
import { settleSharedFields } from "../../../src/provider/shared-fields";
import { anOperation } from "../../support/an-operation";

const inputs: Inputs = {
  toolkit: "posthog",
  type: "use_custom_auth",
  authScheme: "API_KEY",
  name: "PostHog",
  enabled: true,
  sharedConnectionFields: { region: "eu", account: "number-1" },
};
const state: State = { ...inputs, status: "ENABLED" };
const item: AuthConfigItem = {
  id: "ac_1",
  type: "custom",
  toolkit: { slug: "posthog" },
  name: "PostHog",
  status: "ENABLED",
  no_of_connections: 0,
};

function worldOf(shown: Partial<AuthConfigItem> | Error, patch?: Error) {
  const log: string[] = [];
  const calls: unknown[] = [];
  const operation = anOperation({
    log: (line) => void log.push(line),
    client: {
      getAuthConfig: async (id) => {
        calls.push(["GET", id]);
        if (shown instanceof Error) throw shown;
        return { ...item, ...shown };
      },
      updateAuthConfig: async (...call) => {
        calls.push(["PATCH", ...call]);
        if (patch) throw patch;
      },
    },
  });
  const settle = (facts: Partial<Inputs> = {}, changed = ["sharedConnectionFields" as const]) =>
    settleSharedFields(operation, "ac_1", { state, inputs: { ...inputs, ...facts }, changed });
  return { operation, settle, log, calls };
}

describe("shared fields", () => {
  it.each<[string, Partial<AuthConfigItem>]>([
    ["the new name", { shared_connection_fields: { region: "eu" } }],
    ["the old name", { shared_credentials: { region: "..." } }],
  ])("are settled if %s shows one of their keys", async (_case, shown) => {
    const { settle, calls, log } = worldOf(shown);
    await settle();
    expect([calls, log]).toEqual([[["GET", "ac_1"]], []]);
  });

  it("are sent once more under the old name if the API shows them under neither, and under the old name from then on", async () => {
    const { operation, settle, calls, log } = worldOf({ shared_connection_fields: {} });
    await settle();
    await settle();
    const fields = { region: "eu", account: "number-1" };
    expect(calls).toEqual([
      ["GET", "ac_1"],
      ["PATCH", "ac_1", { type: "custom", shared_credentials: fields }],
      ["GET", "ac_1"],
    ]);
    expect(operation.sharedFieldNames.named({ shared_connection_fields: fields })).toEqual({
      shared_credentials: fields,
    });
    expect(log).toEqual([
      "Composio: the API does not show sharedConnectionFields under either name, so they are sent under the old one, shared_credentials",
    ]);
  });

  it("are left to do if that fails", async () => {
    const { settle } = worldOf({}, new Error("no"));
    const error = await settle().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HalfMadeError);
    expect((error as HalfMadeError).state).toEqual({ ...state, __leftToDo: ["sharedConnectionFields"] });
  });

  it.each<[string, Partial<Inputs>, "sharedConnectionFields"[]]>([
    ["they did not change", {}, []],
    ["there are none", { sharedConnectionFields: {} }, ["sharedConnectionFields"]],
  ])("ask nothing if %s", async (_case, facts, changed) => {
    const { operation, calls } = worldOf({});
    await settleSharedFields(operation, "ac_1", { state, inputs: { ...inputs, ...facts }, changed });
    expect(calls).toEqual([]);
  });

  it("are left as they are without an answer", async () => {
    const { settle, calls } = worldOf(new Error("no"));
    await settle();
    expect(calls).toEqual([["GET", "ac_1"]]);
  });

  it("that the toolkit does not share are named in a warning, once it is known", async () => {
    const shown = {
      shared_connection_fields: { region: "eu" },
      expected_input_fields: [
        { name: "region", is_available_as_shared_credentials: true },
        { name: "generic_api_key", is_available_as_shared_credentials: false },
      ],
    };
    const { settle, log } = worldOf(shown);
    await settle();
    await settle();
    expect(log).toEqual([
      "Warning: sharedConnectionFields of ac_1: the toolkit does not share account among accounts; it shares region.",
    ]);
  });
});
