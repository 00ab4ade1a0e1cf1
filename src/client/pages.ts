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

/** Every item once, in the API's order: a page that moves while we read would give one twice. */
async function everyItem<Item extends object>(
  what: string,
  keyOf: (item: Item) => string,
  ask: (cursor: string | undefined) => Promise<Page<Item>>,
  { onUnreadable }: { onUnreadable?: OnUnreadable } = {},
): Promise<Item[]> {
  const items = new Map<string, Item>();
  const followed = new Set<string>();
  const take = (page: Page<Item>): Page<Item> => {
    for (const item of page.items) items.set(keyOf(item), item);
    if (page.unreadable) onUnreadable?.(page.unreadable);
    return page;
  };
  let last = take(await ask(undefined));
  while (last.next_cursor) {
    const cursors = cursorsAfter(last, last.next_cursor);
    const pages = await Promise.all(cursors.map((cursor) => ask(cursor).catch((error: Error) => error)));
    for (const [index, page] of pages.entries()) {
      const cursor = cursors[index] as string;
      // A guess that the page before does not confirm counts for nothing, and may well have been refused.
      if (last.next_cursor !== cursor) break;
      if (page instanceof Error) throw page;
      if (followed.has(cursor)) throw new Error(`Could not list ${what}: the API gave the same page twice.`);
      followed.add(cursor);
      last = take(page);
    }
  }
  return [...items.values()];
}

/**
 * The cursor of the next page, and those of the pages after it if they can be guessed: Composio's are base64 of
 * `page-limit` (`Mi01MA==` is `2-50`), by its documents.
 */
function cursorsAfter({ total_pages: pages = 0 }: Page<object>, next: string): string[] {
  const [, number, limit] = /^(\d+)-(\d+)$/.exec(Buffer.from(next, "base64").toString()) ?? [];
  const cursorTo = (page: number) => Buffer.from(`${page}-${limit}`).toString("base64");
  const from = Number(number);
  if (limit === undefined || cursorTo(from) !== next) return [next];
  const count = Math.min(Math.max(pages - from + 1, 1), AT_ONCE);
  return Array.from({ length: count }, (_, index) => cursorTo(from + index));
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

/** All readable auth configs; undefined if the first page says that the others are not worth reading. */
export async function everyAuthConfigIf(
  isWorthIt: (first: Page<AuthConfigItem>) => boolean,
  client: Client,
  query: ListAuthConfigsQuery,
): Promise<AuthConfigItem[] | undefined> {
  const first = await pageOfAuthConfigs(client, query, undefined);
  if (!isWorthIt(first)) return undefined;
  return everyItem(
    "auth configs",
    ({ id }) => id,
    async (cursor) => (cursor === undefined ? first : pageOfAuthConfigs(client, query, cursor)),
  );
}

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
