/** Everything of a session's configuration except the ids: pure, so that mistakes are found at preview. */
import { contradictions } from "./exclusions";
import { flag, isAbsent } from "./form";
import { optionsForm } from "./session-form";
import type { SessionConfig, TagSelection, ToolSelection } from "./shape";

/** The options of a session beside its auth configs, with everything known. */
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

/** Lines about the form of the settings; none if it is right. */
export function settingsMistakes({ restrictTools, ...settings }: SessionSettings): string[] {
  const mistakes = optionsForm.mistakes(settings, "");
  return isAbsent(restrictTools) ? mistakes : [...mistakes, ...flag.mistakes(restrictTools, "restrictTools")];
}

/** The settings without what is undefined, under slugs in lower case. Throws one line if their form is wrong. */
export function cleanSettings(settings: SessionSettings): Omit<SessionConfig, "authConfigs"> {
  fail(settingsMistakes(settings));
  const { restrictTools, ...told } = settings;
  return lowerCased(optionsForm.renamed(told, (key) => key) as Omit<SessionConfig, "authConfigs">);
}

/**
 * Throws one line if the settings are wrong, or contradict the auth configs. Keys are lower case, as those of `authConfigs` are,
 * and what is undefined is left out.
 */
export function composeSettings(
  configs: readonly NamedConfig[],
  settings: SessionSettings,
): Omit<SessionConfig, "authConfigs"> {
  const { restrictTools } = settings;
  const clean = cleanSettings(settings);
  for (const config of configs) checkIsAllowed(config, clean.toolkits);
  const composed = (restrictTools ?? true) ? withTools(clean, configs) : clean;
  fail(contradictions(composed));
  return composed;
}

function fail(mistakes: readonly string[]): void {
  if (mistakes.length > 0) throw new Error(`sessionConfig: ${mistakes.join("; ")}`);
}

function withTools(
  settings: Omit<SessionConfig, "authConfigs">,
  configs: readonly NamedConfig[],
): Omit<SessionConfig, "authConfigs"> {
  const restricting = configs.filter((config) => config.tools?.length);
  const [first] = restricting;
  if (first === undefined) return settings;
  if (settings.experimental?.sessionConfigId !== undefined) {
    fail([
      `experimental.sessionConfigId names a saved session config, so the session can't have the toolsAvailableForExecution of ${first.label}; give restrictTools: false`,
    ]);
  }
  const { tools = {} } = settings;
  const restricted = restricting.map((config) => [config.slug, restriction(config, tools[config.slug])]);
  return { ...settings, tools: { ...tools, ...Object.fromEntries(restricted) } };
}

/** Slugs of toolkits are told apart without their letter case, and the API answers in lower case. */
function lowerCased(settings: Omit<SessionConfig, "authConfigs">): Omit<SessionConfig, "authConfigs"> {
  const { toolkits, tools, connectedAccounts, instant, hooks } = settings;
  return {
    ...settings,
    ...(toolkits && { toolkits: lowerLists(toolkits) }),
    ...(tools && { tools: byToolkit("tools", tools) }),
    ...(connectedAccounts && { connectedAccounts: byToolkit("connectedAccounts", connectedAccounts) }),
    ...(instant && {
      instant: {
        ...instant,
        ...(instant.toolkits && { toolkits: lowerLists(instant.toolkits) }),
        ...(instant.tools && { tools: byToolkit("instant.tools", instant.tools) }),
      },
    }),
    ...(hooks && {
      hooks: hooks.map((hook) => ({
        ...hook,
        ...(typeof hook.appliesTo === "object" && { appliesTo: lowerLists(hook.appliesTo) }),
      })),
    }),
  };
}

/** A list of slugs, or an object of such lists. */
function lowerLists<Slugs extends object>(slugs: Slugs): Slugs {
  const lower = (list: readonly string[]) => list.map((slug) => slug.toLowerCase());
  if (Array.isArray(slugs)) return lower(slugs) as unknown as Slugs;
  return Object.fromEntries(Object.entries(slugs).map(([key, list]) => [key, lower(list)])) as Slugs;
}

function byToolkit<Value>(option: string, map: { [toolkit: string]: Value }): { [toolkit: string]: Value } {
  const bySlug = new Map<string, Value>();
  for (const [key, value] of Object.entries(map)) {
    const slug = key.toLowerCase();
    if (bySlug.has(slug)) fail([`${option} holds ${slug} twice`]);
    bySlug.set(slug, value);
  }
  return Object.fromEntries(bySlug);
}

interface Lists {
  enable?: readonly string[];
  disable?: readonly string[];
  tags?: TagSelection;
  requireApproval?: string[];
}

/** A list stands for what it enables, in the words of the SDK. */
const listsOf = (selection: ToolSelection | NonNullable<SessionConfig["toolkits"]>): Lists =>
  Array.isArray(selection) ? { enable: selection } : selection;

/** The API refuses a session that names an auth config for a toolkit that it leaves out. */
function checkIsAllowed({ slug, label }: NamedConfig, toolkits: SessionConfig["toolkits"]): void {
  if (toolkits === undefined) return;
  const { enable, disable } = listsOf(toolkits);
  if ((enable && !enable.includes(slug)) || disable?.includes(slug)) {
    fail([`toolkits leaves out ${slug}, but ${label} is for it`]);
  }
}

/** The tools that the auth config declares, as far as the session's own choice lets them through; it can't add any. */
function restriction({ slug, label, tools = [] }: NamedConfig, chosen: ToolSelection | undefined): ToolSelection {
  const { enable, disable, tags, requireApproval } = chosen === undefined ? {} : listsOf(chosen);
  const approval = requireApproval && { requireApproval };
  const way = `leave tools.${slug} out, or give restrictTools: false`;
  if (enable) {
    const available = new Set(tools.map((tool) => tool.toUpperCase()));
    const others = enable.filter((tool) => !available.has(tool.toUpperCase()));
    if (others.length > 0) {
      fail([
        `tools.${slug} enables ${others.join(", ")}, but toolsAvailableForExecution of ${label} does not have them; ${way}`,
      ]);
    }
    return { enable: [...enable], ...approval };
  }
  if (tags) {
    fail([
      `tools.${slug} chooses by tags, but ${label} has toolsAvailableForExecution, and a session takes one of them; ${way}`,
    ]);
  }
  const left = tools.filter((tool) => !disable?.some((one) => one.toUpperCase() === tool.toUpperCase()));
  if (left.length === 0) fail([`tools.${slug} disables all toolsAvailableForExecution of ${label}; ${way}`]);
  return { enable: left, ...approval };
}
