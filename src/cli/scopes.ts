/** `scopes`: which scopes tools of a toolkit need, and the code to paste. */
import type { Client } from "../client";
import { ApiError } from "../client";
import { askTools } from "../client/tools";
import type { RecommendedScopes } from "../discovery/recommended-scopes";
import { explained, recommendationBody, recommendedScopesOf } from "../discovery/recommended-scopes";
import { checkTools } from "../model/tools";
import { knownToolkit } from "./known-toolkit";
import { variableNames } from "./logical-names";
import { print, printJson, table } from "./output";
import type { Place } from "./project-client";
import { withClient } from "./project-client";
import { declarationCode } from "./typescript-program";

export interface ScopesOptions extends Place {
  scheme?: string;
  include: string[];
  exclude: string[];
  available: string[];
  /** `name=value` each. */
  grant: string[];
  toolkitVersion?: string;
  json?: boolean;
}

export async function scopes(toolkit: string, tools: readonly string[], options: ScopesOptions): Promise<void> {
  const slug = toolkit.toLowerCase();
  const names = tools.map((tool) => tool.toUpperCase());
  const body = recommendationBody(names, {
    ...(options.scheme !== undefined && { authScheme: options.scheme }),
    ...(options.include.length > 0 && { include: options.include }),
    ...(options.exclude.length > 0 && { exclude: options.exclude }),
    ...(options.available.length > 0 && { availableScopes: options.available }),
    ...(options.grant.length > 0 && { grantContext: grantContext(options.grant) }),
    ...(options.toolkitVersion !== undefined && { toolkitVersion: options.toolkitVersion }),
  });
  const answer = await withClient(
    (client) =>
      client.recommendScopes(slug, body).catch(async (error: unknown) => {
        if (error instanceof ApiError && error.status === 404) await throwNearest(client, slug, names);
        throw explained(slug, error);
      }),
    options,
  );
  const recommended = recommendedScopesOf(answer);
  if (options.json) return printJson({ toolkit: slug, tools: names, ...recommended });
  print(parts(slug, names, recommended).join("\n\n"));
}

function grantContext(pairs: readonly string[]): { [dimension: string]: string } {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new Error(`--grant must be name=value, but got: ${pair}`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** The API says neither whether it is the toolkit or a tool that is not there, nor what was meant. */
async function throwNearest(client: Client, slug: string, tools: readonly string[]): Promise<void> {
  await knownToolkit(client, slug);
  if (tools.length === 0) return;
  const named = tools.map((tool) => ({ path: "tools", slug: tool }));
  const mistakes = checkTools(slug, named, await askTools(client, slug, tools));
  if (mistakes.length > 0) throw new Error(mistakes.join("; "));
}

function parts(slug: string, tools: readonly string[], recommended: RecommendedScopes): string[] {
  const { leastPrivilege, fewest, conditional, authScheme, toolkitVersion } = recommended;
  const what = tools.length === 0 ? "all of its tools" : tools.join(", ");
  const isSame = [...leastPrivilege].sort().join() === [...fewest].sort().join();
  const [variable = ""] = variableNames([slug]);
  const code = declarationCode({
    variable,
    logicalName: slug,
    args: {
      toolkit: slug,
      ...(authScheme !== "OAUTH2" && { authScheme }),
      ...(leastPrivilege.length > 0 && { scopes: leastPrivilege }),
    },
  });
  return [
    `${slug}, ${authScheme}: scopes for ${what} (toolkit version ${toolkitVersion})`,
    ...(isSame
      ? [listed(leastPrivilege)]
      : [
          `Least privilege, the narrowest for each need:\n\n${listed(leastPrivilege)}`,
          `Fewest, the smallest set that meets every need:\n\n${listed(fewest)}`,
        ]),
    ...(conditional.length === 0 ? [] : [`Needed by some calls alone:\n\n${indented(conditionalTable(conditional))}`]),
    indented(code),
  ];
}

const listed = (scopes: readonly string[]): string =>
  scopes.length === 0 ? "  none" : scopes.map((scope) => `  ${scope}`).join("\n");

const conditionalTable = (conditional: RecommendedScopes["conditional"]): string =>
  table(
    ["SCOPE", "IF", "TOOLS"],
    conditional.map(({ scope, when, for: tools }) => [
      scope,
      Object.entries(when)
        .map(([input, values]) => `${input} is ${values.join(" or ")}`)
        .join(" and "),
      tools.join(", "),
    ]),
  );

const indented = (text: string): string => text.replace(/^(?=.)/gm, "  ");
