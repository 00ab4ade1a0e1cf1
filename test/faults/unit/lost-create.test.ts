import type { AuthConfigItem, CreatedAuthConfig } from "../../../src/api/auth-config";
import { ApiError, TransportError } from "../../../src/client/errors";
import type { Inputs } from "../../../src/model/inputs";
import { isLike } from "../../../src/provider/existing";
import { isTheLostOne, makeOnce } from "../../../src/provider/lost-create";
import { anOperation } from "../../unit/an-operation";

const noon = Date.parse("2026-11-24T12:00:00.000Z");
const at = (ms: number) => new Date(noon + ms).toISOString();

const own: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  enabled: true,
  credentials: { client_id: "app-1", client_secret: "s3cr3t" },
};
const managed: Inputs = { toolkit: "github", type: "use_composio_managed_auth", name: "GitHub", enabled: true };

const ownItem: AuthConfigItem = {
  id: "ac_1",
  type: "custom",
  toolkit: { slug: "notion" },
  name: "Notion",
  status: "ENABLED",
  auth_scheme: "OAUTH2",
  credentials: { client_id: "app-1", client_secret: "s3cr..." },
  tool_access_config: { tools_for_connected_account_creation: [], tools_available_for_execution: [] },
  is_enabled_for_tool_router: false,
  created_at: at(0),
  no_of_connections: 0,
};
const managedItem: AuthConfigItem = {
  ...ownItem,
  type: "default",
  toolkit: { slug: "github" },
  name: "GitHub",
  credentials: { client_id: "REDACTED", scopes: "REDACTED" },
};

describe("is like what was to be made", () => {
  it.each<[string, AuthConfigItem, Inputs, boolean]>([
    ["one with the same toolkit, name, scheme and kind", ownItem, own, true],
    ["a toolkit in upper case", { ...ownItem, toolkit: { slug: "NOTION" } }, own, true],
    ["a managed one, whose scheme the API has chosen", managedItem, managed, true],
    ["a managed one where the program names a scheme that counts for nothing", managedItem, managed, true],
    ["one of another toolkit", { ...ownItem, toolkit: { slug: "slack" } }, own, false],
    ["one whose name only begins alike", { ...ownItem, name: "Notion 2" }, own, false],
    ["one whose name differs in case", { ...ownItem, name: "notion" }, own, false],
    ["one with another scheme", { ...ownItem, auth_scheme: "API_KEY" }, own, false],
    ["a managed one in place of an own one", { ...ownItem, type: "default" }, own, false],
    ["an own one in place of a managed one", { ...managedItem, type: "custom" }, managed, false],
  ])("%s: %#", (_case, item, inputs, expected) => {
    expect(isLike(item, inputs)).toBe(expected);
  });
});

describe("is the lost one", () => {
  const isIt = (item: Partial<AuthConfigItem>, inputs: Partial<Inputs> = {}) =>
    isTheLostOne({ ...ownItem, ...item }, { ...own, ...inputs }, noon);

  it.each<[string, Partial<AuthConfigItem>, Partial<Inputs>]>([
    ["made at the very moment", {}, {}],
    ["disabled meanwhile", { status: "DISABLED" }, {}],
    ["without any credentials shown", { credentials: undefined }, {}],
    ["with the id of its app masked", { credentials: { client_id: "app-..." } }, {}],
    ["with the id of its app as text", { credentials: { client_id: "7" } }, { credentials: { client_id: 7 } }],
    ["with an id of an app that nobody sent", { credentials: { client_id: "x" } }, { credentials: {} }],
    ["with scopes in another order", { credentials: { scopes: "b a" } }, { scopes: ["a", "b"] }],
    ["with scopes as a list", { credentials: { scopes: ["a", "b"] } }, { scopes: "a,b" }],
    ["with scopes redacted", { credentials: { scopes: "REDACTED" } }, { scopes: "a" }],
    ["with the toolkit's own scopes", { credentials: { scopes: "default" } }, {}],
    ["with user scopes", { credentials: { user_scopes: "chat" } }, { userScopes: ["chat"] }],
    [
      "with the scopes that its tools need",
      {
        credentials: { scopes: "a b c", user_scopes: "d" },
        tool_access_config: { tools_for_connected_account_creation: ["T2", "T1"] },
      },
      { scopes: "a", userScopes: "e", toolAccessConfig: { toolsForConnectedAccountCreation: ["T1", "T2"] } },
    ],
    [
      "without its tools shown",
      { tool_access_config: undefined },
      { toolAccessConfig: { toolsForConnectedAccountCreation: ["T1"] } },
    ],
    ["before its execution tools are set", {}, { toolAccessConfig: { toolsAvailableForExecution: ["T1"] } }],
    ["with the flag that was sent", { is_enabled_for_tool_router: true }, { isEnabledForToolRouter: true }],
    ["without the flag shown", { is_enabled_for_tool_router: undefined }, { isEnabledForToolRouter: true }],
  ])("when %s", (_case, item, inputs) => {
    expect(isIt(item, inputs)).toBe(true);
  });

  it.each<[string, Partial<AuthConfigItem>, Partial<Inputs>]>([
    ["made before", { created_at: at(-1) }, {}],
    ["made nobody knows when", { created_at: undefined }, {}],
    ["connected through already", { no_of_connections: 1 }, {}],
    ["of another name", { name: "Other" }, {}],
    ["of another app", { credentials: { client_id: "app-2" } }, {}],
    [
      "of another app, with a key that is the same",
      { credentials: { client_id: "app-2", consumer_key: "k1" } },
      { credentials: { client_id: "app-1", consumer_key: "k1" } },
    ],
    ["of another OAuth 1 app", { credentials: { consumer_key: "k2" } }, { credentials: { consumer_key: "k1" } }],
    ["with other scopes", { credentials: { client_id: "app-1", scopes: "a" } }, { scopes: "a,b" }],
    ["with other scopes as a list", { credentials: { scopes: ["a"] } }, { scopes: "a,b" }],
    ["with other user scopes", { credentials: { user_scopes: "x" } }, { userScopes: "y" }],
    ["with tools that were not sent", { tool_access_config: { tools_for_connected_account_creation: ["T1"] } }, {}],
    [
      "without the tools that were sent",
      { tool_access_config: { tools_for_connected_account_creation: [] } },
      { toolAccessConfig: { toolsForConnectedAccountCreation: ["T1"] } },
    ],
    [
      "with execution tools, which no create can set",
      { tool_access_config: { tools_available_for_execution: ["T1"] } },
      { toolAccessConfig: { toolsAvailableForExecution: ["T1"] } },
    ],
    ["with another flag", { is_enabled_for_tool_router: false }, { isEnabledForToolRouter: true }],
    ["with another flag, the other way", { is_enabled_for_tool_router: true }, { isEnabledForToolRouter: false }],
  ])("not when %s", (_case, item, inputs) => {
    expect(isIt(item, inputs)).toBe(false);
  });
});

