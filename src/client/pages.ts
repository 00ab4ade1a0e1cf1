/** Lists over all of their pages. */
import type { AuthConfigItem } from "../api/auth-config";
import type { Page, UnreadableItem } from "../api/page";
import type { ListedTool } from "../api/tool";
import type { ListedToolkit } from "../api/toolkit";
import type { Client, ListAuthConfigsQuery } from "./client";
import { ApiError, UnreadableAnswerError } from "./errors";

/** The most that the API takes since September 2026, and the most that every published version of its reference allows. */
const PAGE_SIZE = 200;
const SMALL_PAGE_SIZE = 50;

/** Clients of an API that has refused the larger pages: it is asked once. */
const onSmallPages = new WeakSet<Client>();

/** Pages that are asked for at the same time: a quarter of the requests in flight, unless a setting says otherwise. */
const AT_ONCE = 16;

/** After the first page, for a caller who may need no more. */
const FEW_AT_ONCE = 4;

/** Is told of the items of a page that can't be read. It throws if the list is of no use without them. */
type OnUnreadable = (items: readonly UnreadableItem[]) => void;

/**
 * Whoever looks for one thing among all can't know that it is none of those; except what does not hold the text that was searched
 * for, which is only there because the API has ignored that.
 */
const refuseUnreadable =
  (attempt: string, search = ""): OnUnreadable =>
  (items) => {
    const first = items.find(({ id, name }) => name === undefined || `${id} ${name}`.includes(search));
    if (first) throw new UnreadableAnswerError(attempt, unreadableText(first));
  };

export const unreadableText = ({ id, problem }: UnreadableItem): string =>
  `${id ?? "an item without an id"}: ${problem}`;

interface Rounds {
  /** How many pages each round has at most; the last number holds for all that follow. */
  most: readonly number[];
  /** How many items a page has: the first round has a second page only if that is known. */
  limit?: number;
}

/**
 * A list of many pages. Each `readOn` is a round of several pages at once, as far as their cursors can be guessed. By its documents,
 * Composio's are base64 of `page-limit`: `Mi01MA==` is `2-50`.
 */
export class Pages<Item extends object> {
  readonly #what: string;
  readonly #ask: (cursor: string | undefined) => Promise<Page<Item>>;
  readonly #limit: number | undefined;
  readonly #rounds: number[];
  readonly #followed = new Set<string | undefined>();
  #last: Page<Item> | undefined;

  constructor(what: string, { most, limit }: Rounds, ask: (cursor: string | undefined) => Promise<Page<Item>>) {
    this.#what = what;
    this.#rounds = [...most];
    this.#limit = limit;
    this.#ask = ask;
  }

  get isAtEnd(): boolean {
    return this.#last !== undefined && !this.#last.next_cursor;
  }

  /** How many pages the next round asks for, if nothing has moved. */
  get nextRound(): number {
    return this.#nextCursors(0).length;
  }

