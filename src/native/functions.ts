/** The functions for programs of every language: lookups, and the output that an application opens sessions with. */
import { z } from "zod";
import type { UnreadableItem } from "../api/page";
import type { Client } from "../client/client";
import { unreadableText } from "../client/pages";
import { AnswerCache } from "../discovery/answer-cache";
import type { ListedAuthConfig } from "../discovery/auth-config-list";
import { allAuthConfigs, listedOf } from "../discovery/auth-config-list";
import { creationFields } from "../discovery/creation-fields";
import type { RecommendedScopes, RecommendedScopesOptions } from "../discovery/recommended-scopes";
import { explained, recommendationBody, recommendedScopesOf } from "../discovery/recommended-scopes";
import type { RequiredScopes } from "../discovery/required-scopes";
import { requiredScopesOf } from "../discovery/required-scopes";
import type { Toolkit, ToolkitField } from "../discovery/toolkit";
import { toolkitOf } from "../discovery/toolkit";
import { defined, isMap } from "../model/values";
import type { SessionConfigArgs, SessionConfigResult } from "./session-function";
import { sessionArgs, sessionConfig } from "./session-function";
import { PACKAGE } from "./urn";
import type { Bag } from "./wire";

/** Which toolkit to describe. */
export interface GetToolkitArgs {
  /** Its slug; letter case does not matter. */
  slug: string;
}

/** Which fields to list. */
export interface GetAuthConfigCreationFieldsArgs {
  /** The toolkit's slug; letter case does not matter. */
  toolkit: string;
  /** Default: the first scheme that the toolkit offers. */
  authScheme?: string;
  /** Whether only those fields count without which the API refuses to create. Default: false. */
  requiredOnly?: boolean;
}

export interface GetAuthConfigCreationFieldsResult {
  /** The required fields, then the optional ones. */
  fields: ToolkitField[];
}

/** Which auth configs to list. */
export interface ListAuthConfigsArgs {
  /** Of this toolkit alone; letter case does not matter. */
  toolkit?: string;
  /** Only those on an app of Composio's own, or only the others. Default: both. */
  isComposioManaged?: boolean;
  /** A part of the name, or an id. */
  search?: string;
  /** Default: false, the API hides them. */
  includeDisabled?: boolean;
}

export interface ListAuthConfigsResult {
  /** Newest first. */
  authConfigs: ListedAuthConfig[];
}

/** Which tools to look up. */
export interface RequiredScopesArgs {
  /** All of one toolkit. */
  tools: string[];
}

/** Which tools to look up, and what the recommendation is to mind. */
export interface RecommendedScopesArgs {
  /** The toolkit's slug; letter case does not matter. */
  toolkit: string;
  /** Default: all of the toolkit. */
  tools?: string[];
  /** The scheme of the auth config. Default: `OAUTH2`. */
  authScheme?: string;
  /** Scopes that must be in it. */
  include?: string[];
  /** Scopes that must not be in it. */
  exclude?: string[];
  /** The scopes that the OAuth app can ask for at all: nothing else is recommended. Default: any. */
  availableScopes?: string[];
  /** Whom the scopes are asked of, such as `{ account_type: "Google Workspace" }`. Default: the toolkit's own. */
  grantContext?: { [dimension: string]: string };
  /** Default: the newest. */
  toolkitVersion?: string;
}

/** The parts of its process that a function needs. */
export interface Asking {
  /** Throws if no key is set. */
  client: () => Client;
  warn: (line: string) => void;
}

/** Every function, under the name that its token ends in. */
export interface FunctionTable {
  /** The schemes that a toolkit offers, and the fields of each. */
  getToolkit(args: GetToolkitArgs): Promise<Toolkit>;
  /** The fields that `credentials` of an auth config takes: those required, then those that are optional. */
  getAuthConfigCreationFields(args: GetAuthConfigCreationFieldsArgs): Promise<GetAuthConfigCreationFieldsResult>;
  /** The auth configs of the project, whoever made them, newest first. Disabled ones only on request. */
  listAuthConfigs(args: ListAuthConfigsArgs): Promise<ListAuthConfigsResult>;
  /** The scopes that tools need, as the API knows them. All tools must belong to one toolkit. */
  requiredScopes(args: RequiredScopesArgs): Promise<RequiredScopes>;
  /**
   * The scopes to ask for, for tools of a toolkit: `leastPrivilege` is ready for `scopes` of an auth config. Fails if no scopes meet
   * the options, or if Composio can't tell the scopes yet.
   */
  recommendedScopes(args: RecommendedScopesArgs): Promise<RecommendedScopes>;
  /**
   * The one output that an application opens sessions with. Two auth configs for one toolkit, or options that contradict them,
   * are errors that name both: at preview if all arguments are known by then, else in `up`.
   */
  sessionConfig(args: SessionConfigArgs): Promise<SessionConfigResult>;
}

