import type { Page } from "../../../src/api/page";
import type { Client } from "../../../src/client/client";
import { ApiError, UnreadableAnswerError } from "../../../src/client/errors";
import { everyAuthConfig, Pages, pagesOfAuthConfigs } from "../../../src/client/pages";

const cursorTo = (page: number, limit = 50) => Buffer.from(`${page}-${limit}`).toString("base64");

/** An API with one auth config a page, whose pages have these cursors to the next; and the cursors it was asked with, round by round. */
function apiWith(nextCursors: Array<string | null | undefined>, { pageOf = pageIn, total = nextCursors.length } = {}) {
  const rounds: unknown[][] = [];
  let isNewRound = true;
  const listAuthConfigs = async ({ cursor }: { cursor?: string }): Promise<Page<{ id: string }>> => {
    if (isNewRound) rounds.push([]);
    isNewRound = false;
    rounds.at(-1)?.push(cursor);
    await new Promise(setImmediate);
    isNewRound = true;
    const page = pageOf(cursor, nextCursors);
    const items = page < nextCursors.length ? [{ id: `ac_${page + 1}` }] : [];
    return { items, next_cursor: nextCursors[page], total_pages: total, current_page: page + 1, total_items: total };
  };
  return { client: { listAuthConfigs } as unknown as Client, rounds };
}

const pageIn = (cursor: string | undefined, nextCursors: Array<string | null | undefined>): number => {
  if (cursor === undefined) return 0;
  const numbered = /^(\d+)-/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  return numbered ? Number(numbered) - 1 : nextCursors.indexOf(cursor) + 1;
};

/** Those of so many pages. */
const cursorsOf = (count: number, limit = 50) =>
  Array.from({ length: count }, (_, index) => (index < count - 1 ? cursorTo(index + 2, limit) : null));

const idsOf = async (client: Client) => (await everyAuthConfig(client, {})).map(({ id }) => id);
const ids = (count: number) => Array.from({ length: count }, (_, index) => `ac_${index + 1}`);

it("asks once if one page holds everything", async () => {
  const { client, rounds } = apiWith([null]);
  expect([await idsOf(client), rounds]).toEqual([ids(1), [[undefined]]]);
});

it("asks for the pages after the first at once, if its cursor tells theirs", async () => {
  const { client, rounds } = apiWith([cursorTo(2), cursorTo(3), cursorTo(4), undefined]);
  expect([await idsOf(client), rounds]).toEqual([ids(4), [[undefined], [cursorTo(2), cursorTo(3), cursorTo(4)]]]);
});

it("asks for sixteen at once", async () => {
  const { client, rounds } = apiWith(cursorsOf(40));
  expect([await idsOf(client), rounds.map((round) => round.length)]).toEqual([ids(40), [1, 16, 16, 7]]);
});

it("follows cursors of another form one by one", async () => {
  const { client, rounds } = apiWith(["next", "after", null]);
  expect([await idsOf(client), rounds]).toEqual([ids(3), [[undefined], ["next"], ["after"]]]);
});

it.each(["2-50", Buffer.from("2-x").toString("base64"), Buffer.from("2-50-1").toString("base64"), "Mi01MA"])(
  "does not guess from %s",
  async (cursor) => {
    const { client, rounds } = apiWith([cursor, null], { total: 9, pageOf: (asked) => (asked === undefined ? 0 : 1) });
    expect([await idsOf(client), rounds]).toEqual([ids(2), [[undefined], [cursor]]]);
  },
);

it("ignores a page that the page before does not lead to", async () => {
  const { client, rounds } = apiWith([cursorTo(2), cursorTo(4), cursorTo(4), null]);
  const guessed = [cursorTo(2), cursorTo(3), cursorTo(4)];
  expect([await idsOf(client), rounds]).toEqual([
    ["ac_1", "ac_2", "ac_4"],
    [[undefined], guessed, [cursorTo(4)]],
  ]);
});

it("fails for a refused page only if the page before leads to it", async () => {
  const refuse = (asked: string | undefined) => {
    if (asked === cursorTo(3)) throw new Error("no such page");
    return pageIn(asked, []);
  };
  const { client } = apiWith([cursorTo(2), null], { total: 3, pageOf: refuse });
  expect(await idsOf(client)).toEqual(ids(2));
  const { client: other } = apiWith([cursorTo(2), cursorTo(3), null], { pageOf: refuse });
  await expect(idsOf(other)).rejects.toThrow("no such page");
});

it("is content with fewer pages than were announced", async () => {
  const { client } = apiWith([cursorTo(2), null], { total: 5 });
  expect(await idsOf(client)).toEqual(ids(2));
});

it("goes on if there are more pages than were announced", async () => {
  const { client, rounds } = apiWith([cursorTo(2), cursorTo(3), null], { total: 2 });
  expect([await idsOf(client), rounds]).toEqual([ids(3), [[undefined], [cursorTo(2)], [cursorTo(3)]]]);
});

