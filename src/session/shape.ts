/** What a session is told, in the words of Composio's TypeScript SDK: `composio.create(user, session)` takes it as it is. */

/** An allowlist, or one of the two lists by name. */
export type Selection = string[] | { enable: string[] } | { disable: string[] };

export type ToolTag = "readOnlyHint" | "destructiveHint" | "idempotentHint" | "openWorldHint";

/** Which tools of one toolkit: by name, or by what they say of themselves. */
export type ToolSelection = Selection | { tags: ToolTag[] | { enable?: ToolTag[]; disable?: ToolTag[] } };

/** Whether the session has tools by which its user connects accounts. Default of Composio: it has. */
export type ManageConnections = boolean | { enable?: boolean; callbackUrl?: string; waitForConnections?: boolean };

export interface SessionConfig {
  /** Toolkit to the id of the auth config to use for it. Toolkits that are left out stay with Composio's managed auth. */
  authConfigs: { [toolkit: string]: string };
  /** Default: every toolkit. */
  toolkits?: Selection;
  /** By toolkit. Default: every tool. */
  tools?: { [toolkit: string]: ToolSelection };
  /** Toolkit to the connected account to use, or to several. Default: the user's own. */
  connectedAccounts?: { [toolkit: string]: string | string[] };
  manageConnections?: ManageConnections;
}
