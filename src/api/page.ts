import * as z from "zod";
import { maybe, unreadablePart } from "./parser";

/** One page of a list. The cursor of the next page is null or absent at the end. */
export interface Page<Item> {
  /** Those that can be read. */
  items: Item[];
  /** Send it as `cursor` for the next page. Null or absent on the last one. */
  next_cursor?: string | null | undefined;
  /** How many pages of this size there are. */
  total_pages?: number | undefined;
  /** The number of this page, from 1. */
  current_page?: number | undefined;
  /** How many items there are on all pages. */
  total_items?: number | undefined;
  /** The others; absent if there are none. */
  unreadable?: UnreadableItem[] | undefined;
}

/** An item of a list that is not as the API documents it. */
export interface UnreadableItem {
  /** Its id, or its slug; undefined if not even that can be read. */
  id: string | undefined;
  /** Absent if it can't be read either. */
  name?: string | undefined;
  /** Where in the answer, and what was expected there; no value. */
  problem: string;
}

/**
 * The schema of a page of such items. One that can't be read does not hide the others.
 * @internal
 */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z
    .object({
      items: z.array(z.unknown()),
      next_cursor: z.string().nullish(),
      total_pages: maybe(z.number()),
      current_page: maybe(z.number()),
      total_items: maybe(z.number()),
    })
    .transform(({ items, ...page }) => ({ ...page, ...sorted(items, item) }));

function sorted<Item extends z.ZodType>(
  parts: readonly unknown[],
  schema: Item,
): { items: Array<z.output<Item>>; unreadable?: UnreadableItem[] | undefined } {
  const items: Array<z.output<Item>> = [];
  const unreadable: UnreadableItem[] = [];
  for (const [index, part] of parts.entries()) {
    const { success, data, error } = schema.safeParse(part);
    if (success) items.push(data);
    else unreadable.push({ ...namesOf(part), problem: unreadablePart(error, ["items", index]) ?? "" });
  }
  return { items, ...(unreadable.length > 0 && { unreadable }) };
}

const named = z.object({
  id: z.string().optional().catch(undefined),
  slug: z.string().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
});

function namesOf(part: unknown): Pick<UnreadableItem, "id" | "name"> {
  const { data: { id, slug, name } = {} } = named.safeParse(part);
  return { id: id ?? slug, ...(name !== undefined && { name }) };
}
