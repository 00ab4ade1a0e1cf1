/** Do these tools exist, and are they the toolkit's? */
import type { ToolsAnswer } from "../api/tool";
import { nearest } from "../nearest";

/** A tool as the user wrote it, and where. */
export interface NamedTool {
  /** Such as `toolAccessConfig.toolsAvailableForExecution`. */
  path: string;
  slug: string;
}

/**
 * One mistake for each tool that is not the toolkit's, with the nearest that is. None if the API knows no tools of the toolkit:
 * then it proves nothing.
 */
export function checkTools(toolkit: string, named: readonly NamedTool[], answer: ToolsAnswer): string[] {
  const { found, ofToolkit } = answer;
  if (ofToolkit === undefined || ofToolkit.length === 0) return [];
  const own = ofToolkit.map(({ slug }) => slug);
  const toolkitOf = new Map(found.map((tool) => [tool.slug.toUpperCase(), tool.toolkit?.slug.toLowerCase()]));
  return named.flatMap(({ path, slug }) => {
    const wanted = slug.toUpperCase();
    const owner = toolkitOf.get(wanted);
    if (owner === toolkit || own.some((tool) => tool.toUpperCase() === wanted)) return [];
    if (owner !== undefined) return [`${path}: ${slug} is a tool of ${owner}, not of ${toolkit}`];
    const meant = nearest(slug, own);
    return [`${path}: ${toolkit} has no tool ${slug}${meant ? `; did you mean ${meant}?` : ""}`];
  });
}
