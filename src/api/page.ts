import * as z from "zod";

/** One page of a list. The cursor of the next page is null or absent at the end. */
export interface Page<Item> {
  items: Item[];
  next_cursor?: string | null | undefined;
  total_pages: number;
  current_page: number;
  total_items: number;
}

/**
 * The schema of a page of such items.
 * @internal
 */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next_cursor: z.string().nullable().optional(),
    total_pages: z.number(),
    current_page: z.number(),
    total_items: z.number(),
  });