export type FunctionName = keyof FunctionTable;

const text = z.string({ error: "a string" }).min(1, { error: "a non-empty string" });
const flag = z.boolean({ error: "true or false" }).optional();
const scopeList = z.array(text, { error: "a list of scopes" }).optional();

const ARGUMENTS: { readonly [Name in FunctionName]: z.ZodType } = {
  getToolkit: z.strictObject({ slug: text }),
  getAuthConfigCreationFields: z.strictObject({ toolkit: text, authScheme: text.optional(), requiredOnly: flag }),
  listAuthConfigs: z.strictObject({
    toolkit: text.optional(),
    isComposioManaged: flag,
    search: text.optional(),
    includeDisabled: flag,
  }),
  requiredScopes: z.strictObject({ tools: z.array(text, { error: "a list of tools" }) }),
  recommendedScopes: z.strictObject({
    toolkit: text,
    tools: z.array(text, { error: "a list of tools" }).optional(),
    authScheme: text.optional(),
    include: scopeList,
    exclude: scopeList,
    availableScopes: scopeList,
    grantContext: z.record(z.string(), text, { error: "a map of strings" }).optional(),
    toolkitVersion: text.optional(),
  }),
  sessionConfig: sessionArgs,
};

export const functionToken = (name: FunctionName): string => `${PACKAGE}:index:${name}`;

export const FUNCTION_NAMES = Object.keys(ARGUMENTS) as FunctionName[];

/** The functions of one process. An answer is kept for 5 minutes, as in a TypeScript program. */
export function functionsOf({ client, warn }: Asking): FunctionTable {
  const cache = new AnswerCache();
  const recommend = async (toolkit: string, tools: string[], options: RecommendedScopesOptions) => {
    const slug = toolkit.toLowerCase();
    const answer = client().recommendScopes(slug, recommendationBody(tools, options));
    return recommendedScopesOf(
      await answer.catch((error: unknown) => {
        throw explained(slug, error);
      }),
    );
  };
  const warnOfUnreadable = (items: readonly UnreadableItem[]): void => {
    for (const item of items)
      warn(`An auth config is left out, since the API's answer can't be read: ${unreadableText(item)}`);
  };
  const describe = (slug: string): Promise<Toolkit> =>
    cache.get(`toolkit ${slug}`, async () => toolkitOf(await client().getToolkit(slug)));
  return {
    getToolkit: ({ slug }) => describe(slug.toLowerCase()),
    getAuthConfigCreationFields: async ({ toolkit, authScheme, requiredOnly = false }) => ({
      fields: creationFields(await describe(toolkit.toLowerCase()), authScheme, { requiredOnly, warn }),
    }),
    listAuthConfigs: (filter) =>
      cache.get(`auth configs ${JSON.stringify(filter)}`, async () => ({
        authConfigs: (await allAuthConfigs(client(), filter, warnOfUnreadable)).map(listedOf),
      })),
    requiredScopes: async ({ tools }) =>
      tools.length === 0
        ? { scopes: [], tools: [] }
        : cache.get(`scopes ${tools.join()}`, async () => requiredScopesOf(await client().requiredScopes(tools))),
    recommendedScopes: ({ toolkit, tools = [], ...options }) =>
      cache.get(`recommended ${toolkit} ${JSON.stringify([tools, options])}`, () => recommend(toolkit, tools, options)),
    sessionConfig: async (args) => sessionConfig(args),
  };
}

/** Calls the function of a token. Throws one line if there is none, or the arguments are no arguments of it. */
export async function callFunction(functions: FunctionTable, token: string, raw: Bag): Promise<Bag> {
  const known = FUNCTION_NAMES.find((name) => functionToken(name) === token);
  if (!known) throw new Error(`${token} is not a function of this provider; there are ${FUNCTION_NAMES.join(", ")}.`);
  const args = withoutNulls(raw) as Bag;
  const issue = ARGUMENTS[known].safeParse(args).error?.issues[0];
  if (issue) throw new Error(`${known}: ${sentence(issue)}.`);
  const call = functions[known] as (args: Bag) => Promise<object>;
  return defined((await call(args)) as Bag);
}

function sentence(issue: z.core.$ZodIssue): string {
  const place = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return `${[place, issue.keys[0]].filter(Boolean).join(".")} is no argument`;
  return `${place} must be ${issue.message}`;
}

/** An argument that is null was not given. */
function withoutNulls(value: unknown): unknown {
  if (!isMap(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNulls(inner)]));
}
