/** Which scopes tools need: `POST /tools/scopes/required`. All tools of one call belong to one toolkit. */
import { z } from "zod";
import { parserOf } from "./parser";

/** A scope that a tool needs, or several of which any one will do. */
export type ScopeNeed = string | { any_of: string[] };

export interface ToolScopes {
  tool: string;
  /** Null where the API knows nothing of the tool's needs. */
  scope_requirements: { all_of: ScopeNeed[] } | null;
}

export interface RequiredScopes {
  /** The union over all tools. */
  scopes_required: string[];
  per_tool_requirements: ToolScopes[];
}

const requiredScopes = z.object({
  scopes_required: z.array(z.string()),
  per_tool_requirements: z
    .array(
      z.object({
        tool: z.string(),
        scope_requirements: z
          .object({ all_of: z.array(z.union([z.string(), z.object({ any_of: z.array(z.string()) })])) })
          .nullable(),
      }),
    )
    .default([]),
});

export const parseRequiredScopes = parserOf<RequiredScopes>()(requiredScopes);