describe("a create", () => {
  const lost = () => new TransportError("create it", "no answer", { mayHaveArrived: true });
  const made = (id: string): CreatedAuthConfig => ({
    toolkit: { slug: "notion" },
    auth_config: { id, auth_scheme: "OAUTH2", is_composio_managed: false },
  });

  /** A run whose API answers creates and listings with these, one after the other; the last listing again and again. */
  function runWith(creates: Array<CreatedAuthConfig | Error>, listings: AuthConfigItem[][], serverAheadMs = 0) {
    let now = noon;
    const waits: number[] = [];
    const log: string[] = [];
    const calls: unknown[] = [];
    const values = {
      fillIn: <Body>(body: Body) => JSON.parse(JSON.stringify(body).replaceAll("$ID", "app-1")) as Body,
      known: () => undefined,
    };
    const run = anOperation({
      values,
      clock: {
        random: () => 0,
        now: () => now,
        sleep: async (ms: number) => {
          waits.push(ms);
          now += ms;
        },
      },
      log: (line) => void log.push(line),
      engine: { confirm: async () => void calls.push("confirm"), warn: async () => false },
      client: {
        createAuthConfig: async (body: unknown) => {
          calls.push(["POST", body]);
          const answer = creates.shift();
          if (answer instanceof Error) throw answer;
          return answer as CreatedAuthConfig;
        },
        listAuthConfigs: async (query: unknown) => {
          calls.push(["GET", query]);
          const items = listings.length > 1 ? listings.shift() : listings[0];
          return { items: items ?? [], next_cursor: null, total_pages: 1, current_page: 1, total_items: 0 };
        },
        serverTime: (ownTime: number) => ownTime + serverAheadMs,
      },
    });
    return { run, waits, log, calls };
  }

  const facts = { authScheme: "OAUTH2", isComposioManaged: undefined };

  it("that is answered is one call, and its id is claimed", async () => {
    const { run, calls } = runWith([made("ac_1")], []);
    expect(await makeOnce(run, own)).toEqual({ id: "ac_1", facts: { authScheme: "OAUTH2", isComposioManaged: false } });
    expect([calls.length, run.ledger.isClaimed("ac_1")]).toEqual([1, true]);
  });

  it("that is lost is looked for among all of that toolkit and name, disabled ones too", async () => {
    const { run, calls, log, waits } = runWith([lost()], [[ownItem]]);
    expect(await makeOnce(run, own)).toEqual({ id: "ac_1", facts });
    expect(calls.slice(1)).toEqual([
      ["GET", { toolkit_slug: "notion", search: "Notion", show_disabled: true, limit: 50 }],
    ]);
    expect([log, waits]).toEqual([
      ["Composio: Could not create it: no answer. Looking whether it was made all the same"],
      [0],
    ]);
  });

  it("that was found stays, though the engine wants the id of that very one deleted", async () => {
    const { run } = runWith([lost()], [[ownItem]]);
    await makeOnce(run, own);
    expect([run.ledger.isClaimed("ac_1"), run.ledger.mustStay("ac_1")]).toEqual([true, true]);
  });

  it("that commits late is found by looking again for ten seconds", async () => {
    const { run, waits, calls } = runWith([lost()], [[], [], [], [], [ownItem]]);
    expect(await makeOnce(run, own)).toEqual({ id: "ac_1", facts });
    expect([waits, calls.length]).toEqual([[0, 1_000, 2_000, 3_000, 4_000], 6]);
  });

  it("that made nothing is sent again, when the engine is still there", async () => {
    const { run, calls } = runWith([lost(), made("ac_2")], [[]]);
    expect(await makeOnce(run, own)).toMatchObject({ id: "ac_2" });
    expect(calls.filter((call) => call === "confirm" || (call as string[])[0] === "POST")).toEqual([
      ["POST", expect.anything()],
      "confirm",
      ["POST", expect.anything()],
    ]);
  });

  it("is sent three times at most", async () => {
    const { run, calls } = runWith([lost(), lost(), lost()], [[]]);
    await expect(makeOnce(run, own)).rejects.toThrow(
      "Could not create it: no answer. It may have been made all the same: look with `npx pulumi-composio list --toolkit notion`, " +
        "and bring it in with `npx pulumi-composio import` before the next `pulumi up`, which would make a second one.",
    );
    expect(calls.filter((call) => (call as string[])[0] === "POST")).toHaveLength(3);
  });

  it("that can't be looked for says what to do", async () => {
    const { run } = runWith([lost()], []);
    run.client().listAuthConfigs = async () => {
      throw new Error("Could not list auth configs: no answer.");
    };
    await expect(makeOnce(run, { ...own, __autoNameMark: "mark" })).rejects.toThrow(
      "Could not create it: no answer. Could not list auth configs: no answer. It may have been made all the same: " +
        "run `pulumi up` again, which looks for it by its name.",
    );
  });

  it("is looked for once more after the last time", async () => {
    const { run } = runWith([lost(), lost(), lost()], [...Array.from({ length: 14 }, () => []), [ownItem]]);
    expect(await makeOnce(run, own)).toMatchObject({ id: "ac_1" });
  });

  it("that was refused is not looked for", async () => {
    const refused = new ApiError("create it", { status: 400, form: "envelope" });
    const { run, calls } = runWith([refused], [[ownItem]]);
    await expect(makeOnce(run, own)).rejects.toBe(refused);
    expect(calls).toHaveLength(1);
  });

  it("has nothing to do with one of another resource of this run", async () => {
    const { run } = runWith([lost(), made("ac_2")], [[ownItem]]);
    run.ledger.claim("ac_1");
    expect(await makeOnce(run, own)).toMatchObject({ id: "ac_2" });
  });

  it("that several could be is left to the user", async () => {
    const { run } = runWith(
      [lost()],
      [[ownItem, { ...ownItem, id: "ac_2" }, { ...ownItem, id: "ac_3", name: "Other" }]],
    );
    await expect(makeOnce(run, own)).rejects.toThrow(
      "Could not create it: no answer. Since then 2 auth configs like it have appeared: ac_1, ac_2. Delete those that nobody uses, " +
        "and run `pulumi up` again; one that is to stay can be brought in with `npx pulumi-composio import`.",
    );
  });

  it.each([
    ["five seconds before the attempt by the server's clock", 60_000 - 5_000, "ac_1"],
    ["earlier", 60_000 - 5_001, "ac_2"],
  ])("is one that was made %s", async (_case, createdAt, id) => {
    const { run } = runWith([lost(), made("ac_2")], [[{ ...ownItem, created_at: at(createdAt) }]], 60_000);
    expect(await makeOnce(run, own)).toMatchObject({ id });
  });

  it("whose server shows no clock is measured by ours", async () => {
    const { run } = runWith([lost()], [[{ ...ownItem, created_at: at(-5_000) }]]);
    Object.assign(run.client(), { serverTime: () => undefined });
    expect(await makeOnce(run, own)).toMatchObject({ id: "ac_1" });
  });

  it("is compared by the values that stand in the environment", async () => {
    const { run } = runWith([lost()], [[ownItem]]);
    expect(await makeOnce(run, { ...own, credentials: { client_id: "$ID" } })).toMatchObject({ id: "ac_1" });
  });

  it("of one like it waits until this one has ended", async () => {
    const { run, calls } = runWith([lost(), made("ac_2")], [[], [ownItem]]);
    const ids = await Promise.all([makeOnce(run, own), makeOnce(run, own)]);
    expect([ids.map(({ id }) => id), calls.map((call) => (call as string[])[0])]).toEqual([
      ["ac_1", "ac_2"],
      ["POST", "GET", "GET", "POST"],
    ]);
  });

  it("of one unlike it does not wait", async () => {
    const { run, calls } = runWith([lost(), made("ac_2")], [[], [ownItem]]);
    await Promise.all([makeOnce(run, own), makeOnce(run, { ...own, name: "Other" })]);
    expect(calls.slice(0, 2).map((call) => (call as string[])[0])).toEqual(["POST", "POST"]);
  });

  it("goes on after one like it has failed", async () => {
    const { run } = runWith([new Error("no"), made("ac_2")], []);
    const [first, second] = await Promise.allSettled([makeOnce(run, own), makeOnce(run, own)]);
    expect([first.status, second]).toMatchObject(["rejected", { value: { id: "ac_2" } }]);
  });
});
