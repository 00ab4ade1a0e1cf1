/** All auth configs of a project, over all pages, disabled ones included. */
import type { AuthConfigItem, Client } from "../client";

/** The most that every published version of the API's reference allows. */
const PAGE_SIZE = 50;

/** Newest first, as the API lists them; those of one toolkit where one is given. */
export async function allAuthConfigs(client: Client, toolkit?: string): Promise<AuthConfigItem[]> {
  const slug = toolkit?.toLowerCase();
  // By id: a page that moves while we read would give one twice.
  const found = new Map<string, AuthConfigItem>();
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await client.listAuthConfigs({
      limit: PAGE_SIZE,
      show_disabled: true,
      ...(slug && { toolkit_slug: slug }),
      ...(cursor && { cursor }),
    });
    for (const item of page.items) found.set(item.id, item);
    cursor = page.next_cursor ?? undefined;
    if (cursor && seen.has(cursor)) throw new Error("Could not list auth configs: the API gave the same page twice.");
    if (cursor) seen.add(cursor);
  } while (cursor);
  // The API has been seen to ignore the filter.
  return [...found.values()].filter((item) => slug === undefined || item.toolkit.slug.toLowerCase() === slug);
}
