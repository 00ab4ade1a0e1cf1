/** A session as it is answered: verbs of the request come back as PARTICIPLES. */
import type { Call } from "./call";
import type { StoredSession } from "./store";

type Block = Record<string, unknown>;

export const showSession = (session: StoredSession, { emulation }: Call) => ({
  session_id: session.id,
  // Not emulated behind this address: tools are run by the real API.
  mcp: { type: "http", url: `${emulation.origin}/tool_router/v3/${session.id}/mcp` },
  tool_router_tools: metaTools(session.settings),
  config: {
    user_id: session.user_id,
    ...(session.toolkits !== null && { toolkits: inPast({ ...session.toolkits }) }),
    ...settingsOf(session.settings),
    auth_configs: session.auth_configs,
    connected_accounts: session.connected_accounts,
  },
  config_version: session.config_version,
  warnings: [],
});

function settingsOf(settings: Block): Block {
  const { manage_connections, tools, tags, workbench, experimental: _dropped, ...same } = settings;
  return {
    preload: { tools: [] },
    search: { enable: true },
    execute: { enable_multi_execute: true },
    ...same,
    manage_connections: inPast({ enable: true, ...block(manage_connections) }),
    ...(tools !== undefined && { tools: toolsOf(block(tools)) }),
    ...(tags !== undefined && { tags: tagsOf(tags) }),
    ...(workbench !== undefined && { workbench: workbenchOf(block(workbench)) }),
  };
}

const block = (value: unknown): Block => (typeof value === "object" && value !== null ? (value as Block) : {});

const PARTICIPLES: Record<string, string | undefined> = { enable: "enabled", disable: "disabled" };

const inPast = (verbs: Block): Block =>
  Object.fromEntries(Object.entries(verbs).map(([key, value]) => [PARTICIPLES[key] ?? key, value]));

/** A list alone is one of enabled tags. */
const tagsOf = (tags: unknown): Block => (Array.isArray(tags) ? { enabled: tags } : inPast(block(tags)));

const toolsOf = (tools: Block): Block =>
  Object.fromEntries(
    Object.entries(tools).map(([slug, selection]) => {
      const { tags, ...lists } = block(selection);
      return [slug, { ...inPast(lists), ...(tags !== undefined && { tags: tagsOf(tags) }) }];
    }),
  );

const workbenchOf = ({ enable_proxy_execution: proxy, ...same }: Block): Block => ({
  ...same,
  ...(proxy !== undefined && { proxy_execution_enabled: proxy }),
});

/** The tools of the router itself, as far as the session leaves them on. */
const metaTools = ({ search, execute, manage_connections, workbench }: Block): string[] => [
  ...(block(search).enable === false ? [] : ["COMPOSIO_SEARCH_TOOLS", "COMPOSIO_GET_TOOL_SCHEMAS"]),
  ...(block(execute).enable_multi_execute === false ? [] : ["COMPOSIO_MULTI_EXECUTE_TOOL"]),
  ...(block(manage_connections).enable === false ? [] : ["COMPOSIO_MANAGE_CONNECTIONS"]),
  ...(block(workbench).enable === false ? [] : ["COMPOSIO_REMOTE_WORKBENCH", "COMPOSIO_REMOTE_BASH_TOOL"]),
];
