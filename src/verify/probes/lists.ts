/** Lists: order, limits, cursors, search, and what they leave out. Only scratch configs of this run are looked at. */

import type { Item } from "../items";
import { isItem, itemsOf } from "../items";
import type { Lab } from "../lab";
import type { Probe } from "../probe";
import { probeOf } from "../probe";
import { Other } from "../seen";
import { Unclear } from "../wire";

const has = (items: Item[], id: string): boolean => items.some((item) => item.id === id);

async function seeOrder(lab: Lab): Promise<"newest-first" | "oldest-first" | Other> {
  const older = await lab.fixture("app");
  return lab.temporary("app", async (newer) => {
    const ids = (await lab.requests.list()).map(({ id }) => id);
    if (!ids.includes(older) || !ids.includes(newer)) throw new Unclear("a list lacks what was made");
    return ids.indexOf(newer) < ids.indexOf(older) ? "newest-first" : "oldest-first";
  });
}

const isTaken = async (lab: Lab, limit: number): Promise<boolean> => {
  const { status } = await lab.requests.listPage({ limit });
  if (status !== 200 && status !== 400 && status !== 422) throw new Unclear(`a list was answered with ${status}`);
  return status === 200;
};

async function seePageLimit(lab: Lab): Promise<200 | 50 | Other> {
  if (!(await isTaken(lab, 200))) return (await isTaken(lab, 50)) ? 50 : new Other("less than 50");
  if (await isTaken(lab, 201))
    throw new Unclear("a limit above the maximum is taken too, so the maximum can't be seen");
  return 200;
}

const seeExcessLimit = async (lab: Lab): Promise<"refused" | "lowered" | Other> =>
  (await isTaken(lab, (await isTaken(lab, 200)) ? 201 : 51)) ? "lowered" : "refused";

async function seeSearch(lab: Lab): Promise<"anywhere" | "start" | Other> {
  const id = await lab.fixture("app");
  const name = String((await lab.requests.item(id)).name);
  if (has(await lab.requests.list({ search: name.slice(-10) }), id)) return "anywhere";
  return has(await lab.requests.list({ search: name }), id)
    ? "start"
    : new Other("a search for the whole name does not find it");
}

async function seeToolkitFilter(lab: Lab): Promise<"applied" | "ignored" | Other> {
  const [mine, other] = [await lab.fixture("app"), await lab.fixture("keyed")];
  const found = await lab.requests.list({ toolkit_slug: lab.bodies.toolkit("app").slug });
  if (!has(found, mine)) throw new Unclear("the list lacks what was made");
  return has(found, other) ? "ignored" : "applied";
}

async function seeNewConfigs(lab: Lab): Promise<"visible" | "hidden-for-a-second" | Other> {
  const found = await lab.trialAtOnce("app", async (id) => {
    const { status } = await lab.wire.once({ method: "GET", path: `/auth_configs/${id}` });
    if (status !== 200 && status !== 404) throw new Unclear(`a read was answered with ${status}`);
    return status === 200 && has(await lab.requests.list(), id);
  });
  return found ? "visible" : "hidden-for-a-second";
}

async function seePageTotals(lab: Lab): Promise<"numbers" | "null" | "absent" | Other> {
  const { json } = await lab.requests.listPage({ limit: 1 });
  const totals = isItem(json) ? ["total_items", "total_pages"].map((name) => json[name]) : [];
  if (totals.every((total) => typeof total === "number")) return "numbers";
  if (totals.every((total) => total === null)) return "null";
  return totals.every((total) => total === undefined) ? "absent" : new Other("one of both totals");
}

const seeDisabled = (lab: Lab): Promise<"hidden" | "shown" | Other> =>
  lab.temporary("app", async (id) => {
    const { status } = await lab.requests.setStatus(id, "DISABLED");
    if (status >= 300) throw new Unclear(`DISABLED was answered with ${status}`);
    if (!has(await lab.requests.list({ show_disabled: true }), id)) return new Other("hidden even with show_disabled");
    return has(await lab.requests.list(), id) ? "shown" : "hidden";
  });

async function seeCursors(lab: Lab): Promise<"page-limit" | "opaque" | Other> {
  for (const name of ["app", "managed", "keyed"] as const) await lab.fixture(name);
  const { status, json } = await lab.requests.listPage({ search: lab.requests.search, limit: 1 });
  if (status !== 200) throw new Unclear(`a list was answered with ${status}`);
  if (itemsOf(json).length > 1) return new Other("limit is not obeyed");
  const cursor = isItem(json) ? json.next_cursor : undefined;
  if (typeof cursor !== "string") return new Other("no cursor");
  return Buffer.from(cursor, "base64").toString() === "2-1" ? "page-limit" : "opaque";
}

export const LIST_PROBES: Probe[] = [
  probeOf("listOrder", {
    question: "the order of lists",
    sends: "a list after two creates",
    see: seeOrder,
    means: { "oldest-first": "Nothing: the provider goes by created_at." },
  }),
  probeOf("pageLimit", {
    question: "the most auth configs that one page may hold",
    sends: "lists with limit 200, 201 and 50",
    see: seePageLimit,
    means: { "50": "Nothing: the provider asks for 200, and for 50 if that is refused." },
    otherwise: "Listings fail: the provider asks for 200, and for 50 if that is refused. Please report it.",
  }),
  probeOf("excessLimit", {
    question: "what a limit above the maximum gets",
    sends: "a list with limit 201",
    see: seeExcessLimit,
    means: {
      lowered:
        "Nothing: the provider never asks for more than 200. Either the limit is lowered, or the maximum is higher.",
    },
  }),
  probeOf("search", {
    question: "where search looks",
    sends: "a list with the end of a name",
    see: seeSearch,
    means: { start: "What a killed run left is not recognized: the next pulumi up makes a second one." },
    otherwise: "What a killed run left is not recognized: the next pulumi up makes a second one.",
  }),
  probeOf("toolkitFilter", {
    question: "whether a list obeys toolkit_slug",
    sends: "a list with the slug of another toolkit",
    see: seeToolkitFilter,
    means: { ignored: "Nothing but time: the provider looks at the toolkit of each item itself." },
  }),
  probeOf("newConfigs", {
    question: "whether a read and a list see a new one at once",
    sends: "a create, a read by id, and a list",
    see: seeNewConfigs,
    means: { "hidden-for-a-second": "A create takes longer: the provider waits for what it has made." },
  }),
  probeOf("pageTotals", {
    question: "how pages carry their totals",
    sends: "a list",
    see: seePageTotals,
    means: {
      null: "Listings go page by page, and take longer.",
      absent: "Listings go page by page, and take longer.",
    },
  }),
  probeOf("disabledInLists", {
    question: "whether lists leave out disabled ones",
    sends: "DISABLED, and a list without show_disabled",
    see: seeDisabled,
    means: { shown: "Nothing: the provider always asks for them." },
    otherwise: "A disabled auth config that a killed run left is not recognized.",
  }),
  probeOf("cursors", {
    question: "whether a cursor is base64 of page and limit",
    sends: "a list with limit 1",
    see: seeCursors,
    means: { opaque: "Listings go page by page, and take longer." },
    otherwise: "Listings may lack what is not on the first page. Please report it.",
  }),
  probeOf("rateHeaders", {
    question: "whether successes carry the rate headers",
    sends: "a list: its headers",
    see: async (lab) => ((await lab.requests.listPage({ limit: 1 })).hasBudget ? "sent" : "absent"),
    means: { absent: "The provider can't leave a part of the rate limit to others: it slows down only after a 429." },
  }),
];
