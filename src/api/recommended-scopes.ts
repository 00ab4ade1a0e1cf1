/**
 * The scopes that tools of a toolkit need, put together: `POST /toolkits/{slug}/scopes/recommended`. Source: the contract of
 * October 2026. Documented refusals: 404, no such toolkit; 422, no set of scopes meets what is asked; 501, the toolkit's tools do
 * not say yet what they need.
 */
import * as z from "zod";
import { otherwise, parserOf } from "./parser";

export interface RecommendScopesBody {
  /** Slugs of tools of the toolkit; none stands for all of them. */
  tools: string[];
  /** Default: `OAUTH2`. */
  auth_scheme?: string | undefined;
  /** Default: the newest. */
  toolkit_version?: string | undefined;
  /** Whom the scopes are asked of, such as `{ account_type: "Google Workspace" }`. */
  grant_context?: Record<string, string> | undefined;
  include?: string[] | undefined;
  exclude?: string[] | undefined;
  /** The scopes that the app can ask for at all. */
  available_scopes?: string[] | undefined;
}

/** A scope that is needed only for calls whose inputs have one of the values, field by field. */
export interface ConditionalScope {
  scope: string;
  when: Record<string, string[]>;
  /** The tools that need it. */
  for: string[];
}

export interface RecommendedScopes {
  auth_scheme: string;
  toolkit_version: string;
  grant_context: Record<string, string>;
  scopes: {
    /** The narrowest option for each need. */
    least_privilege: string[];
    /** The smallest set that meets every need. */
    fewest: string[];
    /** They are in both lists, so whoever knows the inputs can take them out. */
    conditional: ConditionalScope[];
  };
}

const texts = z.array(z.string());

const recommendedScopes = z.object({
  auth_scheme: z.string(),
  toolkit_version: z.string(),
  grant_context: otherwise(z.record(z.string(), z.string()), {}),
  scopes: z.object({
    least_privilege: texts,
    fewest: texts,
    conditional: otherwise(z.array(z.object({ scope: z.string(), when: z.record(z.string(), texts), for: texts })), []),
  }),
});

export const parseRecommendedScopes = parserOf<RecommendedScopes>()(recommendedScopes);
