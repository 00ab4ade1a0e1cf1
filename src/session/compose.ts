/** Everything of a session's configuration but the ids: pure, so that mistakes are found at preview. */
import type { SessionConfig, ToolSelection } from "./shape";

/** What a session can be told beside its auth configs, with everything known. */
export interface SessionSettings extends Omit<SessionConfig, "authConfigs"> {
  restrictTools?: boolean | undefined;
}

/** An auth config that the session names: its toolkit, what to call it in a message, and the tools that it declares. */
export interface NamedConfig {
  slug: string;
  label: string;
  /** `toolsAvailableForExecution`; none and an empty list restrict nothing. */
  tools?: readonly string[] | undefined;
}

/** Throws where the settings contradict the auth configs. Keys are lower case, as those of `authConfigs` are. */
export function composeSettings(
  configs: readonly NamedConfig[],
  { toolkits, tools, connectedAccounts, manageConnections, restrictTools = true }: SessionSettings,
): Omit<SessionConfig, "authConfigs"> {
  for (const config of configs) checkIsAllowed(config, toolkits);
  const chosen = byToolkit("tools", tools);
  const restricting = restrictTools ? configs.filter((config) => config.tools?.length) : [];
  const restricted = restricting.map((config) => [config.slug, restriction(config, chosen[config.slug])]);
  const allTools = { ...chosen, ...Object.fromEntries(restricted) };
  return {
    ...(toolkits && { toolkits: lowerCased(toolkits) }),
    ...(Object.keys(allTools).length > 0 && { tools: allTools }),
    ...(connectedAccounts && { connectedAccounts: byToolkit("connectedAccounts", connectedAccounts) }),
    ...(manageConnections !== undefined && { manageConnections }),
  };
}

type Toolkits = SessionConfig["toolkits"];

/** The API refuses a session that names an auth config for a toolkit that it leaves out. */
function checkIsAllowed({ slug, label }: NamedConfig, toolkits: Toolkits): void {
  if (toolkits === undefined) return;
  const { enable, disable } = listsOf(toolkits);
  const isIn = (list: readonly string[] | undefined) => list?.some((toolkit) => toolkit.toLowerCase() === slug);
  if ((enable && !isIn(enable)) || isIn(disable)) {
    throw new Error(`sessionConfig: toolkits leaves out ${slug}, but ${label} is for it`);
  }
}

/** A list stands for what it enables, in the words of the SDK. */
function listsOf(selection: ToolSelection): { enable?: readonly string[]; disable?: readonly string[] } {
  if (Array.isArray(selection)) return { enable: selection };
  return "tags" in selection ? {} : selection;
}

function lowerCased(toolkits: NonNullable<Toolkits>): NonNullable<Toolkits> {
  const lower = (list: readonly string[]) => list.map((toolkit) => toolkit.toLowerCase());
  if (Array.isArray(toolkits)) return lower(toolkits);
  return "enable" in toolkits ? { enable: lower(toolkits.enable) } : { disable: lower(toolkits.disable) };
}

/** The tools that the auth config declares, as far as the session's own choice lets them through; it can't add any. */
function restriction({ slug, label, tools = [] }: NamedConfig, chosen: ToolSelection | undefined): ToolSelection {
  if (chosen === undefined) return { enable: [...tools] };
  const way = `leave tools.${slug} out, or give restrictTools: false`;
  const { enable, disable } = listsOf(chosen);
  const available = new Set(tools.map((tool) => tool.toUpperCase()));
  if (enable) {
    const others = enable.filter((tool) => !available.has(tool.toUpperCase()));
    if (others.length === 0) return { enable: [...enable] };
    throw new Error(
      `sessionConfig: tools.${slug} enables ${others.join(", ")}, but not so the toolsAvailableForExecution of ${label}; ${way}`,
    );
  }
  if (disable) {
    const left = tools.filter((tool) => !disable.some((one) => one.toUpperCase() === tool.toUpperCase()));
    if (left.length > 0) return { enable: left };
    throw new Error(`sessionConfig: tools.${slug} disables all toolsAvailableForExecution of ${label}; ${way}`);
  }
  throw new Error(
    `sessionConfig: tools.${slug} chooses by tags, but ${label} has toolsAvailableForExecution, and a session takes one of them; ${way}`,
  );
}

function byToolkit<Value>(option: string, map: { [toolkit: string]: Value } = {}): { [toolkit: string]: Value } {
  const bySlug = new Map<string, Value>();
  for (const [key, value] of Object.entries(map)) {
    const slug = key.toLowerCase();
    if (bySlug.has(slug)) throw new Error(`sessionConfig: ${option} holds ${slug} twice`);
    bySlug.set(slug, value);
  }
  return Object.fromEntries(bySlug);
}
