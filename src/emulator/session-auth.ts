/** Which auth config a session authenticates a toolkit with. */

import { createManaged } from "./auth-config-create";
import type { StoredAuthConfig } from "./auth-config-record";
import type { Call } from "./call";
import type { ToolkitDefinition } from "./catalogue/definition";
import { managedAppsOf } from "./catalogue/definition";
import { usableAuthConfig } from "./connected-accounts";
import { toolRouterError } from "./errors";
import type { Project, StoredSession } from "./store";

/** The session's own, or else the one that an earlier session created in this project. */
export function authConfigInUse(session: StoredSession, slug: string, project: Project): StoredAuthConfig | undefined {
  const config = project.authConfigs.get(declaredFor(session, slug) ?? project.madeBySessions.get(slug) ?? "");
  return config?.deleted ? undefined : config;
}

/** The auth config for a new connection: the declared one, which must be usable; without one, a managed one. */
export function authConfigToConnect(call: Call, session: StoredSession, toolkit: ToolkitDefinition): StoredAuthConfig {
  const declared = declaredFor(session, toolkit.slug);
  if (declared !== undefined) return usableAuthConfig(call.project, declared);
  const earlier = authConfigInUse(session, toolkit.slug, call.project);
  return earlier?.status === "ENABLED" ? earlier : createForSessions(call, toolkit);
}

const declaredFor = ({ auth_configs: named }: StoredSession, slug: string): string | undefined =>
  Object.entries(named).find(([key]) => key.toLowerCase() === slug)?.[1];

/** Sessions create managed auth configs by themselves: a project holds some that nobody declared. */
function createForSessions(call: Call, toolkit: ToolkitDefinition): StoredAuthConfig {
  if (toolkit.managedAppWithdrawn || managedAppsOf(toolkit).length === 0) {
    const message = `Toolkit ${toolkit.slug} has no managed auth. Give the session an auth config: auth_config_override.`;
    throw toolRouterError("NoManagedAuth", message);
  }
  const config = createManaged(call, toolkit);
  call.project.madeBySessions.set(toolkit.slug, config.id);
  return config;
}
