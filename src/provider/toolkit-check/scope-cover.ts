/** Do the declared scopes cover the tools that an auth config is declared to be for? Only ever a warning. */
import type { RequiredScopes, ScopeGroup, ScopeNeed, ScopeOption, ToolScopes } from "../../api/tool-scopes";
import type { Inputs } from "../../model/inputs";
import { meantScopes } from "../../model/scopes";
import { hasUnknown } from "../../model/unknowns";
import { sameScopes, sameSet, splitScopes } from "../../model/values";

/** The tools whose needs have to be asked for; undefined if there is nothing to compare, or nothing has changed. */
export function toolsInQuestion(previous: Partial<Inputs>, next: Inputs): string[] | undefined {
  const tools = toolsOf(next);
  const scopes = scopesOf(next);
  if (tools.length === 0 || scopes.every((each) => each === undefined) || hasUnknown([tools, scopes])) return undefined;
  const [before, beforeOfUser] = scopesOf(previous);
  const isSame =
    sameSet(toolsOf(previous), tools) && sameScopes(before, scopes[0]) && sameScopes(beforeOfUser, scopes[1]);
  return isSame ? undefined : tools;
}

/** One warning for each tool that the scopes fall short of, under the place where the user wrote them. */
export function checkScopeCover(
  declared: Record<string, unknown>,
  inputs: Inputs,
  { per_tool_requirements: requirements }: RequiredScopes,
): string[] {
  const optional = inputs.credentials?.optional_scopes;
  const held = new Set(
    [...scopesOf(inputs), typeof optional === "string" ? optional : ""].flatMap((scopes = []) => splitScopes(scopes)),
  );
  const path = placeOfScopes(declared);
  return requirements
    .map((tool) => ({ tool: tool.tool, lacking: unmetNeeds(tool, held) }))
    .filter(({ lacking }) => lacking.length > 0)
    .map(({ tool, lacking }) => `${path}: do not cover ${tool}, which needs ${lacking.join(" and ")}`);
}

/** The needs of a tool that scopes do not meet, in words. */
export const unmetNeeds = ({ scope_requirements: needs }: ToolScopes, held: ReadonlySet<string>): string[] =>
  (needs?.all_of ?? []).filter((need) => !isMet(need, held)).map(inWords);

/** Nothing if the scopes are not known yet, or are not a list: the shape of inputs is checked elsewhere. */
export function toolsOf({ toolAccessConfig }: Partial<Inputs>): string[] {
  const tools: unknown = toolAccessConfig?.toolsForConnectedAccountCreation;
  return Array.isArray(tools) ? tools : [];
}

const scopesOf = (inputs: Partial<Inputs>) =>
  [meantScopes(inputs, "scopes"), meantScopes(inputs, "userScopes")] as const;

const isMet = (need: ScopeNeed, held: ReadonlySet<string>): boolean =>
  typeof need === "string" ? held.has(need) : need.any_of.some((option) => isHeld(option, held));

const isHeld = (option: ScopeOption, held: ReadonlySet<string>): boolean =>
  typeof option === "string" ? held.has(option) : option.all_of.every((scope) => held.has(scope));

function inWords(need: ScopeNeed): string {
  if (typeof need === "string") return need;
  const options = need.any_of.map((option) => (typeof option === "string" ? option : option.all_of.join(" with ")));
  return `${options.length === 1 ? options.join() : `one of ${options.join(", ")}`}${condition(need)}`;
}

const condition = ({ when = {} }: ScopeGroup): string => {
  const inputs = Object.entries(when).map(([input, values]) => `${input} is ${values.join(" or ")}`);
  return inputs.length === 0 ? "" : ` (if ${inputs.join(" and ")})`;
};

function placeOfScopes({ scopes, userScopes, credentials }: Record<string, unknown>): string {
  if (scopes !== undefined) return "scopes";
  if (userScopes !== undefined) return "userScopes";
  return credentials instanceof Object && "scopes" in credentials ? "credentials.scopes" : "credentials.user_scopes";
}
