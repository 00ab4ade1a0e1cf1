/**
 * Lookups for programs: what a toolkit offers, which fields a scheme needs, which auth configs there are, which scopes tools
 * need. Each is a promise, and `…Output` over inputs. They ask at preview too, and an answer is kept for 5 minutes, under the
 * address and the key that it came from.
 */

import type { UnreadableItem } from "../api/page";
import type { OpenAuthScheme } from "../auth-config-args";
import * as pulumi from "../pulumi-sdk";
import { createAsk } from "./ask";
import type { AuthConfigFilter, ListedAuthConfig } from "./auth-config-list";
import type { LookupOptions, LookupOutputOptions } from "./connection-source";
import { findEndpoint } from "./connection-source";
import type { CreationFieldsOptions } from "./creation-fields";
import { creationFields } from "./creation-fields";
import type { RecommendedScopes, RecommendedScopesOptions } from "./recommended-scopes";
import { explained, recommendationBody, recommendedScopesOf } from "./recommended-scopes";
import type { RequiredScopes } from "./required-scopes";
import { requiredScopesOf } from "./required-scopes";
import type { Toolkit, ToolkitField } from "./toolkit";
import { toolkitOf } from "./toolkit";

const ask = createAsk();

/** The schemes that a toolkit offers, and the fields of each. Letter case of the slug does not matter. */
export async function getToolkit(slug: string, options: LookupOptions = {}): Promise<Toolkit> {
  const endpoint = await findEndpoint(options);
  const wanted = slug.toLowerCase();
  return toolkitOf(await ask(endpoint, ["toolkit", wanted], (client) => client.getToolkit(wanted)));
}

/** `getToolkit` over outputs. */
export const getToolkitOutput = (slug: pulumi.Input<string>, options?: LookupOutputOptions): pulumi.Output<Toolkit> =>
  lifted(pulumi.output(slug), options, getToolkit);

/**
 * The fields that `credentials` of an auth config takes: those required, then those that are optional. Without a scheme it
 * is the first one of the toolkit.
 *
 * ```ts
 * const fields = await getAuthConfigCreationFields("notion", "OAUTH2", { requiredOnly: true });
 * ```
 */
export async function getAuthConfigCreationFields(
  toolkit: string,
  authScheme?: OpenAuthScheme | null,
  { requiredOnly = false, ...options }: CreationFieldsOptions & LookupOptions = {},
): Promise<ToolkitField[]> {
  const description = await getToolkit(toolkit, options);
  return creationFields(description, authScheme ?? undefined, {
    requiredOnly,
    warn: (line) => void pulumi.log.warn(line),
  });
}

/** `getAuthConfigCreationFields` over outputs. */
export function getAuthConfigCreationFieldsOutput(
  toolkit: pulumi.Input<string>,
  authScheme?: pulumi.Input<OpenAuthScheme | null | undefined>,
  { requiredOnly = false, ...options }: CreationFieldsOptions & LookupOutputOptions = {},
): pulumi.Output<ToolkitField[]> {
  return lifted(pulumi.output({ toolkit, authScheme }), options, (known, settings) =>
    getAuthConfigCreationFields(known.toolkit, known.authScheme, { requiredOnly, ...settings }),
  );
}

/** The auth configs of the project, whoever made them, newest first. Disabled ones only on request. */
export async function listAuthConfigs(
  filter: AuthConfigFilter = {},
  options: LookupOptions = {},
): Promise<ListedAuthConfig[]> {
  const endpoint = await findEndpoint(options);
  const { toolkit, isComposioManaged, search, includeDisabled = false } = filter;
  const question = ["auth configs", toolkit?.toLowerCase(), isComposioManaged, search, includeDisabled];
  // Loads zod, and most programs list nothing.
  const { allAuthConfigs, listedOf } = require("./auth-config-list") as typeof import("./auth-config-list");
  return (await ask(endpoint, question, (client) => allAuthConfigs(client, filter, warnOfUnreadable))).map(listedOf);
}

/** `listAuthConfigs` over outputs. */
export const listAuthConfigsOutput = (
  filter: { [Key in keyof AuthConfigFilter]: pulumi.Input<AuthConfigFilter[Key]> } = {},
  options?: LookupOutputOptions,
): pulumi.Output<ListedAuthConfig[]> => lifted(pulumi.output(filter), options, listAuthConfigs);

