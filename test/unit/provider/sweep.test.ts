import type { AuthConfigItem } from "../../../src/api/auth-config";
import type { ListAuthConfigsQuery } from "../../../src/client/client";
import { ApiError } from "../../../src/client/errors";
import { Sweep } from "../../../src/provider/sweep";
import { anOperation } from "../../support/an-operation";
import { WaitingTime } from "../../support/clocks";

const MINUTE_MS = 60_000;
const PAGE = 50;

interface Account {
  /** How many auth configs each toolkit has. */
  toolkits: Record<string, number>;
  mark?: string;
  /** Every so many-th is missing in the pages, as if a delete had moved it to a page that was read already. */
  unlistedEvery?: number;
}

/** An account whose requests are counted, and a clock that moves as the sweep waits. */
function sweepOf({ toolkits, mark = "", unlistedEvery = 0 }: Account) {
  const time = new WaitingTime();
  const items = Object.entries(toolkits).flatMap(([slug, count]) =>
    Array.from({ length: count }, (_, index) => itemOf(`ac_${slug}_${index}`, slug, `${slug}-${index}-${mark}`)),
  );
  const requests = { pages: 0, reads: 0, queries: new Set<string>() };
  const hook = { page: 0, run: () => {} };
  let mostPages = Number.POSITIVE_INFINITY;
  const pageOf = (query: ListAuthConfigsQuery = {}) => {
    requests.pages += 1;
    if (requests.pages > mostPages) throw new Error("no");
    const { toolkit_slug: slug, search = "", cursor } = query;
    requests.queries.add(JSON.stringify({ slug, search }));
    const found = () => items.filter((item) => (!slug || item.toolkit.slug === slug) && item.name.includes(search));
    const page = Number(
      Buffer.from(cursor ?? "", "base64")
        .toString()
        .split("-")[0] || 1,
    );
    const pages = Math.max(1, Math.ceil(found().length / PAGE));
    if (page === hook.page) hook.run();
    return {
      items: found()
        .slice((page - 1) * PAGE, page * PAGE)
        .filter((_, index) => unlistedEvery === 0 || index % unlistedEvery !== 0),
      next_cursor: page < pages ? Buffer.from(`${page + 1}-${PAGE}`).toString("base64") : null,
      total_pages: pages,
      current_page: page,
      total_items: found().length,
    };
  };
  const { clock } = time;
  const { client } = anOperation({
    clock,
    client: {
      listAuthConfigs: async (query) => pageOf(query),
      getAuthConfig: async (id) => {
        requests.reads += 1;
        const item = items.find((each) => each.id === id);
        if (!item) throw new ApiError("read it", { status: 404, form: "envelope" });
        return item;
      },
    },
  });
  const sweep = new Sweep(client, clock);
  /** Finds so many of a toolkit, as the engine does: `parallel` at a time. */
  const findAll = async (slug: string, count: number, { parallel = 16, maxAgeMs = MINUTE_MS } = {}) => {
    for (let begin = 0; begin < count; begin += parallel) {
      const batch = Array.from({ length: Math.min(parallel, count - begin) }, (_, index) => begin + index);
      const state = mark ? { __isAutoNamed: true as const, __mark: mark, toolkit: slug } : { toolkit: slug };
      const found = await Promise.all(batch.map((index) => sweep.find(`ac_${slug}_${index}`, state, maxAgeMs)));
      expect(found.map(({ id }) => id)).toEqual(batch.map((index) => `ac_${slug}_${index}`));
    }
    return requests.pages + requests.reads;
  };
  return {
    sweep,
    requests,
    findAll,
    pass: (ms: number) => time.pass(ms),
    /** Deletes the newest. */
    deleteFirst: () => items.shift(),
    beforePage: (page: number, run: () => void) => Object.assign(hook, { page, run }),
    failAfter: (pages: number) => {
      mostPages = pages;
    },
  };
}

const itemOf = (id: string, slug: string, name: string): AuthConfigItem => ({
  id,
  type: "default",
  toolkit: { slug },
  name,
  status: "ENABLED",
  no_of_connections: 0,
});

