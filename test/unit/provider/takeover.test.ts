import type { AuthConfigItem } from "../../../src/api/auth-config";
import { TransportError } from "../../../src/client/errors";
import type { Inputs } from "../../../src/model/inputs";
import { UNKNOWN } from "../../../src/model/unknowns";
import { foreseeCreate } from "../../../src/provider/foresee";
import { earlierAttempt } from "../../../src/provider/takeover";
import { anOperation } from "../../support/an-operation";
import { WaitingTime } from "../../support/clocks";

const mark = "0123456789abcdef";
const noon = Date.parse("2026-11-28T12:00:00.000Z");
const HOUR_MS = 3_600_000;

const inputs: Inputs = {
  toolkit: "github",
  type: "use_composio_managed_auth",
  name: `github-${mark}`,
  enabled: true,
  __mark: mark,
  __isAutoNamed: true,
};
const item: AuthConfigItem = {
  id: "ac_1",
  type: "default",
  toolkit: { slug: "github" },
  name: `github-${mark}`,
  status: "ENABLED",
  created_at: new Date(noon - 3 * 60_000).toISOString(),
  no_of_connections: 0,
};

interface World {
  items: AuthConfigItem[];
  environment?: NodeJS.ProcessEnv;
  backend?: string | undefined;
  serverTime?: number | undefined;
}

function worldOf(world: World) {
  const { items, environment = {}, serverTime = noon } = world;
  const log: string[] = [];
  const queries: unknown[] = [];
  const operation = anOperation({
    environment: { COMPOSIO_API_KEY: "ak_1", ...environment },
    backend: "backend" in world ? world.backend : "https://state.example",
    log: (line) => void log.push(line),
    // Nobody runs out of patience here.
    clock: new WaitingTime({ now: 0, isHeld: true }).clock,
    client: {
      serverTime: () => ("serverTime" in world ? world.serverTime : serverTime),
      listAuthConfigs: async (query) => {
        queries.push(query);
        return { items, next_cursor: null, total_pages: 1, current_page: 1, total_items: items.length };
      },
    },
  });
  return { operation, log, queries };
}

const takenIn = async (world: World, facts: Partial<Inputs> = {}) =>
  (await earlierAttempt(worldOf(world).operation, { ...inputs, ...facts }))?.item.id;

describe("an earlier attempt", () => {
  it.each<[string, Partial<AuthConfigItem>]>([
    ["with a finished auto-name", {}],
    ["with a temporary name", { name: `GitHub-${mark}-0a1b2c3d` }],
    ["that is disabled", { status: "DISABLED" }],
    ["a minute short of a day old", { created_at: new Date(noon - 24 * HOUR_MS + 60_000).toISOString() }],
  ])("is taken over: one %s", async (_case, facts) => {
    expect(await takenIn({ items: [{ ...item, ...facts }] })).toBe("ac_1");
  });

  it.each<[string, Partial<AuthConfigItem>]>([
    ["of another resource", { name: "github-0123456789abcdee" }],
    ["of another stack", { name: "github-fedcba9876abcdef" }],
    ["without a mark", { name: "github" }],
    ["of another toolkit", { toolkit: { slug: "gmail" } }],
    ["of another kind", { type: "custom" }],
  ])("is not one %s", async (_case, facts) => {
    expect(await takenIn({ items: [{ ...item, ...facts }] })).toBeUndefined();
  });

  it("is not one that another resource of this run holds", async () => {
    const { operation } = worldOf({ items: [item] });
    operation.ledger.claim("ac_1");
    expect(await earlierAttempt(operation, inputs)).toBeUndefined();
  });

  it("is looked for once in a process, among all of the stack", async () => {
    const { operation, queries } = worldOf({ items: [item] });
    await earlierAttempt(operation, inputs);
    await earlierAttempt(operation, { ...inputs, __mark: "01234567ffffffff" });
    expect(queries).toEqual([{ search: "01234567", show_disabled: true, limit: 200 }]);
  });

  it("is not looked for without a mark", async () => {
    const { __mark, ...unmarked } = inputs;
    const { operation, queries } = worldOf({ items: [item] });
    expect([await earlierAttempt(operation, unmarked), queries]).toEqual([undefined, []]);
  });

  it("is not looked for if the backend is not known, which one line says", async () => {
    const { operation, queries, log } = worldOf({ items: [item], backend: undefined });
    await earlierAttempt(operation, inputs);
    await earlierAttempt(operation, inputs);
    expect([queries, log]).toEqual([
      [],
      [
        "Composio: the state's backend is not known, so nothing is looked for that a killed run may have left: set PULUMI_BACKEND_URL",
      ],
    ]);
  });

  it("is left to the user if there are several", async () => {
    await expect(takenIn({ items: [item, { ...item, id: "ac_2" }] })).rejects.toThrow(
      `Could not create auth config "github-${mark}" (toolkit github): 2 carry the mark of this resource: ac_1, ac_2. ` +
        "`npx pulumi-composio doctor --stack <stack>` names those that the stack does not hold: delete them, and run `pulumi up` again; or set COMPOSIO_TAKE_OVER=0 for a new one beside them.",
    );
  });
});