it("does not go round in circles", async () => {
  const { client } = apiWith(["a", "b", "a"]);
  await expect(idsOf(client)).rejects.toThrow("Could not list auth configs: the API gave the same page twice.");
});

it("follows the cursors one by one if nobody says how many pages there are", async () => {
  const { client, rounds } = apiWith([cursorTo(2), cursorTo(3), null]);
  const { listAuthConfigs } = client;
  const silent = {
    listAuthConfigs: async (query: object) => {
      const { total_pages: _pages, ...page } = await listAuthConfigs(query);
      return page;
    },
  } as unknown as Client;
  expect([await idsOf(silent), rounds]).toEqual([ids(3), [[undefined], [cursorTo(2)], [cursorTo(3)]]]);
});

describe("a list that is read as far as somebody needs it", () => {
  const cursors = cursorsOf(40, 1);

  it("asks for one page, then for four, and then for sixteen at once", async () => {
    const { client, rounds } = apiWith(cursors);
    const pages = pagesOfAuthConfigs(client, {});
    const found: string[][] = [];
    while (!pages.isAtEnd) found.push((await pages.readOn()).flatMap(({ items }) => items.map(({ id }) => id)));
    expect([found.flat(), rounds.map((round) => round.length)]).toEqual([ids(40), [1, 4, 16, 16, 3]]);
  });

  it("asks for five at once if the first page is hardly the last, and then for sixteen", async () => {
    const { client, rounds } = apiWith(cursorsOf(40, 200));
    const pages = pagesOfAuthConfigs(client, {}, { areMany: true });
    const found: string[][] = [];
    while (!pages.isAtEnd) found.push((await pages.readOn()).flatMap(({ items }) => items.map(({ id }) => id)));
    expect([found.flat(), rounds.map((round) => round.length)]).toEqual([ids(40), [5, 16, 16, 3]]);
    expect(rounds[0]).toEqual([undefined, ...[2, 3, 4, 5].map((page) => cursorTo(page, 200))]);
  });

  it("waits for none of the pages that it guessed and that are not there", async () => {
    const asked: unknown[] = [];
    const listAuthConfigs = async ({ cursor }: { cursor?: string }) => {
      asked.push(cursor);
      if (cursor === cursorTo(2, 200)) return { items: [{ id: "ac_2" }], next_cursor: null };
      if (cursor === cursorTo(3, 200)) throw new Error("no such page");
      if (cursor !== undefined) return new Promise(() => {});
      return { items: [{ id: "ac_1" }], next_cursor: cursorTo(2, 200), total_pages: 2 };
    };
    const pages = pagesOfAuthConfigs({ listAuthConfigs } as unknown as Client, {}, { areMany: true });
    const found = (await pages.readOn()).flatMap(({ items }) => items.map(({ id }) => id));
    expect([found, pages.isAtEnd, asked.length]).toEqual([ids(2), true, 5]);
  });

  it("follows no guess that the first page does not confirm", async () => {
    const { client, rounds } = apiWith(["next", null]);
    const pages = pagesOfAuthConfigs(client, {}, { areMany: true });
    while (!pages.isAtEnd) await pages.readOn();
    expect(rounds.map((round) => round.length)).toEqual([5, 1]);
  });

  it("guesses by the smaller pages if the API has refused the larger ones", async () => {
    const limits: Array<[limit: number | undefined, cursor: string | undefined]> = [];
    const listAuthConfigs = async ({ limit, cursor }: { limit?: number; cursor?: string }) => {
      limits.push([limit, cursor]);
      if (limit === 200) throw new ApiError("list auth configs", { status: 400, form: "envelope" });
      return { items: [], next_cursor: null };
    };
    const client = { listAuthConfigs } as unknown as Client;
    await pagesOfAuthConfigs(client, {}, { areMany: true }).readOn();
    limits.length = 0;
    await pagesOfAuthConfigs(client, {}, { areMany: true }).readOn();
    expect(limits).toEqual([undefined, 2, 3, 4, 5].map((page) => [50, page && cursorTo(page)]));
  });

  it("reads pages again if items of them have gone, the first one without a cursor", async () => {
    const { client, rounds } = apiWith(cursors);
    const pages = pagesOfAuthConfigs(client, {});
    for (const moved of [0, 0, 2, 99]) await pages.readOn(moved);
    const from = (first: number) => Array.from({ length: 16 }, (_, index) => cursorTo(first + index, 1));
    const second = [2, 3, 4, 5].map((page) => cursorTo(page, 1));
    expect(rounds).toEqual([[undefined], second, from(4), [undefined, ...from(1).slice(1)]]);
  });

  it("goes back by as many pages as those items have filled", async () => {
    const { client, rounds } = apiWith(Array.from({ length: 40 }, (_, index) => cursorTo(index + 2)));
    const pages = pagesOfAuthConfigs(client, {});
    for (const moved of [0, 0, 51]) await pages.readOn(moved);
    expect(rounds[2]?.[0]).toBe(cursorTo(4));
  });

  it("can't go back by cursors that it can't guess", async () => {
    const { client, rounds } = apiWith(["next", "after", null]);
    const pages = pagesOfAuthConfigs(client, {});
    while (!pages.isAtEnd) await pages.readOn(7);
    expect(rounds).toEqual([[undefined], ["next"], ["after"]]);
  });

  it("still sees that it goes round in circles", async () => {
    const ask = async () => ({ items: [], next_cursor: cursorTo(2, 1), total_pages: 3 });
    const pages = new Pages("auth configs", { most: [1] }, ask);
    await pages.readOn();
    await pages.readOn();
    await expect(pages.readOn()).rejects.toThrow("the API gave the same page twice");
  });
});

