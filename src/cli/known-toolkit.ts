/** A toolkit by the slug that somebody typed. */
import type { Client, Toolkit } from "../client";
import { isNotFound } from "../client/errors";
import { everyToolkitSlug } from "../client/pages";
import { nearest } from "../nearest";

/** Throws if there is none, with the one that was probably meant. */
export async function knownToolkit(client: Client, slug: string): Promise<Toolkit> {
  const found = await toolkitOrNothing(client, slug.toLowerCase());
  if (found) return found;
  const meant = nearest(slug, await everyToolkitSlug(client));
  throw new Error(`There is no toolkit ${slug}${meant ? `; did you mean ${meant}?` : "."}`);
}

/** Undefined if the API knows none of that slug: an auth config can outlive its toolkit. */
export async function toolkitOrNothing(client: Client, slug: string): Promise<Toolkit | undefined> {
  return client.getToolkit(slug).catch((error: Error) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
}