/** The scopes that tools need, as the API knows them. All tools must belong to one toolkit. */
export async function requiredScopes(tools: readonly string[], options: LookupOptions = {}): Promise<RequiredScopes> {
  if (tools.length === 0) return { scopes: [], tools: [] };
  const endpoint = await findEndpoint(options);
  return requiredScopesOf(await ask(endpoint, ["scopes", ...tools], (client) => client.requiredScopes(tools)));
}

/**
 * `requiredScopes` over outputs.
 *
 * ```ts
 * const { scopes } = requiredScopesOutput(["GMAIL_SEND_EMAIL"]);
 * const gmail = new AuthConfig("gmail", { toolkit: "gmail", scopes });
 * ```
 */
export const requiredScopesOutput = (
  tools: pulumi.Input<pulumi.Input<string>[]>,
  options?: LookupOutputOptions,
): pulumi.Output<RequiredScopes> => lifted(pulumi.output(tools), options, requiredScopes);

/**
 * The scopes to ask for, for tools of a toolkit; no tools stand for all of them. Give them to `scopes` of the auth config, in place
 * of `toolsForConnectedAccountCreation`. Rejects with what to do if there is no such toolkit or tool (404), if no scopes meet the
 * options (422), and if Composio can't tell the scopes yet (501).
 *
 * ```ts
 * const { leastPrivilege } = await recommendedScopes("gmail", ["GMAIL_SEND_EMAIL"]);
 * const gmail = new AuthConfig("gmail", { toolkit: "gmail", scopes: leastPrivilege });
 * ```
 */
export async function recommendedScopes(
  toolkit: string,
  tools: readonly string[] = [],
  options: RecommendedScopesOptions & LookupOptions = {},
): Promise<RecommendedScopes> {
  const endpoint = await findEndpoint(options);
  const slug = toolkit.toLowerCase();
  const body = recommendationBody(tools, options);
  const answer = ask(endpoint, ["recommended scopes", slug, body], (client) => client.recommendScopes(slug, body));
  return recommendedScopesOf(
    await answer.catch((error: unknown) => {
      throw explained(slug, error);
    }),
  );
}

/** `recommendedScopes` over outputs. */
export const recommendedScopesOutput = (
  toolkit: pulumi.Input<string>,
  tools: pulumi.Input<pulumi.Input<string>[]> = [],
  options: {
    [Option in keyof RecommendedScopesOptions]: pulumi.Input<RecommendedScopesOptions[Option]>;
  } & LookupOutputOptions = {},
): pulumi.Output<RecommendedScopes> => {
  const { apiKey, baseUrl, provider, ...wishes } = options;
  const connection = { ...(apiKey && { apiKey }), ...(baseUrl && { baseUrl }), ...(provider && { provider }) };
  return lifted(pulumi.output({ toolkit, tools, wishes }), connection, (known, settings) =>
    recommendedScopes(known.toolkit, known.tools, { ...(known.wishes as RecommendedScopesOptions), ...settings }),
  );
};

const warnOfUnreadable = (items: readonly UnreadableItem[]): void => {
  for (const { id = "an item without an id", problem } of items) {
    void pulumi.log.warn(`An auth config is left out, since the API's answer can't be read: ${id}: ${problem}`);
  }
};

/** A lookup over outputs. A secret key does not make a secret of the answer; a secret argument does. */
function lifted<Argument, Answer>(
  argument: pulumi.Output<Argument>,
  { provider, ...settings }: LookupOutputOptions = {},
  lookUp: (argument: Argument, options: LookupOptions) => Promise<Answer>,
): pulumi.Output<Answer> {
  const own = pulumi.unsecret(pulumi.output(settings));
  // Waited for here already: a key that is not known at preview makes the answer unknown, and no error.
  const given = pulumi.unsecret(pulumi.output(provider?.composioSettings() ?? {}));
  return pulumi
    .all([argument, own, given])
    .apply(([known, options, { apiKey, baseUrl }]) =>
      lookUp(known as Argument, { apiKey: options.apiKey || apiKey, baseUrl: options.baseUrl || baseUrl }),
    );
}
