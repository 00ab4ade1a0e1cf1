/** The toolkits and tools that a session's options name, each with the place where it stands. */
import type { SessionConfig, TagSelection } from "../session/shape";

export interface NamedSlug {
  /** Such as `tools.gmail.requireApproval`. */
  path: string;
  slug: string;
}

export interface NamedTools {
  toolkit: string;
  tools: NamedSlug[];
}

type Options = Omit<SessionConfig, "authConfigs">;

/** Each toolkit once, at its first place. */
export function namedToolkits({ toolkits, tools, connectedAccounts, instant, hooks = [] }: Options): NamedSlug[] {
  const ofInstant = instant || {};
  const all = [
    ...listed("toolkits", toolkits),
    ...keys("tools", tools),
    ...keys("connectedAccounts", connectedAccounts),
    ...listed("instant.toolkits", ofInstant.toolkits),
    ...keys("instant.tools", ofInstant.tools),
    ...hooks.flatMap(({ appliesTo }, index) =>
      appliesTo === "all" ? [] : listed(`hooks[${index}].appliesTo.toolkits`, appliesTo.toolkits),
    ),
  ];
  return [...new Map(all.reverse().map((named) => [named.slug, named])).values()].reverse();
}

/** By toolkit. Tools to preload belong to the toolkit that their name begins with, among those that the session names. */
export function namedTools(options: Options, toolkits: readonly string[]): NamedTools[] {
  const { tools = {}, instant, preload } = options;
  const { tools: instantTools = {} } = instant || {};
  const preloaded = listed("preload.tools", preload?.tools === "all" ? [] : preload?.tools);
  return toolkits
    .map((toolkit) => ({
      toolkit,
      tools: [
        ...listed(`tools.${toolkit}`, tools[toolkit]),
        ...listed(`instant.tools.${toolkit}`, instantTools[toolkit]),
        ...preloaded.filter(({ slug }) => slug.toLowerCase().startsWith(`${toolkit}_`)),
      ],
    }))
    .filter((named) => named.tools.length > 0);
}

const keys = (path: string, map: object = {}): NamedSlug[] =>
  Object.keys(map).map((slug) => ({ path: `${path}.${slug}`, slug }));

interface Lists {
  enable?: readonly string[];
  disable?: readonly string[];
  requireApproval?: readonly string[];
  tags?: TagSelection;
}

function listed(path: string, selection: readonly string[] | Lists = []): NamedSlug[] {
  if (isList(selection)) return selection.map((slug) => ({ path, slug }));
  return (["enable", "disable", "requireApproval"] as const).flatMap((list) =>
    (selection[list] ?? []).map((slug) => ({ path: `${path}.${list}`, slug })),
  );
}

const isList = (selection: readonly string[] | Lists): selection is readonly string[] => Array.isArray(selection);
