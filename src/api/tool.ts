/**
 * Tools as the list (`GET /tools`) has them. Source: the published TypeScript client, 0.1.0-alpha.76; nobody here has seen an
 * answer. Of the twenty fields of a tool only those are read that tell whose it is.
 */
import * as z from "zod";
import type { Page } from "./page";
import { pageOf } from "./page";
import { maybe, parserOf } from "./parser";

/** Filters of the list. */
export interface ListToolsQuery {
  /** Tools of this toolkit. */
  toolkit_slug?: string | undefined;
  /** Exactly these tools, separated by commas; goes before the other filters. */
  tool_slugs?: string | undefined;
  /** Default of the API: false. */
  include_deprecated?: boolean | undefined;
  /** At most 1000. */
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface ListedTool {
  slug: string;
  /** Absent if the API does not say whose it is. */
  toolkit?: { slug: string } | undefined;
}

/** The API's answer about tools that are said to be a toolkit's. */
export interface ToolsAnswer {
  /** Those that exist, each with its toolkit. */
  found: readonly ListedTool[];
  /** All tools of the toolkit; undefined if every tool in question is one of them. */
  ofToolkit: readonly ListedTool[] | undefined;
}

const tool = z.object({ slug: z.string(), toolkit: maybe(z.object({ slug: z.string() })) });

export const parseToolPage = parserOf<Page<ListedTool>>()(pageOf(tool));
