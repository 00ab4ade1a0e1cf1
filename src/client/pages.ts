/** Lists over all of their pages. */
import type { AuthConfigItem } from "../api/auth-config";
import type { Page } from "../api/page";
import type { ListedToolkit } from "../api/toolkit";
import type { Client, ListAuthConfigsQuery } from "./client";

/** The most that every published version of the API's reference allows. */
const PAGE_SIZE = 50;

/** Every item once, in the API's order: a page that moves while we read would give one twice. */
async function everyItem<Item extends object>(
  what: string,
  keyOf: (item: Item) => string,
  ask: (cursor: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items = new Map<string, Item>();
  const cursors = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    for (const item of page.items) items.set(keyOf(item), item);
    cursor = page.next_cursor ?? undefined;
    if (cursor !== undefined && cursors.has(cursor)) {
      throw new Error(`Could not list ${what}: the API gave the same page twice.`);
    }
    if (cursor !== undefined) cursors.add(cursor);
  } while (cursor !== undefined);
  return [...items.values()];
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
