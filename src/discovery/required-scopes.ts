/** The scopes that tools need, as the API says it, in the words of a program. */
import type * as wire from "../api/tool-scopes";

/** One way to meet a need: a scope, or several that are only enough together. */
export type ScopeOption =
  | string
  | {
      /** Scopes that are only enough together. */
      allOf: string[];
    };

/** A scope, or several options of which any one will do. */
export type ScopeNeed =
  | string
  | {
      /** Any one of these is enough. */
      anyOf: ScopeOption[];
      /** Only calls whose inputs have one of the values need it, field by field. */
      when?: { [input: string]: string[] };
    };

/** The scopes that tools of one toolkit need. */
export interface RequiredScopes {
  /** All of them together, ready for `scopes` of an auth config. If any one of several will do, the API has chosen. */
  scopes: string[];
  /** The needs of each tool. */
  tools: {
    /** The tool's slug, such as `GITHUB_CREATE_AN_ISSUE`. */
    tool: string;
    /** The tool needs each of these; undefined if the API does not know the tool's needs. */
    allOf?: ScopeNeed[];
  }[];
}

export const requiredScopesOf = (answer: wire.RequiredScopes): RequiredScopes => ({
  scopes: [...answer.scopes_required],
  tools: answer.per_tool_requirements.map(({ tool, scope_requirements: needs }) => ({
    tool,
    ...(needs && { allOf: needs.all_of.map(needOf) }),
  })),
});

const needOf = (need: wire.ScopeNeed): ScopeNeed =>
  typeof need === "string" ? need : { anyOf: need.any_of.map(optionOf), ...(need.when && { when: need.when }) };

const optionOf = (option: wire.ScopeOption): ScopeOption =>
  typeof option === "string" ? option : { allOf: [...option.all_of] };