describe("names of the user's own", () => {
  it.each([1, 2, 3])("are read by their ids if they are %d", async (count) => {
    const { findAll, requests } = sweepOf({ toolkits: { github: 1_000 } });
    await findAll("github", count);
    expect([requests.reads, requests.pages]).toEqual([count, 0]);
  });

  it("are listed if they are all of the account", async () => {
    const { findAll } = sweepOf({ toolkits: { github: 1_000 } });
    expect(await findAll("github", 1_000)).toBeLessThanOrEqual(2 * 20 + 40);
  });

  it("are listed by their toolkit if that is the smaller part", async () => {
    const { findAll, requests } = sweepOf({ toolkits: { github: 1_000, gmail: 9_000 } });
    expect(await findAll("github", 1_000)).toBeLessThanOrEqual(2 * 20 + 40);
    expect(requests.queries).toContain('{"slug":"github","search":""}');
  });

  it("cost no more than twice the pages of the account, though it is ten times as large", async () => {
    const { findAll } = sweepOf({ toolkits: { github: 10_000 } });
    expect(await findAll("github", 1_000)).toBeLessThanOrEqual(2 * 200 + 40);
  });

  it.each([30, 100])("cost two requests more than themselves if they are %d in a very large account", async (count) => {
    const { findAll } = sweepOf({ toolkits: { github: 100_000 } });
    expect(await findAll("github", count)).toBe(count + 2);
  });

  it.each([1, 8, 64])("are counted anew as they come, %d at a time", async (parallel) => {
    const { findAll } = sweepOf({ toolkits: { github: 400 } });
    expect(await findAll("github", 400, { parallel })).toBeLessThanOrEqual(2 * 8 + parallel + 2);
  });

  it("of many toolkits are one listing of the account", async () => {
    const slugs = Array.from({ length: 200 }, (_, index) => `toolkit${index}`);
    const { sweep, requests } = sweepOf({ toolkits: Object.fromEntries(slugs.map((slug) => [slug, 1])) });
    for (const slug of slugs) await sweep.find(`ac_${slug}_0`, { toolkit: slug }, MINUTE_MS);
    expect(requests.pages + requests.reads).toBeLessThanOrEqual(2 * 4 + 4);
  });
});