describe("an auth config that another stack may hold", () => {
  const WAYS =
    "so another stack may hold it, or this state has lost it. To go on with it, set COMPOSIO_TAKE_OVER=1 for this run; " +
    "for a new one beside it (right with --replace, a taint or replacementTrigger), COMPOSIO_TAKE_OVER=0; if the state has lost it, `npx pulumi-composio import ac_1`.";
  const old: Partial<AuthConfigItem> = { created_at: new Date(noon - 24 * HOUR_MS).toISOString() };
  const cases: Array<[string, Partial<AuthConfigItem>, Partial<World>, string]> = [
    ["a day old", old, {}, "made 24 hours ago, "],
    ["two days old", { created_at: new Date(noon - 48 * HOUR_MS).toISOString() }, {}, "made 2 days ago, "],
    ["three days old", { created_at: "2026-11-25T12:00:00.000Z" }, {}, "made 3 days ago, "],
    ["of no age", { created_at: undefined }, {}, "made at a time that the API does not tell, "],
    [
      "listed by a server without a clock",
      {},
      { serverTime: undefined },
      "made at a time that the API does not tell, ",
    ],
    ["in use", { no_of_connections: 1 }, {}, "made 3 minutes ago, and 1 account is connected through it, for life, "],
    [
      "in much use",
      { no_of_connections: 2 },
      {},
      "made 3 minutes ago, and 2 accounts are connected through it, for life, ",
    ],
    [
      "in a use that the API does not tell",
      { no_of_connections: undefined },
      {},
      "made 3 minutes ago, and the API does not say whether accounts are connected through it, ",
    ],
  ];

  it.each(cases)("is refused, with its age and the ways out: %s", async (_case, facts, world, reason) => {
    await expect(takenIn({ items: [{ ...item, ...facts }], ...world })).rejects.toThrow(
      `Could not create auth config "github-${mark}" (toolkit github): ac_1 carries the mark of this resource and was ${reason}${WAYS}`,
    );
  });

  it.each(cases)("is taken over if the user says so: %s", async (_case, facts, world) => {
    const environment = { COMPOSIO_TAKE_OVER: "1" };
    expect(await takenIn({ items: [{ ...item, ...facts }], ...world, environment })).toBe("ac_1");
  });

  it("is taken over if the user says so with white space around it", async () => {
    const items = [{ ...item, ...old }];
    expect(await takenIn({ items, environment: { COMPOSIO_TAKE_OVER: " 1\n" } })).toBe("ac_1");
  });

  it.each(cases)("gets a new one beside it if the user says so: %s", async (_case, facts, world) => {
    const environment = { COMPOSIO_TAKE_OVER: "0" };
    expect(await takenIn({ items: [{ ...item, ...facts }], ...world, environment })).toBeUndefined();
  });

  it.each<[string, NodeJS.ProcessEnv, Partial<Inputs>]>([
    ["this run", { COMPOSIO_FORCE_DESTROY: "1" }, {}],
    ["the program", {}, { forceDestroy: true }],
  ])("gets a new one beside it if it is in use and %s lets accounts break", async (_case, environment, facts) => {
    const items = [{ ...item, no_of_connections: 1 }];
    expect(await takenIn({ items, environment }, facts)).toBeUndefined();
    await expect(takenIn({ items: [{ ...item, ...old }], environment }, facts)).rejects.toThrow("carries the mark");
  });
});

