import type { AuthConfigItem, CreateAuthConfigBody, CreatedAuthConfig } from "../../../src/api/auth-config";
import type { ApiErrorBody } from "../../../src/api/error";
import { ApiError, TransportError } from "../../../src/client/errors";
import type { Inputs } from "../../../src/model/inputs";
import { isMarked, isOfKind } from "../../../src/provider/existing";
import { makeOnce } from "../../../src/provider/lost-create";
import { anOperation } from "../../support/an-operation";
import { WaitingTime } from "../../support/clocks";

const mark = "0123456789abcdef";
const own: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  enabled: true,
  credentials: { client_id: "app-1", client_secret: "s3cr3t" },
  __mark: mark,
};
const auto: Inputs = { ...own, name: `notion-${mark}`, __isAutoNamed: true };
const managed: Inputs = { toolkit: "github", type: "use_composio_managed_auth", name: "GitHub", enabled: true };

const ownItem: AuthConfigItem = {
  id: "ac_1",
  type: "custom",
  toolkit: { slug: "notion" },
  name: `notion-${mark}`,
  status: "ENABLED",
  auth_scheme: "OAUTH2",
  no_of_connections: 0,
};
const managedItem: AuthConfigItem = { ...ownItem, type: "default", toolkit: { slug: "github" }, name: "GitHub" };

describe("is of the kind that was to be made", () => {
  it.each<[string, AuthConfigItem, Inputs, boolean]>([
    ["one with the same toolkit, scheme and kind", ownItem, own, true],
    ["a toolkit in upper case", { ...ownItem, toolkit: { slug: "NOTION" } }, own, true],
    ["a managed one, whose scheme the API has chosen", managedItem, managed, true],
    ["one of another toolkit", { ...ownItem, toolkit: { slug: "slack" } }, own, false],
    ["one with another scheme", { ...ownItem, auth_scheme: "API_KEY" }, own, false],
    ["a managed one in place of an own one", { ...ownItem, type: "default" }, own, false],
    ["an own one in place of a managed one", { ...managedItem, type: "custom" }, managed, false],
  ])("%s: %#", (_case, item, inputs, expected) => {
    expect(isOfKind(item, inputs)).toBe(expected);
  });
});

it.each<[string, Partial<AuthConfigItem>, boolean]>([
  ["a finished auto-name", {}, true],
  ["a temporary name", { name: `Notion-${mark}-0a1b2c3d` }, true],
  ["a scheme that is not shown", { auth_scheme: undefined }, true],
  ["its mark, but another scheme", { auth_scheme: "API_KEY" }, false],
  ["no mark", { name: "Notion" }, false],
  ["another resource's", { name: "notion-0123456789abcdee" }, false],
  ["its mark, but another kind", { type: "default" }, false],
])("carries the mark, or not: %s", (_case, facts, expected) => {
  expect(isMarked({ ...ownItem, ...facts }, own, mark)).toBe(expected);
});

