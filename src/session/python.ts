import type { Selection, SessionConfig, ToolSelection } from "./shape";

/** A session's configuration in the words of Composio's Python SDK: `composio.create(user_id=…, **session)`. */
export interface PythonSessionConfig {
  auth_configs: { [toolkit: string]: string };
  toolkits?: Selection;
  tools?: { [toolkit: string]: ToolSelection };
  connected_accounts?: { [toolkit: string]: string | string[] };
  manage_connections?: boolean | { enable?: boolean; callback_url?: string; wait_for_connections?: boolean };
}

/** The same session in snake case. Slugs of toolkits and tools stay as they are. */
export function toPython(session: SessionConfig): PythonSessionConfig {
  const { authConfigs, toolkits, tools, connectedAccounts, manageConnections } = session;
  return {
    auth_configs: authConfigs,
    ...(toolkits && { toolkits }),
    ...(tools && { tools }),
    ...(connectedAccounts && { connected_accounts: connectedAccounts }),
    ...(manageConnections !== undefined && { manage_connections: connectionsOf(manageConnections) }),
  };
}

function connectionsOf(
  manageConnections: NonNullable<SessionConfig["manageConnections"]>,
): NonNullable<PythonSessionConfig["manage_connections"]> {
  if (typeof manageConnections === "boolean") return manageConnections;
  const { enable, callbackUrl, waitForConnections } = manageConnections;
  return {
    ...(enable !== undefined && { enable }),
    ...(callbackUrl !== undefined && { callback_url: callbackUrl }),
    ...(waitForConnections !== undefined && { wait_for_connections: waitForConnections }),
  };
}