describe("an item that can't be read", () => {
  const unreadable = [{ id: "ac_2", problem: "items[1].name (expected string, received null)" }];
  const client = { listAuthConfigs: async () => ({ items: [{ id: "ac_1" }], unreadable }) } as unknown as Client;

  it("is an error that names its id, since a search can't tell whether it was the one", async () => {
    await expect(everyAuthConfig(client, {})).rejects.toThrow(
      new UnreadableAnswerError("list auth configs", "ac_2: items[1].name (expected string, received null)"),
    );
  });

  it("does not fail a search if its name does not contain the text", async () => {
    const left = (name?: string) => [{ ...unreadable[0], ...(name !== undefined && { name }) }];
    const found = (items: object[]) => {
      const listAuthConfigs = async () => ({ items: [{ id: "ac_1" }], unreadable: items });
      const query = { search: "01234567", show_disabled: true };
      return everyAuthConfig({ listAuthConfigs } as unknown as Client, query).catch((error: Error) => error.name);
    };
    expect(await Promise.all([left("GitHub"), left("github-0123456789abcdef"), left()].map(found))).toEqual([
      [{ id: "ac_1" }],
      "UnreadableAnswerError",
      "UnreadableAnswerError",
    ]);
  });

  it("hides no other item from a caller that wants to hear of it", async () => {
    const told: unknown[] = [];
    expect([await everyAuthConfig(client, {}, (items) => void told.push(items)), told]).toEqual([
      [{ id: "ac_1" }],
      [unreadable],
    ]);
  });
});

describe("the size of a page", () => {
  const page = { items: [], next_cursor: null };
  const apiTaking = (most: number) => {
    const limits: unknown[] = [];
    const listAuthConfigs = async ({ limit = 0 }: { limit?: number }) => {
      limits.push(limit);
      if (limit > most) throw new ApiError("list auth configs", { status: 400, form: "envelope" });
      return page;
    };
    return { client: { listAuthConfigs } as unknown as Client, limits };
  };

  it.each([
    ["200 if the API takes that", 200, [200, 200]],
    ["50 if it does not, which is asked once", 50, [200, 50, 50]],
  ])("is %s", async (_what, most, expected) => {
    const { client, limits } = apiTaking(most);
    await everyAuthConfig(client, {});
    await everyAuthConfig(client, {});
    expect(limits).toEqual(expected);
  });

  it.each([
    ["refused otherwise", new ApiError("list auth configs", { status: 403, form: "envelope" })],
    ["not answered", new Error("no answer")],
  ])("is not blamed if it is %s", async (_how, failure) => {
    const limits: unknown[] = [];
    const listAuthConfigs = async ({ limit }: { limit?: number }) => {
      limits.push(limit);
      throw failure;
    };
    await expect(everyAuthConfig({ listAuthConfigs } as unknown as Client, {})).rejects.toBe(failure);
    expect(limits).toEqual([200]);
  });

  it("is not blamed if a later page is refused", async () => {
    const refusal = new ApiError("list auth configs", { status: 400, form: "envelope" });
    const limits: unknown[] = [];
    const listAuthConfigs = async ({ limit, cursor }: { limit?: number; cursor?: string }) => {
      limits.push(limit);
      if (cursor !== undefined) throw refusal;
      return { items: [], next_cursor: "next" };
    };
    await expect(everyAuthConfig({ listAuthConfigs } as unknown as Client, {})).rejects.toBe(refusal);
    expect(limits).toEqual([200, 200]);
  });

  it("is not blamed if the API refuses the smaller page too", async () => {
    const { client, limits } = apiTaking(0);
    await expect(everyAuthConfig(client, {})).rejects.toThrow("the API answered 400");
    await expect(everyAuthConfig(client, {})).rejects.toThrow("the API answered 400");
    expect(limits).toEqual([200, 50, 200, 50]);
  });
});
