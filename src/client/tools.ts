/** Whose are these tools? */
import type { ToolsAnswer } from "../api/tool";
import type { Client } from "./client";
import { everyTool } from "./pages";

/**
 * One request by the slugs themselves, which is small: a toolkit may have a thousand tools, each with its schemas. The toolkit's
 * tools are only listed if one of the slugs is not among its own. Letter case does not matter.
 */
export async function askTools(client: Client, toolkit: string, slugs: readonly string[]): Promise<ToolsAnswer> {
  const wanted = slugs.map((slug) => slug.toUpperCase());
  const { items } = await client.listTools({
    tool_slugs: wanted.join(","),
    include_deprecated: true,
    limit: Math.min(1000, wanted.length),
  });
  const found = items.filter(({ slug }) => wanted.includes(slug.toUpperCase()));
  const isOwn = (slug: string) =>
    found.some((tool) => tool.slug.toUpperCase() === slug && tool.toolkit?.slug.toLowerCase() === toolkit);
  return { found, ofToolkit: wanted.every(isOwn) ? undefined : await everyTool(client, toolkit) };
}
