/** Lists over all of their pages, read as loosely as a probe has to: nothing of them is believed except what is asked for. */

import type { Wire } from "./wire";
import { Unclear } from "./wire";

/** An object of an answer. */
export type Item = Record<string, unknown>;

/** At most 50 an auth config page, which every published version of the reference allows. */
const PAGE_SIZE = 50;
const MOST_PAGES = 400;

export const isItem = (value: unknown): value is Item =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The items of one page, or `Unclear`. */
export function itemsOf(json: unknown): Item[] {
  const items = isItem(json) ? json.items : undefined;
  if (!Array.isArray(items)) throw new Unclear("a list had no items");
  return items.filter(isItem);
}

/** The API has refused the question for a list as it was asked. */
export class ListRefused extends Unclear {}

export async function everyItem(wire: Wire, path: string, query: Record<string, string> = {}): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { status, json } = await wire.often({
      method: "GET",
      path,
      query: { ...query, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) },
    });
    if (status === 400 || status === 422) throw new ListRefused(`a list was answered with ${status}`);
    if (status !== 200) throw new Unclear(`a list was answered with ${status}`);
    found.push(...itemsOf(json));
    const next = isItem(json) ? json.next_cursor : undefined;
    if (typeof next !== "string" || next === "" || next === cursor) return found;
    cursor = next;
  }
  throw new Unclear("a list did not end");
}

/** Disabled ones too. */
export const everyAuthConfig = (wire: Wire): Promise<Item[]> =>
  everyItem(wire, "/auth_configs", { show_disabled: "true" });

export const toolkitOf = ({ toolkit }: Item): string =>
  isItem(toolkit) && typeof toolkit.slug === "string" ? toolkit.slug.toLowerCase() : "";

export const idOf = ({ id }: Item): string => {
  if (typeof id !== "string") throw new Unclear("an item had no id");
  return id;
};
