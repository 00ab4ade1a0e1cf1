/** The scopes that Composio recommends for tools, in the words of a program. */
import type * as wire from "../api/recommended-scopes";
import { ApiError } from "../client/errors";

/** The conditions that the recommendation must meet. */
export interface RecommendedScopesOptions {
  /** The scheme of the auth config. Default: `OAUTH2`. */
  authScheme?: string | undefined;
  /** Scopes that must be in it. */
  include?: readonly string[] | undefined;
  /** Scopes that must not be in it. */
  exclude?: readonly string[] | undefined;
  /** The scopes that the OAuth app can ask for at all: nothing else is recommended. Default: any. */
  availableScopes?: readonly string[] | undefined;
  /** Whom the scopes are asked of, such as `{ account_type: "Google Workspace" }`. Default: the toolkit's own. */
  grantContext?: { readonly [dimension: string]: string } | undefined;
  /** Default: the newest. */
  toolkitVersion?: string | undefined;
}

/** A scope that is needed only for calls whose inputs have one of the values, field by field. */
export interface ConditionalScope {
  /** The scope. */
  scope: string;
  /** The values of the calls' inputs, by the input's name. */
  when: { [input: string]: string[] };
  /** The tools that need it. */
  for: string[];
}

/** The scopes that tools of one toolkit need, put together. */
export interface RecommendedScopes {
  /** The narrowest option for each need, ready for `scopes` of an auth config. */
  leastPrivilege: string[];
  /** The smallest set that meets every need; each scope may allow more. */
  fewest: string[];
  /** They are in both lists: whoever knows the inputs of the calls can take them out. */
  conditional: ConditionalScope[];
  /** The scheme that it was computed for. */
  authScheme: string;
  /** The version that it was computed for: give it as `toolkitVersion` to stay there. */
  toolkitVersion: string;
  /** The context that it was computed for, by dimension. Give it as `grantContext` to stay there. */
  grantContext: { [dimension: string]: string };
}

export const recommendationBody = (
  tools: readonly string[],
  options: RecommendedScopesOptions,
): wire.RecommendScopesBody => {
  const { authScheme, include, exclude, availableScopes, grantContext, toolkitVersion } = options;
  return {
    tools: [...tools],
    ...(authScheme !== undefined && { auth_scheme: authScheme.toUpperCase() }),
    ...(include && { include: [...include] }),
    ...(exclude && { exclude: [...exclude] }),
    ...(availableScopes && { available_scopes: [...availableScopes] }),
    ...(grantContext && { grant_context: { ...grantContext } }),
    ...(toolkitVersion !== undefined && { toolkit_version: toolkitVersion }),
  };
};

export const recommendedScopesOf = (answer: wire.RecommendedScopes): RecommendedScopes => ({
  leastPrivilege: [...answer.scopes.least_privilege],
  fewest: [...answer.scopes.fewest],
  conditional: answer.scopes.conditional.map((scope) => ({ ...scope })),
  authScheme: answer.auth_scheme,
  toolkitVersion: answer.toolkit_version,
  grantContext: { ...answer.grant_context },
});

/** The refusals that the contract documents, each with what to do; the API's own error is the cause. */
export function explained(toolkit: string, error: unknown): unknown {
  if (!(error instanceof ApiError) || error.form !== "envelope") return error;
  const advice = ADVICE[error.status];
  if (advice === undefined) return error;
  // The request id stays at the end.
  return new Error(error.message.replace(/(?= Request id \S+\.$)|$/, ` ${advice(toolkit)}`), { cause: error });
}

const ADVICE: { readonly [status: number]: (toolkit: string) => string } = {
  404: (toolkit) => `Either there is no toolkit ${toolkit}, or one of the tools is not its own.`,
  422: () => "No scopes meet all of this: exclude less, or make more scopes available.",
  501: (toolkit) =>
    `Composio can't tell the scopes of these tools yet: take them from the provider's documentation, or leave scopes out for the default of ${toolkit}.`,
};
