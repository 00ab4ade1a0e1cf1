/** Which scopes tools need: `POST /tools/scopes/required`. All tools of one call belong to one toolkit. */
import * as z from "zod";
import { maybe, otherwise, parserOf } from "./parser";

/** One way to meet a need: a scope, or several that are only enough together (since September 2026). */
export type ScopeOption = string | { all_of: string[]; source?: string[] | undefined };

/** A need that any one of several options meets. `when`: only for calls whose inputs have one of the values, field by field. */
export interface ScopeGroup {
  any_of: ScopeOption[];
  when?: Record<string, string[]> | undefined;
  /** Where the API has it from. */
  source?: string[] | undefined;
}

/** A scope that a tool needs, or a choice. */
export type ScopeNeed = string | ScopeGroup;

/** The scopes that one tool needs. */
export interface ToolScopes {
  tool: string;
  /** Null or absent if the API knows nothing of the tool's needs. */
  scope_requirements?: { all_of: ScopeNeed[]; source?: string[] | undefined } | null | undefined;
}

/** The scopes that several tools need. */
export interface RequiredScopes {
  /** The union over all tools. */
  scopes_required: string[];
  per_tool_requirements: ToolScopes[];
}

const texts = z.array(z.string());
const source = maybe(texts);
const when = maybe(z.record(z.string(), texts));

const option = z.union([z.string(), z.object({ all_of: texts, source })]);
const need = z.union([z.string(), z.object({ any_of: z.array(option), when, source })]);

const requiredScopes = z.object({
  scopes_required: texts,
  per_tool_requirements: otherwise(
    z.array(z.object({ tool: z.string(), scope_requirements: z.object({ all_of: z.array(need), source }).nullish() })),
    [],
  ),
});

export const parseRequiredScopes = parserOf<RequiredScopes>()(requiredScopes);