describe("a create", () => {
  const lost = () => new TransportError("create it", "no answer", { mayHaveArrived: true });
  const made = (id: string): CreatedAuthConfig => ({
    toolkit: { slug: "notion" },
    auth_config: { id, auth_scheme: "OAUTH2", is_composio_managed: false },
  });

  interface World {
    /** Answers to creates, one after the other. */
    creates: Array<CreatedAuthConfig | Error>;
    /** Answers to listings, told the name that was sent last; the last one again and again. */
    listings?: Array<(sentName: string) => AuthConfigItem[]>;
    backend?: string | undefined;
    serverAheadMs?: number;
  }

  function worldOf({ creates, listings = [() => []], backend = "https://state.example", serverAheadMs = 0 }: World) {
    const { clock, slept: waits } = new WaitingTime({ now: 1_000 });
    let sentName = "";
    const log: string[] = [];
    const calls: unknown[] = [];
    const operation = anOperation({
      backend,
      clock,
      log: (line) => void log.push(line),
      engine: { confirm: async () => void calls.push("confirm"), warn: async () => false },
      client: {
        createAuthConfig: async (body: CreateAuthConfigBody) => {
          sentName = body.auth_config?.name ?? "";
          calls.push("POST");
          const answer = creates.shift();
          if (answer instanceof Error) throw answer;
          return answer as CreatedAuthConfig;
        },
        listAuthConfigs: async (query) => {
          calls.push(query);
          const answer = listings.length > 1 ? listings.shift() : listings[0];
          const items = answer?.(sentName) ?? [];
          return { items, next_cursor: null, total_pages: 1, current_page: 1, total_items: items.length };
        },
        serverTime: (ownTime: number) => ownTime + serverAheadMs,
      },
    });
    return { operation, waits, log, calls, sent: () => sentName };
  }

  const item = (facts: Partial<AuthConfigItem>) => [{ ...ownItem, ...facts }];
  const facts = { authScheme: "OAUTH2", isComposioManaged: false };
  const unknown = { authScheme: "OAUTH2", isComposioManaged: undefined };
  const look = { toolkit_slug: "notion", search: mark, show_disabled: true, limit: 200 };

  it("of a name of the user's own is sent under a temporary name, and is one call", async () => {
    const { operation, calls, sent } = worldOf({ creates: [made("ac_1")], serverAheadMs: 500 });
    expect(await makeOnce(operation, own)).toEqual({ id: "ac_1", facts, isUnnamed: true, madeAt: 1_500 });
    expect([sent(), calls, operation.ledger.isClaimed("ac_1")]).toEqual([
      expect.stringMatching(/^Notion-0123456789abcdef-[0-9a-f]{8}$/),
      ["POST"],
      true,
    ]);
  });

  it("of an auto-name is sent under it, after one listing of its stack", async () => {
    const { operation, calls, sent } = worldOf({ creates: [made("ac_1")] });
    expect(await makeOnce(operation, auto)).toEqual({ id: "ac_1", facts, isUnnamed: false, madeAt: 1_000 });
    expect([sent(), calls]).toEqual([auto.name, [{ search: "01234567", show_disabled: true, limit: 200 }, "POST"]]);
  });

  it("of two resources of one name are sent under two names", async () => {
    const { operation, sent } = worldOf({ creates: [made("ac_1"), made("ac_2")] });
    await makeOnce(operation, own);
    const first = sent();
    await makeOnce(operation, own);
    expect(sent()).not.toBe(first);
  });

  it("that is lost is found by its temporary name, among all of that mark, disabled ones too", async () => {
    const { operation, calls, log, waits } = worldOf({ creates: [lost()], listings: [(name) => item({ name })] });
    expect(await makeOnce(operation, own)).toEqual({ id: "ac_1", facts: unknown, isUnnamed: true, madeAt: 1_000 });
    expect([calls, log, waits]).toEqual([
      ["POST", look],
      ["Composio: Could not create it: no answer. Looking whether it was made all the same"],
      [0],
    ]);
  });

  it.each<[string, Partial<AuthConfigItem>]>([
    ["connected meanwhile", { no_of_connections: 3 }],
    ["disabled meanwhile", { status: "DISABLED" }],
    ["made at a time that the server does not tell", { created_at: undefined }],
    ["made in another year by the server's clock", { created_at: "2020-01-01T00:00:00.000Z" }],
    ["with other credentials shown", { credentials: { client_id: "another" } }],
  ])("that is lost is found by its name alone: %s", async (_case, shown) => {
    const { operation } = worldOf({ creates: [lost()], listings: [(name) => item({ name, ...shown })] });
    expect(await makeOnce(operation, own)).toMatchObject({ id: "ac_1" });
  });

  it("that is lost is not mistaken for another attempt, which a warning names", async () => {
    const older = { ...ownItem, id: "ac_9", name: `Notion-${mark}-00000000` };
    const { operation, log } = worldOf({ creates: [lost()], listings: [(name) => [older, ...item({ name })]] });
    expect(await makeOnce(operation, own)).toMatchObject({ id: "ac_1" });
    expect(log[1]).toBe(
      "Warning: Earlier runs of this stack have left others for the same resource: ac_9. Delete those that nobody uses.",
    );
  });

  it("of an auto-name that is lost is found as the auth config that was not there before", async () => {
    const before = () => item({ id: "ac_9" });
    const after = () => [...item({ id: "ac_9" }), ...item({})];
    const { operation } = worldOf({ creates: [lost()], listings: [before, after] });
    expect(await makeOnce(operation, auto)).toMatchObject({ id: "ac_1", isUnnamed: false });
  });

  it("that was found stays, though the engine wants the same id deleted", async () => {
    const { operation } = worldOf({ creates: [lost()], listings: [(name) => item({ name })] });
    await makeOnce(operation, own);
    expect([operation.ledger.isClaimed("ac_1"), operation.ledger.mustStay("ac_1")]).toEqual([true, true]);
  });

  it("that commits late is found by looking again for ten seconds", async () => {
    const nothing = () => [];
    const listings = [nothing, nothing, nothing, nothing, (name: string) => item({ name })];
    const { operation, waits, calls } = worldOf({ creates: [lost()], listings });
    expect(await makeOnce(operation, own)).toMatchObject({ id: "ac_1" });
    expect([waits, calls.length]).toEqual([[0, 1_000, 2_000, 3_000, 4_000], 6]);
  });

  it("that made nothing is sent again under the same name, if the engine is still there", async () => {
    const { operation, calls } = worldOf({ creates: [lost(), made("ac_2")] });
    expect(await makeOnce(operation, own)).toMatchObject({ id: "ac_2" });
    expect(calls.filter((call) => typeof call === "string")).toEqual(["POST", "confirm", "POST"]);
  });

  it.each<[string, string | undefined, string]>([
    ["the next run finds it", "https://state.example", "run `pulumi up` again, which looks for it by its mark."],
    [
      "no run finds it",
      undefined,
      "look with `npx pulumi-composio list --toolkit notion`, and delete it before the next `pulumi up`, which would make a second one.",
    ],
  ])("is sent three times at most, and the error says whether %s", async (_case, backend, advice) => {
    const { operation, calls } = worldOf({ creates: [lost(), lost(), lost()] });
    await expect(makeOnce({ ...operation, backend }, own)).rejects.toThrow(
      `Could not create it: no answer. It may have been made all the same: ${advice}`,
    );
    expect(calls.filter((call) => call === "POST")).toHaveLength(3);
  });

  it("that can't be looked for gives an error with advice", async () => {
    const { operation } = worldOf({ creates: [lost()] });
    operation.client().listAuthConfigs = async () => {
      throw new Error("Could not list auth configs: no answer.");
    };
    await expect(makeOnce(operation, own)).rejects.toThrow(
      "Could not create it: no answer. Could not list auth configs: no answer. It may have been made all the same: " +
        "run `pulumi up` again, which looks for it by its mark.",
    );
  });

  it("is looked for once more after the last time", async () => {
    const nothing = Array.from({ length: 14 }, () => () => []);
    const listings = [...nothing, (name: string) => item({ name })];
    const { operation } = worldOf({ creates: [lost(), lost(), lost()], listings });
    expect(await makeOnce(operation, own)).toMatchObject({ id: "ac_1" });
  });

  it("that was refused is not looked for", async () => {
    const refused = new ApiError("create it", { status: 400, form: "envelope" });
    const { operation, calls } = worldOf({ creates: [refused] });
    await expect(makeOnce(operation, own)).rejects.toBe(refused);
    expect(calls).toEqual(["POST"]);
  });

  describe("that is refused for a missing field", () => {
    const refusal = (status: number, message: string) =>
      new ApiError("create it", {
        ...{ status, form: "envelope" as const },
        body: { message, slug: "AuthConfig_MissingField", request_id: "req_1" } as ApiErrorBody,
      });

    it("means with managed auth that Composio has withdrawn its app", async () => {
      const refused = refusal(400, "Missing required field: subdomain");
      const thrown = await makeOnce(worldOf({ creates: [refused] }).operation, managed).catch((error) => error);
      expect([thrown.message, thrown.cause]).toEqual([
        `${refused.message} With managed auth this means that Composio has withdrawn its own app for github, though its catalogue still lists it. ` +
          "Give authScheme, and in credentials an app of your own: `npx pulumi-composio fields github` lists what that takes.",
        refused,
      ]);
    });

    it.each<[string, Error, Inputs]>([
      ["an app of one's own", refusal(400, "Missing required field: subdomain"), own],
      ["another mistake", refusal(400, "Invalid toolkit"), managed],
      ["another status", refusal(422, "Missing required field: subdomain"), managed],
      [
        "no answer of the API",
        new TransportError("create it", "missing required field", { mayHaveArrived: false }),
        managed,
      ],
    ])("is what the API says: %s", async (_case, refused, inputs) => {
      await expect(makeOnce(worldOf({ creates: [refused] }).operation, inputs)).rejects.toBe(refused);
    });
  });

  it("names the others of each resource once", async () => {
    const [first, second] = ["0123456700000001", "0123456700000002"] as const;
    const older = (id: string, of: string) => ({ ...ownItem, id, name: `Notion-${of}-00000000` });
    const { operation, log } = worldOf({
      creates: [lost(), lost()],
      listings: [
        (name) => [older("ac_8", first), ...item({ name })],
        (name) => [older("ac_9", second), ...item({ id: "ac_2", name })],
      ],
    });
    await makeOnce(operation, { ...own, __mark: first });
    await makeOnce(operation, { ...own, __mark: second });
    expect(log.filter((line) => line.startsWith("Warning: "))).toEqual([
      expect.stringContaining("for the same resource: ac_8."),
      expect.stringContaining("for the same resource: ac_9."),
    ]);
  });

  it("ignores the auth config of another resource of this run", async () => {
    const { operation } = worldOf({ creates: [lost(), made("ac_2")], listings: [() => [], () => item({})] });
    operation.ledger.claim("ac_1");
    expect(await makeOnce(operation, auto)).toMatchObject({ id: "ac_2" });
  });

  it("that was made twice is left to the user", async () => {
    const twice = (name: string) => [...item({ name }), ...item({ id: "ac_2", name })];
    const { operation } = worldOf({ creates: [lost()], listings: [twice] });
    await expect(makeOnce(operation, own)).rejects.toThrow(
      "Could not create it: no answer. It was made 2 times all the same: ac_1, ac_2. Delete all but one, and run `pulumi up` again.",
    );
  });

  it("asks no listing first if the backend is not known, since the mark is only this process's", async () => {
    const { operation, calls } = worldOf({ creates: [lost()], listings: [() => item({})] });
    expect(await makeOnce({ ...operation, backend: undefined }, auto)).toMatchObject({ id: "ac_1" });
    expect(calls).toEqual(["POST", look]);
  });

  it("without a mark has one of its own", async () => {
    const { __mark, ...unmarked } = own;
    const { operation, sent } = worldOf({ creates: [lost()], listings: [(name) => item({ name })] });
    expect(await makeOnce(operation, unmarked)).toMatchObject({ id: "ac_1" });
    expect(sent()).toMatch(/^Notion-[0-9a-f]{16}-[0-9a-f]{8}$/);
  });

  it("sends the values that stand in the environment", async () => {
    const { operation, calls } = worldOf({ creates: [made("ac_1")] });
    const fromEnvironment = { client_secret: { fromEnvironment: "NOT_SET" } };
    await expect(makeOnce(operation, { ...own, credentials: fromEnvironment })).rejects.toThrow("NOT_SET is not set");
    expect(calls).toEqual([]);
  });
});
