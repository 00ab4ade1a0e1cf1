/** One page of a list. The cursor is base64 of `page-limit`: `Mi0yMA==` is `2-20`. */
import type { Page } from "../api/page";
import { badRequest } from "./errors";

const DEFAULT_PAGE_SIZE = 20;

/** What a list's query says about paging; `maximum` is the most that one page may hold. */
export function pageOf<Item>(items: Item[], query: Record<string, string>, maximum: number): Page<Item> {
  const { page, limit } = query.cursor ? readCursor(query.cursor) : { page: 1, limit: readLimit(query.limit) };
  // Assumption 22: a limit above the maximum is refused, not lowered.
  if (limit > maximum) throw badRequest(`limit must be at most ${maximum}, but got: ${limit}`);

  const pages = Math.ceil(items.length / limit);
  return {
    items: items.slice((page - 1) * limit, page * limit),
    next_cursor: page < pages ? writeCursor(page + 1, limit) : null,
    total_pages: pages,
    current_page: page,
    total_items: items.length,
  };
}

function readLimit(limit: string | undefined): number {
  if (limit === undefined || limit === "") return DEFAULT_PAGE_SIZE;
  if (!/^[1-9]\d*$/.test(limit)) throw badRequest(`limit must be a whole number above 0, but got: ${limit}`);
  return Number(limit);
}

function readCursor(cursor: string): { page: number; limit: number } {
  const [, page, limit] = /^([1-9]\d*)-([1-9]\d*)$/.exec(Buffer.from(cursor, "base64").toString()) ?? [];
  if (page === undefined || limit === undefined) throw badRequest("cursor is not one that a list has given");
  return { page: Number(page), limit: Number(limit) };
}

const writeCursor = (page: number, limit: number): string => Buffer.from(`${page}-${limit}`).toString("base64");
