/** One page of a list. The cursor of the next page is null or absent at the end. */
export interface Page<Item> {
  items: Item[];
  next_cursor?: string | null | undefined;
  total_pages: number;
  current_page: number;
  total_items: number;
}
