/** Scopes that Composio's own app can't be granted, so that no user could ever connect with them. Only ever a warning. */
import type { RequiredScopes } from "../../api/tool-scopes";
import type { ManagedApp } from "../../api/toolkit";
import type { Inputs } from "../../model/inputs";
import { meantScopes } from "../../model/scopes";
import { hasUnknown } from "../../model/unknowns";
import { sameSet } from "../../model/values";
import { declaredScopes } from "./declared-scopes";
import { toolsOf, unmetNeeds } from "./scope-cover";

/** One warning for each place where scopes beyond the app's own are declared. */
export function checkGrantable(
  declared: Record<string, unknown>,
  inputs: Inputs,
  slug: string,
  app: ManagedApp,
): string[] {
  return declaredScopes(declared, inputs).flatMap(({ name, path, scopes }) => {
    const { available = [] } = (name === "scopes" ? app.scopes : app.user_scopes) ?? {};
    const beyond = scopes.filter((scope) => !available.includes(scope));
    // If the API tells nothing of the app's scopes, nothing can be said against the declared ones.
    if (available.length === 0 || beyond.length === 0) return [];
    return [`${path}: Composio's own app for ${slug} can't be granted ${beyond.join(", ")}; use an app of your own`];
  });
}

/** The tools from which the API derives the scopes of a managed auth config; undefined if there are none, or nothing has changed. */
export function derivingTools(previous: Partial<Inputs>, next: Inputs): string[] | undefined {
  const tools = toolsOf(next);
  const isDeclared = meantScopes(next, "scopes") !== undefined || meantScopes(next, "userScopes") !== undefined;
  if (next.type !== "use_composio_managed_auth" || isDeclared || tools.length === 0 || hasUnknown(tools))
    return undefined;
  const isSame = sameSet(toolsOf(previous), tools) && previous.managedAppId === next.managedAppId;
  return isSame ? undefined : tools;
}

/**
 * Warns of scopes beyond the app's own that the API derives from `toolsForConnectedAccountCreation`, since none are
 * declared.
 */
export function checkDerivedScopes(slug: string, app: ManagedApp, requirements: RequiredScopes): string[] {
  const available = new Set([...(app.scopes?.available ?? []), ...(app.user_scopes?.available ?? [])]);
  if (available.size === 0) return [];
  return requirements.per_tool_requirements.flatMap((tool) => {
    const beyond = unmetNeeds(tool, available);
    if (beyond.length === 0) return [];
    return [
      `toolAccessConfig.toolsForConnectedAccountCreation: ${tool.tool} needs ${beyond.join(" and ")}, which Composio's own app for ${slug} can't be granted; use an app of your own`,
    ];
  });
}
