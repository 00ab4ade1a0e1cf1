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

/**
 * A list of many pages. Each `readOn` is a round: the first reads one page, the others read several at once. Several need cursors
 * that can be guessed. By its documents, Composio's are base64 of `page-limit`: `Mi01MA==` is `2-50`.
 */
export class Pages<Item extends object> {
  readonly #what: string;
  readonly #ask: (cursor: string | undefined) => Promise<Page<Item>>;
  /** How many pages the next rounds have at most; the last holds for all that follow. */
  readonly #rounds: number[];
  readonly #followed = new Set<string | undefined>();
  #last: Page<Item> | undefined;

  constructor(what: string, rounds: readonly number[], ask: (cursor: string | undefined) => Promise<Page<Item>>) {
    this.#what = what;
    this.#rounds = [...rounds];
    this.#ask = ask;
  }

  get isAtEnd(): boolean {
    return this.#last !== undefined && !this.#last.next_cursor;
  }

  /** How many pages the next round asks for, if nothing has moved. */
  get nextRound(): number {
    const { next_cursor: next } = this.#last ?? {};
    return this.#last && next ? cursorsAfter(this.#last, next, { most: this.#most, moved: 0 }).length : 1;
  }

  /**
   * The next pages. Not to be called at the end. `moved` is how many items may have gone from the pages before: others have
   * taken their places, so as many places are read again.
   */
  async readOn(moved = 0): Promise<Array<Page<Item>>> {
    const next = this.#last?.next_cursor;
    if (!this.#last || !next) return [this.#take(await this.#ask(undefined))];
    const most = this.#most;
    if (this.#rounds.length > 1) this.#rounds.shift();
    const cursors = cursorsAfter(this.#last, next, { most, moved });
    const again = cursors.includes(next) ? cursors.slice(0, cursors.indexOf(next)) : cursors;
    for (const cursor of again) this.#followed.delete(cursor);
    const answers = await Promise.all(cursors.map((cursor) => this.#ask(cursor).catch((error: Error) => error)));
    const pages: Array<Page<Item>> = [];
    for (const [index, page] of answers.entries()) {
      const cursor = cursors[index];
      // A guess that the page before does not confirm counts for nothing, and may well have been refused.
      if (index > 0 && this.#last.next_cursor !== cursor) break;
      if (page instanceof Error) throw page;
      const isCircle = this.#followed.has(cursor);
      if (isCircle) throw new Error(`Could not list ${this.#what}: the API gave the same page twice.`);
      this.#followed.add(cursor);
      pages.push(this.#take(page));
    }
    return pages;
  }

  get #most(): number {
    return this.#rounds[0] ?? 1;
  }

  #take(page: Page<Item>): Page<Item> {
    this.#last = page;
    return page;
  }
}

/** The cursor of the next page, and those of the pages around it if they can be guessed. The first page has none. */
function cursorsAfter(
  { total_pages: pages = 0 }: Page<object>,
  next: string,
  { most, moved }: { most: number; moved: number },
): Array<string | undefined> {
  const [, number, limit] = /^(\d+)-(\d+)$/.exec(Buffer.from(next, "base64").toString()) ?? [];
  const cursorTo = (page: number) => Buffer.from(`${page}-${limit}`).toString("base64");
  if (limit === undefined || cursorTo(Number(number)) !== next) return [next];
  const from = Math.max(Number(number) - Math.ceil(moved / Number(limit)), 1);
  const count = Math.min(Math.max(pages - from + 1, 1), most);
  return Array.from({ length: count }, (_, index) => (from + index === 1 ? undefined : cursorTo(from + index)));
}

/** Every item once, in the API's order: a page that moves while we read would give one twice. */
async function everyItem<Item extends object>(
  what: string,
  keyOf: (item: Item) => string,
  ask: (cursor: string | undefined) => Promise<Page<Item>>,
  { onUnreadable }: { onUnreadable?: OnUnreadable } = {},
): Promise<Item[]> {
  const items = new Map<string, Item>();
  const pages = new Pages(what, [AT_ONCE], ask);
  while (!pages.isAtEnd) {
    for (const page of await pages.readOn()) {
      for (const item of page.items) items.set(keyOf(item), item);
      if (page.unreadable) onUnreadable?.(page.unreadable);
    }
  }
  return [...items.values()];
}

async function pageOfAuthConfigs(
  client: Client,
  query: ListAuthConfigsQuery,
  cursor: string | undefined,
): Promise<Page<AuthConfigItem>> {
  const ask = (limit: number) => client.listAuthConfigs({ ...query, limit, ...(cursor !== undefined && { cursor }) });
  if (onSmallPages.has(client)) return ask(SMALL_PAGE_SIZE);
  try {
    return await ask(PAGE_SIZE);
  } catch (error) {
    if (cursor !== undefined || !(error instanceof ApiError) || error.status !== 400) throw error;
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

/** The same for a caller who may need only the first pages: the first rounds are small. */
export const pagesOfAuthConfigs = (client: Client, query: ListAuthConfigsQuery): Pages<AuthConfigItem> =>
  new Pages("auth configs", [4, AT_ONCE], (cursor) => pageOfAuthConfigs(client, query, cursor));

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
