/** Which scopes tools need: `POST /tools/scopes/required`. All tools of one call belong to one toolkit. */
import * as z from "zod";
import { maybe, otherwise, parserOf } from "./parser";

/** One way to meet a need: a scope, or several that are only enough together (since September 2026). */
export type ScopeOption =
  | string
  | {
      /** Scopes that are only enough together. */
      all_of: string[];
      /** The API's sources for this. */
      source?: string[] | undefined;
    };

/** A need that any one of several options meets. `when`: only for calls whose inputs have one of the values, field by field. */
export interface ScopeGroup {
  /** Any one of these is enough. */
  any_of: ScopeOption[];
  /** Only calls whose inputs have one of the values need it, field by field. Absent: all calls. */
  when?: Record<string, string[]> | undefined;
  /** Where the API has it from. */
  source?: string[] | undefined;
}

/** A scope that a tool needs, or a choice. */
export type ScopeNeed = string | ScopeGroup;

/** The scopes that one tool needs. */
export interface ToolScopes {
  /** The tool's slug, such as `GITHUB_CREATE_AN_ISSUE`. */
  tool: string;
  /** Null or absent if the API knows nothing of the tool's needs. */
  scope_requirements?:
    | {
        /** The tool needs each of these. */
        all_of: ScopeNeed[];
        /** The API's sources for this. */
        source?: string[] | undefined;
      }
    | null
    | undefined;
}

/** The scopes that several tools need. */
export interface RequiredScopes {
  /** The union over all tools. */
  scopes_required: string[];
  /** The needs of each tool. */
  per_tool_requirements: ToolScopes[];
}

const texts = z.array(z.string());
const source = maybe(texts);
const when = maybe(z.record(z.string(), texts));

const option = z.union([z.string(), z.object({ all_of: texts, source })]);
const need = z.union([z.string(), z.object({ any_of: z.array(option), when, source })]);

const requirements = z.object({ all_of: otherwise(z.array(need), []), source });

const requiredScopes = z.object({
  scopes_required: otherwise(texts, []),
  per_tool_requirements: otherwise(
    z.array(z.object({ tool: z.string(), scope_requirements: requirements.nullish() })),
    [],
  ),
});

export const parseRequiredScopes = parserOf<RequiredScopes>()(requiredScopes);