describe("a listing", () => {
  it("of auto-names is narrowed to their stack, and always worth its pages", async () => {
    const { findAll, requests } = sweepOf({ toolkits: { github: 200 }, mark: "0123456789abcdef" });
    expect(await findAll("github", 200, { parallel: 8 })).toBe(4);
    expect([...requests.queries]).toEqual(['{"search":"01234567"}']);
  });

  it("is read no further than to what is asked for", async () => {
    const { findAll, requests } = sweepOf({ toolkits: { github: 5_000 } });
    // Both scopes have 100 pages: so many are read by id, 16 at a time. Then 5 pages hold what is asked for.
    await findAll("github", 200);
    expect([requests.reads, requests.pages]).toEqual([96, 2 + 5]);
    await findAll("github", 1_000);
    expect([requests.reads, requests.pages]).toEqual([96, 2 + 5 + 16]);
  });

  it("is read on until it holds what is asked for", async () => {
    const { sweep, findAll, requests } = sweepOf({ toolkits: { github: 5_000 } });
    await findAll("github", 96);
    const far = Array.from({ length: 16 }, (_, index) => sweep.find(`ac_github_${3_000 + index}`, {}, MINUTE_MS));
    expect((await Promise.all(far)).at(-1)).toMatchObject({ id: "ac_github_3015" });
    expect([requests.reads, requests.pages]).toEqual([96, 2 + 1 + 4 + 4 * 16]);
  });

  it("is read again from so far back as the deletes of this process may have moved the others", async () => {
    const { sweep, requests, deleteFirst } = sweepOf({ toolkits: { github: 1_000 } });
    for (let index = 0; index < 1_000; index += 1) {
      await sweep.find(`ac_github_${index}`, { toolkit: "github" }, MINUTE_MS);
      deleteFirst();
      sweep.forget(`ac_github_${index}`);
    }
    expect([requests.reads, requests.pages]).toEqual([27, 23]);
  });

  it("is read no further for a few that have moved while its pages were on their way", async () => {
    const { sweep, findAll, requests, deleteFirst, beforePage } = sweepOf({ toolkits: { github: 5_000 } });
    await findAll("github", 96);
    beforePage(3, () => {
      for (const index of [0, 1, 2, 3, 4]) {
        deleteFirst();
        sweep.forget(`ac_github_${index}`);
      }
    });
    const last = Array.from({ length: 16 }, (_, index) => `ac_github_${96 + index}`);
    await Promise.all(last.map((id) => sweep.find(id, { toolkit: "github" }, MINUTE_MS)));
    expect([requests.reads, requests.pages]).toEqual([96 + 5, 2 + 5]);
  });

  it("is read on for the auth configs of its own scope alone", async () => {
    const { sweep, requests } = sweepOf({ toolkits: { github: 500, gmail: 200, slack: 2_000 } });
    const find = (slug: string, from: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        sweep.find(`ac_${slug}_${from + index}`, { toolkit: slug }, MINUTE_MS),
      );
    await Promise.all([...find("github", 0, 20), ...find("gmail", 0, 20)]);
    const before = requests.pages;
    await Promise.all([...find("github", 60, 5), ...find("gmail", 150, 5)]);
    expect([requests.reads, before, requests.pages - before]).toEqual([0, 3, 4 + 3]);
  });

  it("is made anew if it is too old for one of those who ask at the same time", async () => {
    const { sweep, findAll, requests, pass } = sweepOf({ toolkits: { github: 40 } });
    await findAll("github", 40);
    await pass(11_000);
    const find = (maxAgeMs: number) => (index: number) =>
      sweep.find(`ac_github_${index}`, { toolkit: "github" }, maxAgeMs);
    const before = requests.pages;
    sweep.forget("ac_github_0");
    await Promise.all([...[0, 1, 2].map(find(MINUTE_MS)), ...[3, 4, 5].map(find(10_000))]);
    expect([requests.pages - before, requests.reads]).toEqual([1, 1]);
  });

  it("whose next pages fail leaves the others to ask by id", async () => {
    const { findAll, requests, failAfter } = sweepOf({ toolkits: { github: 400 } });
    failAfter(4);
    await findAll("github", 400);
    expect([requests.pages, requests.reads]).toEqual([1 + 4, 350]);
  });

  it("is waited for by reads that come while it is on its way", async () => {
    const { sweep, requests } = sweepOf({ toolkits: { github: 40 }, mark: "0123456789abcdef" });
    const state = { __isAutoNamed: true as const, __mark: "0123456789abcdef" };
    const first = Array.from({ length: 15 }, (_, index) => sweep.find(`ac_github_${index}`, state, MINUTE_MS));
    await new Promise((resolve) => setImmediate(resolve));
    const second = Array.from({ length: 15 }, (_, index) => sweep.find(`ac_github_${15 + index}`, state, MINUTE_MS));
    await Promise.all([...first, ...second]);
    expect([requests.pages, requests.reads]).toEqual([1, 0]);
  });

  it.each([
    { parallel: 31, pages: 1 },
    { parallel: 32, pages: 5 },
  ])("of a stack begins with $pages pages at once if $parallel reads come at once", async ({ parallel, pages }) => {
    const { findAll, requests } = sweepOf({ toolkits: { github: 40 }, mark: "0123456789abcdef" });
    await findAll("github", 40, { parallel });
    expect([requests.pages, requests.reads]).toEqual([pages, 0]);
  });

  it("of a stack that has one page begins with one page again, however many reads come", async () => {
    const { findAll, requests, pass } = sweepOf({ toolkits: { github: 40 }, mark: "0123456789abcdef" });
    for (const parallel of [31, 31, 40]) {
      await findAll("github", 40, { parallel, maxAgeMs: 10_000 });
      await pass(10_001);
    }
    expect([requests.pages, requests.reads]).toEqual([3, 0]);
  });

  it("of a stack begins with one page if its reads come few by few", async () => {
    const { findAll, requests, pass } = sweepOf({ toolkits: { github: 80 }, mark: "0123456789abcdef" });
    await findAll("github", 40, { parallel: 16, maxAgeMs: 10_000 });
    await pass(10_001);
    await findAll("github", 40, { parallel: 16, maxAgeMs: 10_000 });
    expect([requests.pages, requests.reads]).toEqual([2, 0]);
  });

  it("of the account begins with one page, which says whether the others are worth it", async () => {
    const { findAll, requests } = sweepOf({ toolkits: { github: 5_000 } });
    await findAll("github", 64, { parallel: 64 });
    expect([requests.pages, requests.reads]).toEqual([2, 64]);
  });

  it("is not made again for auth configs that a fresh one lacks", async () => {
    const { findAll, requests } = sweepOf({ toolkits: { github: 1_000 }, unlistedEvery: 10 });
    await findAll("github", 1_000);
    expect([requests.pages, requests.reads]).toEqual([20 + 2, 16 + 98]);
  });

  it("that is too old is made again at once, since it was worth it before", async () => {
    const { findAll, requests, pass } = sweepOf({ toolkits: { github: 200 } });
    await findAll("github", 200, { maxAgeMs: 10_000 });
    const before = requests.pages + requests.reads;
    await pass(10_001);
    await findAll("github", 200, { maxAgeMs: 10_000 });
    expect(requests.pages + requests.reads - before).toBe(4);
  });

  it("gives no answer for an auth config that this process has written to since", async () => {
    const { sweep, findAll, requests } = sweepOf({ toolkits: { github: 50 } });
    await findAll("github", 50);
    const before = requests.reads;
    sweep.forget("ac_github_7");
    await findAll("github", 50);
    expect(requests.reads - before).toBe(1);
  });

  it("that fails leaves each read to ask by id", async () => {
    const { sweep, requests } = sweepOf({ toolkits: { github: 10 } });
    const { client, clock } = anOperation({
      client: {
        listAuthConfigs: () => Promise.reject(new Error("no")),
        getAuthConfig: async (id) => {
          requests.reads += 1;
          return itemOf(id, "github", id);
        },
      },
    });
    const failing = new Sweep(client, clock);
    await Promise.all(["a", "b", "c", "d", "e"].map((id) => failing.find(id, { toolkit: "github" }, MINUTE_MS)));
    expect([requests.reads, sweep]).toEqual([5, expect.any(Sweep)]);
  });
});

it("asks once more for an auth config that is not found, and then says so", async () => {
  const { sweep, requests } = sweepOf({ toolkits: { github: 1 } });
  await expect(sweep.find("ac_gone", { toolkit: "github" }, MINUTE_MS)).rejects.toThrow("answered 404");
  expect(requests.reads).toBe(2);
});
