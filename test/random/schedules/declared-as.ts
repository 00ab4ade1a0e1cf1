/** What the API holds against what is declared, read here without the provider's help. */
import type { StoredAuthConfig } from "../../../src/emulator";
import { sameScopes, sameSet } from "../../../src/model/values";

interface Declared {
  toolkit: string;
  credentials?: Record<string, string>;
  scopes?: string | string[];
  enabled: boolean;
  isEnabledForToolRouter: boolean;
  toolAccessConfig?: { toolsForConnectedAccountCreation?: string[]; toolsAvailableForExecution?: string[] };
  sharedCredentials?: Record<string, string>;
}

/**
 * One line per difference. What was taken over from an older program may hold credentials that this one does not declare:
 * nobody can tell them from what the API has filled in.
 */
export function differences(config: StoredAuthConfig, args: object, isTakenOver: boolean): string[] {
  const declared = args as Declared;
  const { credentials = {}, sharedCredentials = {}, toolAccessConfig = {} } = declared;
  const { scopes, user_scopes, oauth_redirect_uri, ...secrets } = config.credentials;
  const { tools_for_connected_account_creation: creation, tools_available_for_execution: execution } =
    config.tool_access_config;
  const same = isTakenOver ? hasMembers : sameMembers;
  const facts: [name: string, isSame: boolean, value: unknown][] = [
    ["toolkit", config.toolkit === declared.toolkit.toLowerCase(), config.toolkit],
    ["status", config.status === (declared.enabled ? "ENABLED" : "DISABLED"), config.status],
    [
      "router",
      config.is_enabled_for_tool_router === declared.isEnabledForToolRouter,
      config.is_enabled_for_tool_router,
    ],
    ["credentials", same(secrets, credentials), secrets],
    ["scopes", declared.scopes === undefined || sameScopes(scopes as string | string[], declared.scopes), scopes],
    ["creation tools", sameSet(creation, toolAccessConfig.toolsForConnectedAccountCreation), creation],
    ["execution tools", sameSet(execution, toolAccessConfig.toolsAvailableForExecution), execution],
    ["shared", same(config.shared_credentials, sharedCredentials), config.shared_credentials],
  ];
  return facts.filter(([, isSame]) => !isSame).map(([name, , value]) => `${name} is ${JSON.stringify(value)}`);
}

const hasMembers = (all: object, some: object): boolean => sameMembers({ ...all, ...some }, all);

const sameMembers = (a: object, b: object): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
