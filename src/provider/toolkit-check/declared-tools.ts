/** The tools that an auth config names, each with its place. */
import type { Inputs } from "../../model/inputs";
import type { NamedTool } from "../../model/tools";
import { UNKNOWN } from "../../model/unknowns";
import { isMap, sameSet } from "../../model/values";

const LISTS = ["toolsForConnectedAccountCreation", "toolsAvailableForExecution"] as const;

/**
 * The tools of each list that changed, or of all if the toolkit changed, without unknown ones. The API names their
 * toolkits.
 */
export function toolsToLookUp(previous: Partial<Inputs>, next: Inputs): NamedTool[] {
  const isSameToolkit = previous.toolkit === next.toolkit;
  return LISTS.flatMap((list) => {
    const tools = namedIn(next, list);
    if (isSameToolkit && sameSet(namedIn(previous, list), tools)) return [];
    return tools.map((slug) => ({ path: `toolAccessConfig.${list}`, slug }));
  });
}

/** The shape of inputs is checked elsewhere. */
function namedIn({ toolAccessConfig }: Partial<Inputs>, list: (typeof LISTS)[number]): string[] {
  const tools: unknown = isMap(toolAccessConfig) ? toolAccessConfig[list] : [];
  return Array.isArray(tools) ? tools.filter((tool) => typeof tool === "string" && tool !== UNKNOWN) : [];
}