describe("a preview", () => {
  const place = { urn: "urn", isLocal: false };
  const WARNING =
    `Warning: ac_1, named "github-${mark}" and made 3 minutes ago, carries the mark of this resource, as a killed run leaves it: ` +
    "`pulumi up` takes it over. If this stack was renamed or moved, stop here, and run `pulumi up` in the moved stack first.";

  it("warns once of the auth config that the up would take over", async () => {
    const { operation, log } = worldOf({ items: [item] });
    await foreseeCreate(operation, inputs, place);
    await foreseeCreate(operation, inputs, place);
    expect(log).toEqual([WARNING]);
  });

  it("warns of each that the up would take over", async () => {
    const other = "01234567ffffffff";
    const items = [item, { ...item, id: "ac_2", name: `other-${other}` }];
    const { operation, log } = worldOf({ items });
    await foreseeCreate(operation, inputs, place);
    await foreseeCreate(operation, { ...inputs, name: `other-${other}`, __mark: other }, place);
    expect(log).toEqual([WARNING, expect.stringContaining("Warning: ac_2, named")]);
  });

  it.each([
    ["a moment ago", 60_000],
    ["2 minutes ago", 2 * 60_000],
    ["119 minutes ago", 119 * 60_000],
    ["2 hours ago", 120 * 60_000],
    ["a moment ago", -5 * 60_000],
  ])("says that it was made %s", async (age, ms) => {
    const { operation, log } = worldOf({ items: [{ ...item, created_at: new Date(noon - ms).toISOString() }] });
    await foreseeCreate(operation, inputs, place);
    expect(log[0]).toContain(`and made ${age}, carries`);
  });

  it("says why the up would be refused", async () => {
    const { operation, log } = worldOf({ items: [{ ...item, no_of_connections: 1 }] });
    expect([await foreseeCreate(operation, inputs, place), log]).toEqual([
      expect.stringContaining("1 account is connected"),
      [],
    ]);
  });

  it("says nothing if there is nothing", async () => {
    const { operation, log } = worldOf({ items: [] });
    await foreseeCreate(operation, inputs, place);
    expect(log).toEqual([]);
  });

  it.each<[string, Partial<World>, Partial<Inputs>]>([
    ["the toolkit is not known yet", {}, { toolkit: UNKNOWN }],
    ["there is no key", { environment: { COMPOSIO_API_KEY: "" } }, {}],
  ])("asks nothing if %s", async (_case, world, facts) => {
    const { operation, queries } = worldOf({ items: [item], ...world });
    await foreseeCreate(operation, { ...inputs, ...facts }, place);
    expect(queries).toEqual([]);
  });

  it('asks nothing for a resource with validate: "local"', async () => {
    const { operation, queries } = worldOf({ items: [item] });
    await foreseeCreate(operation, inputs, { urn: "urn", isLocal: true });
    expect(queries).toEqual([]);
  });

  it("knows the auth config that the up would take over, without a claim to it", async () => {
    const { operation } = worldOf({ items: [item] });
    operation.ledger.noteCheck("github", inputs);
    await foreseeCreate(operation, inputs, place);
    expect([operation.ledger.rivalOf("ac_1", "holder"), operation.ledger.isClaimed("ac_1")]).toEqual([
      { by: "github", how: "foreseen" },
      false,
    ]);
  });

  it("foresees nothing without an answer, and asks no second time: the create does", async () => {
    const { operation, log } = worldOf({ items: [] });
    let asked = 0;
    operation.client().listAuthConfigs = async () => {
      asked += 1;
      throw new TransportError("list", "no answer", { mayHaveArrived: true });
    };
    await foreseeCreate(operation, inputs, place);
    await foreseeCreate(operation, inputs, place);
    expect([log, asked]).toEqual([[], 1]);
  });

  it.each([false, true])("warns once of every adoption, and asks nothing: %s", async (isLocal) => {
    const { operation, log, queries } = worldOf({ items: [item] });
    const { __mark, ...unmarked } = inputs;
    for (const each of [inputs, inputs, unmarked, unmarked]) {
      await foreseeCreate(operation, { ...each, adopt: true }, { urn: "urn", isLocal });
    }
    expect([log, queries]).toEqual([
      [
        "Warning: adopt: adopts the auth config that exists. If another resource of this program has made it, remove that resource from the state first " +
          "(`pulumi state delete`, or `retainOnDelete: true` and one `pulumi up`): otherwise its delete in the same run deletes the auth config.",
      ].flatMap((line) => [line, line]),
      [],
    ]);
  });
});
