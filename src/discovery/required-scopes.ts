/** What the API says about the scopes that tools need, in the words of a program. */
import type * as wire from "../api/tool-scopes";

/** A scope, or several of which any one will do. */
export type ScopeNeed = string | { anyOf: string[] };

/** The scopes that tools of one toolkit need. */
export interface RequiredScopes {
  /** All of them together, ready for `scopes` of an auth config. Where any one of several will do, the API has chosen. */
  scopes: string[];
  /** Tool by tool; `allOf` is undefined where the API does not know what the tool needs. */
  tools: { tool: string; allOf?: ScopeNeed[] }[];
}

export const requiredScopesOf = (answer: wire.RequiredScopes): RequiredScopes => ({
  scopes: [...answer.scopes_required],
  tools: answer.per_tool_requirements.map(({ tool, scope_requirements: needs }) => ({
    tool,
    ...(needs && {
      allOf: needs.all_of.map((need) => (typeof need === "string" ? need : { anyOf: [...need.any_of] })),
    }),
  })),
});
