import type { AuthConfigItem } from "../../../src/api/auth-config";
import { ApiError } from "../../../src/client/errors";
import type { State } from "../../../src/model/inputs";
import { GUARD_AGE_MS, READ_AGE_MS, Sweep } from "../../../src/provider/sweep";
import { anOperation } from "../../support/an-operation";
import { settled, WaitingTime } from "../../support/clocks";

const STACK = "01234567";
const autoNamed: Partial<State> = { __isAutoNamed: true, __mark: `${STACK}89abcdef` };
const own: Partial<State> = { __mark: `${STACK}89abcdef` };
const notFound = () => new ApiError("read it", { status: 404, form: "envelope" });
const refused = new ApiError("read it", { status: 403, form: "envelope" });

interface World {
  /** The ids that a listing shows. */
  listed?: string[];
  pages?: number;
  listing?: Error;
  /** How reads by id fail, one after the other. */
  reads?: Error[];
}

function worldOf({ listed = [], pages = 1, listing, reads = [] }: World) {
  const time = new WaitingTime();
  const calls: unknown[] = [];
  const item = (id: string, from: string): AuthConfigItem => ({
    id,
    type: "default",
    toolkit: { slug: "gmail" },
    name: from,
    status: "ENABLED",
    no_of_connections: 0,
  });
  const { client, clock } = anOperation({
    clock: {
      ...time.clock,
      sleep: (ms) => {
        if (ms >= 1_000) calls.push(`waits ${ms}`);
        return time.clock.sleep(ms);
      },
    },
    client: {
      getAuthConfig: async (id) => {
        calls.push(id);
        const failure = reads.shift();
        if (failure) throw failure;
        return item(id, "by id");
      },
      listAuthConfigs: async (query) => {
        calls.push(query);
        if (listing) throw listing;
        const items = listed.map((id) => item(id, "listed"));
        return { items, next_cursor: null, total_pages: pages, current_page: 1, total_items: items.length };
      },
    },
  });
  const sweep = new Sweep(client, clock);
  const find = (ids: string[], state = autoNamed, maxAgeMs = READ_AGE_MS) =>
    Promise.all(ids.map((id) => sweep.find(id, state, maxAgeMs).then(({ name }) => name)));
  return { sweep, find, calls, pass: (ms: number) => time.pass(ms) };
}

const three = ["ac_1", "ac_2", "ac_3"];
const four = [...three, "ac_4"];
const narrowed = { show_disabled: true, search: STACK, limit: 200 };

it("asks for a few by their ids, all at once", async () => {
  const { find, calls } = worldOf({});
  expect([await find(three), calls]).toEqual([three.map(() => "by id"), three]);
});

it("asks one listing for more, of this stack alone", async () => {
  const { find, calls } = worldOf({ listed: four, pages: 9 });
  expect([await find(four), calls]).toEqual([four.map(() => "listed"), [narrowed]]);
});

it("gathers those that come within ten milliseconds", async () => {
  const time = new WaitingTime({ isHeld: true });
  const calls: unknown[] = [];
  const listed = four.map(
    (id): AuthConfigItem => ({ id, type: "default", toolkit: { slug: "gmail" }, name: "listed" }),
  );
  const { client } = anOperation({
    client: {
      listAuthConfigs: async (query) => {
        calls.push(query);
        return { items: listed, next_cursor: null };
      },
    },
  });
  const sweep = new Sweep(client, time.clock);
  const found = [];
  for (const id of four) {
    found.push(sweep.find(id, autoNamed, READ_AGE_MS));
    await settled();
  }
  await time.pass(10);
  expect([await Promise.all(found), calls]).toEqual([listed, [narrowed]]);
});

it("counts those that it has asked for by their ids", async () => {
  const { find, calls } = worldOf({ listed: four });
  await find(three);
  expect([await find(["ac_4"]), calls]).toEqual([["listed"], [...three, narrowed]]);
});

it.each<[string, Partial<State>, number, unknown]>([
  ["a name of the user's own", own, 4, ["listed", { show_disabled: true, limit: 200 }]],
  ["an auto-name without a mark", { __isAutoNamed: true }, 4, ["listed", { show_disabled: true, limit: 200 }]],
  ["names of the user's own in a large account", own, 5, ["by id", { show_disabled: true, limit: 200 }]],
])(
  "lists the whole account only if its pages are no more than the reads: %s",
  async (_case, state, pages, expected) => {
    const { find, calls } = worldOf({ listed: four, pages });
    const [found] = await find(four, state);
    expect([found, calls[0]]).toEqual(expected);
  },
);

it("asks by id for an auth config that the listing does not hold", async () => {
  const { find, calls } = worldOf({ listed: three });
  expect([await find(four), calls]).toEqual([
    ["listed", "listed", "listed", "by id"],
    [narrowed, "ac_4"],
  ]);
});

it("asks by id if there is no listing", async () => {
  const { find, calls } = worldOf({ listing: new Error("no answer") });
  expect([await find(four), calls]).toEqual([four.map(() => "by id"), [narrowed, ...four]]);
});

it.each([
  [GUARD_AGE_MS, GUARD_AGE_MS, 1],
  [GUARD_AGE_MS, GUARD_AGE_MS + 1, 2],
  [READ_AGE_MS, GUARD_AGE_MS + 1, 1],
  [READ_AGE_MS, READ_AGE_MS + 1, 2],
])("answers with a listing of no more than %i ms: after %i ms, %i listings", async (maxAgeMs, ageMs, listings) => {
  const { find, calls, pass } = worldOf({ listed: four });
  await find(four);
  await pass(ageMs);
  expect(await find(four, autoNamed, maxAgeMs)).toEqual(four.map(() => "listed"));
  expect(calls).toHaveLength(listings);
});

it("keeps one listing for each stack", async () => {
  const { find, calls } = worldOf({ listed: four });
  await Promise.all([find(four), find(four, { __isAutoNamed: true, __mark: "fedcba9889abcdef" })]);
  expect(calls).toEqual([narrowed, { ...narrowed, search: "fedcba98" }]);
});

it("asks by id for an auth config that this process has written to since", async () => {
  const { sweep, find, calls } = worldOf({ listed: four });
  await find(four);
  sweep.forget("ac_1");
  expect([await find(["ac_1", "ac_2"]), calls]).toEqual([
    ["by id", "listed"],
    [narrowed, "ac_1"],
  ]);
});

it("asks once more, a second later, for an auth config that is not found", async () => {
  const { find, calls } = worldOf({ reads: [notFound()] });
  expect([await find(["ac_1"]), calls]).toEqual([["by id"], ["ac_1", "waits 1000", "ac_1"]]);

  const failure = notFound();
  const gone = worldOf({ reads: [notFound(), failure] });
  await expect(gone.find(["ac_1"])).rejects.toBe(failure);
  expect(gone.calls).toHaveLength(3);
});

it("asks once if it is refused", async () => {
  const { find, calls } = worldOf({ reads: [refused] });
  await expect(find(["ac_1"])).rejects.toBe(refused);
  expect(calls).toEqual(["ac_1"]);
});
