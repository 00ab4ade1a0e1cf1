/** A toolkit by the slug that somebody typed. */
import type { Client, Toolkit } from "../client";
import { ApiError } from "../client";
import { nearest } from "../provider/toolkit-check/nearest";

/** Throws where there is none, with the one that was probably meant. */
export async function knownToolkit(client: Client, slug: string): Promise<Toolkit> {
  const found = await toolkitOrNothing(client, slug.toLowerCase());
  if (found) return found;
  const meant = nearest(slug, await allSlugs(client));
  throw new Error(`There is no toolkit ${slug}${meant ? `; did you mean ${meant}?` : "."}`);
}

/** Undefined where the API knows none of that slug: an auth config can outlive its toolkit. */
export async function toolkitOrNothing(client: Client, slug: string): Promise<Toolkit | undefined> {
  return client.getToolkit(slug).catch((error: Error) => {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  });
}

async function allSlugs(client: Client): Promise<string[]> {
  const slugs: string[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await client.listToolkits({ limit: 1000, ...(cursor && { cursor }) });
    slugs.push(...page.items.map(({ slug }) => slug));
    cursor = page.next_cursor ?? undefined;
    if (cursor && seen.has(cursor)) break;
    if (cursor) seen.add(cursor);
  } while (cursor);
  return slugs;
}
