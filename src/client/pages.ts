/** Lists over all of their pages. */
import type { AuthConfigItem } from "../api/auth-config";
import type { Page } from "../api/page";
import type { ListedTool } from "../api/tool";
import type { ListedToolkit } from "../api/toolkit";
import type { Client, ListAuthConfigsQuery } from "./client";

/** The most that every published version of the API's reference allows. */
const PAGE_SIZE = 50;

/** Pages that are asked for at the same time: a quarter of the requests in flight, unless a setting says otherwise. */
const AT_ONCE = 16;

/** Every item once, in the API's order: a page that moves while we read would give one twice. */
async function everyItem<Item extends object>(
  what: string,
  keyOf: (item: Item) => string,
  ask: (cursor: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items = new Map<string, Item>();
  const followed = new Set<string>();
  const take = (page: Page<Item>): Page<Item> => {
    for (const item of page.items) items.set(keyOf(item), item);
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
 * The cursor of the next page, and those of the pages after it where they can be guessed: Composio's are base64 of
 * `page-limit` (`Mi01MA==` is `2-50`), by its documents.
 */
function cursorsAfter({ total_pages: pages }: Page<object>, next: string): string[] {
  const [, number, limit] = /^(\d+)-(\d+)$/.exec(Buffer.from(next, "base64").toString()) ?? [];
  const cursorTo = (page: number) => Buffer.from(`${page}-${limit}`).toString("base64");
  const from = Number(number);
  if (limit === undefined || cursorTo(from) !== next) return [next];
  const count = Math.min(Math.max(pages - from + 1, 1), AT_ONCE);
  return Array.from({ length: count }, (_, index) => cursorTo(from + index));
}

const pageOfAuthConfigs = (client: Client, query: ListAuthConfigsQuery, cursor: string | undefined) =>
  client.listAuthConfigs({ ...query, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) });

/** All auth configs that a query finds. The API hides disabled ones unless it asks for them with `show_disabled`. */
export const everyAuthConfig = (client: Client, query: ListAuthConfigsQuery): Promise<AuthConfigItem[]> =>
  everyItem(
    "auth configs",
    ({ id }) => id,
    (cursor) => pageOfAuthConfigs(client, query, cursor),
  );

/** The same; undefined where the first page says that the others are not worth it. */
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
  );