  /**
   * The next pages. Not to be called at the end. `moved` is how many items may have gone from the pages before: others have
   * taken their places, so as many places are read again.
   */
  async readOn(moved = 0): Promise<Array<Page<Item>>> {
    const next = this.#last?.next_cursor ?? undefined;
    const cursors = this.#nextCursors(moved);
    if (this.#rounds.length > 1) this.#rounds.shift();
    const again = cursors.includes(next) ? cursors.slice(0, cursors.indexOf(next)) : cursors;
    for (const cursor of again) this.#followed.delete(cursor);
    const answers = cursors.map((cursor) => this.#ask(cursor).catch((error: Error) => error));
    const pages: Array<Page<Item>> = [];
    for (const [index, answer] of answers.entries()) {
      const cursor = cursors[index];
      // A guess that the page before does not confirm counts for nothing, and may well have been refused. Nobody waits for it.
      if (index > 0 && this.#last?.next_cursor !== cursor) break;
      const page = await answer;
      if (page instanceof Error) throw page;
      const isCircle = this.#followed.has(cursor);
      if (isCircle) throw new Error(`Could not list ${this.#what}: the API gave the same page twice.`);
      this.#followed.add(cursor);
      pages.push(this.#take(page));
    }
    return pages;
  }

  #nextCursors(moved: number): Array<string | undefined> {
    const most = this.#rounds[0] ?? 1;
    const next = this.#last?.next_cursor;
    if (this.#last && next) return cursorsAfter(this.#last, next, { most, moved });
    const limit = this.#limit;
    return [undefined, ...(limit === undefined ? [] : cursorsFrom(2, most - 1, limit))];
  }

  #take(page: Page<Item>): Page<Item> {
    this.#last = page;
    return page;
  }
}

/** The cursor of the next page, and those of the pages around it if they can be guessed. */
function cursorsAfter(
  { total_pages: pages = 0 }: Page<object>,
  next: string,
  { most, moved }: { most: number; moved: number },
): Array<string | undefined> {
  const [, number, limit] = /^(\d+)-(\d+)$/.exec(Buffer.from(next, "base64").toString())?.map(Number) ?? [];
  if (number === undefined || limit === undefined || cursorTo(number, limit) !== next) return [next];
  const from = Math.max(number - Math.ceil(moved / limit), 1);
  return cursorsFrom(from, Math.min(Math.max(pages - from + 1, 1), most), limit);
}

const cursorsFrom = (first: number, count: number, limit: number): Array<string | undefined> =>
  Array.from({ length: count }, (_, index) => cursorTo(first + index, limit));

/** The first page has none. */
const cursorTo = (page: number, limit: number): string | undefined =>
  page === 1 ? undefined : Buffer.from(`${page}-${limit}`).toString("base64");

/** Every item once, in the API's order: a page that moves while we read would give one twice. */
async function everyItem<Item extends object>(
  what: string,
  keyOf: (item: Item) => string,
  ask: (cursor: string | undefined) => Promise<Page<Item>>,
  { onUnreadable }: { onUnreadable?: OnUnreadable } = {},
): Promise<Item[]> {
  const items = new Map<string, Item>();
  const pages = new Pages(what, { most: [1, AT_ONCE] }, ask);
  while (!pages.isAtEnd) {
    for (const page of await pages.readOn()) {
      for (const item of page.items) items.set(keyOf(item), item);
      if (page.unreadable) onUnreadable?.(page.unreadable);
    }
  }
  return [...items.values()];
}

const pageSizeOf = (client: Client): number => (onSmallPages.has(client) ? SMALL_PAGE_SIZE : PAGE_SIZE);

async function pageOfAuthConfigs(
  client: Client,
  query: ListAuthConfigsQuery,
  cursor: string | undefined,
): Promise<Page<AuthConfigItem>> {
  const ask = (limit: number) => client.listAuthConfigs({ ...query, limit, ...(cursor !== undefined && { cursor }) });
  const size = pageSizeOf(client);
  try {
    return await ask(size);
  } catch (error) {
    const isFirst = size === PAGE_SIZE && cursor === undefined;
    if (!(isFirst && error instanceof ApiError && error.status === 400)) throw error;
    const page = await ask(SMALL_PAGE_SIZE);
    onSmallPages.add(client);
    return page;
  }
}

/**
 * All auth configs that a query finds. The API hides disabled ones unless it asks for them with `show_disabled`. By default one
 * that can't be read is an error, by its id.
 */
export const everyAuthConfig = (
  client: Client,
  query: ListAuthConfigsQuery,
  onUnreadable = refuseUnreadable("list auth configs", query.search),
): Promise<AuthConfigItem[]> =>
  everyItem(
    "auth configs",
    ({ id }) => id,
    (cursor) => pageOfAuthConfigs(client, query, cursor),
    { onUnreadable },
  );

/** The same for a caller who may need only the first pages: the first rounds are small. `areMany`: the first page is hardly the last. */
export const pagesOfAuthConfigs = (
  client: Client,
  query: ListAuthConfigsQuery,
  { areMany = false } = {},
): Pages<AuthConfigItem> =>
  new Pages(
    "auth configs",
    areMany ? { most: [1 + FEW_AT_ONCE, AT_ONCE], limit: pageSizeOf(client) } : { most: [1, FEW_AT_ONCE, AT_ONCE] },
    (cursor) => pageOfAuthConfigs(client, query, cursor),
  );

/** The slugs of all toolkits; a page of them may hold 1000. */
export async function everyToolkitSlug(client: Client): Promise<string[]> {
  const toolkits = await everyItem(
    "toolkits",
    ({ slug }: ListedToolkit) => slug,
    (cursor) => client.listToolkits({ limit: 1000, ...(cursor !== undefined && { cursor }) }),
  );
  return toolkits.map(({ slug }) => slug);
}

/** The tools of a toolkit; a page of them may hold 1000. */
export const everyTool = (client: Client, toolkit: string): Promise<ListedTool[]> =>
  everyItem(
    "tools",
    ({ slug }: ListedTool) => slug,
    (cursor) =>
      client.listTools({
        toolkit_slug: toolkit,
        include_deprecated: true,
        limit: 1000,
        ...(cursor !== undefined && { cursor }),
      }),
    { onUnreadable: refuseUnreadable(`list the tools of ${toolkit}`) },
  );
