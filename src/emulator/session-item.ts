/** A session as it is answered: verbs of the request come back as participles. */
import type { Call } from "./call";
import type { SessionSettings } from "./session-settings";
import type { StoredSession } from "./store";

type Block = Record<string, unknown>;

export function showSession(session: StoredSession, { emulation }: Call) {
  const saved = session.settings.experimental?.session_config_id;
  return {
    session_id: session.id,
    // Not emulated behind this address: tools are run by the real API.
    mcp: { type: "http", url: `${emulation.origin}/tool_router/v3/${session.id}/mcp` },
    tool_router_tools: metaTools(session.settings),
    config: {
      user_id: session.user_id,
      ...(session.toolkits !== null && { toolkits: inPast({ ...session.toolkits }) }),
      ...shownSettings(session.settings),
      auth_configs: session.auth_configs,
      connected_accounts: session.connected_accounts,
    },
    config_version: session.config_version,
    ...(saved !== undefined && { experimental: { source_session_config: { id: saved } } }),
    warnings: [],
  };
}

function shownSettings(settings: SessionSettings): Block {
  const { manage_connections, tools, tags, workbench, instant = {}, preload, experimental: _kept, ...same } = settings;
  return {
    search: { enable: true },
    execute: { enable_multi_execute: true },
    ...same,
    preload: { tools: [], ...preload },
    instant: instant && shownInstant(instant),
    manage_connections: inPast({ enable: true, ...manage_connections }),
    ...(tools && { tools: ofEach(tools, toolsOf) }),
    ...(tags && { tags: tagsOf(tags) }),
    ...(workbench && { workbench: workbenchOf(workbench) }),
  };
}

const PARTICIPLES: Record<string, string | undefined> = {
  enable: "enabled",
  disable: "disabled",
  enable_tool_execution: "tool_execution_enabled",
  enable_proxy_execution: "proxy_execution_enabled",
};

const inPast = (verbs: Block): Block =>
  Object.fromEntries(Object.entries(verbs).map(([key, value]) => [PARTICIPLES[key] ?? key, value]));

const ofEach = (map: Record<string, Block>, show: (one: Block) => Block): Block =>
  Object.fromEntries(Object.entries(map).map(([slug, one]) => [slug, show(one)]));

const shownInstant = ({
  toolkits,
  tools,
  ...flags
}: Exclude<SessionSettings["instant"], false | undefined>): Block => ({
  ...{ return_instant_charge: false, return_prices_in_search: false },
  ...flags,
  ...(toolkits && { toolkits: inPast(toolkits) }),
  ...(tools && { tools: ofEach(tools, inPast) }),
});

/** A list alone is one of enabled tags. */
const tagsOf = (tags: unknown): Block => (Array.isArray(tags) ? { enabled: tags } : inPast(Object(tags)));

const toolsOf = ({ tags, ...lists }: Block): Block => ({
  ...inPast(lists),
  ...(tags !== undefined && { tags: tagsOf(tags) }),
});

/** In this block the answer has `enable`, and not `enabled`. */
const workbenchOf = ({ enable, ...verbs }: Block): Block => ({
  ...(enable !== undefined && { enable }),
  ...inPast(verbs),
});

/** The tools of the router itself, as far as the session leaves them on. */
function metaTools({ search, execute, manage_connections, workbench, experimental }: SessionSettings): string[] {
  const connections = manage_connections?.enable !== false;
  const waits = connections && manage_connections?.enable_wait_for_connections === true;
  return [
    ...(search?.enable === false ? [] : ["COMPOSIO_SEARCH_TOOLS", "COMPOSIO_GET_TOOL_SCHEMAS"]),
    ...(execute?.enable_multi_execute === false ? [] : ["COMPOSIO_MULTI_EXECUTE_TOOL"]),
    ...(connections ? ["COMPOSIO_MANAGE_CONNECTIONS"] : []),
    ...(waits ? ["COMPOSIO_WAIT_FOR_CONNECTIONS"] : []),
    ...(workbench?.enable === false ? [] : ["COMPOSIO_REMOTE_WORKBENCH", "COMPOSIO_REMOTE_BASH_TOOL"]),
    ...(experimental?.submit_feedback?.enable ? ["COMPOSIO_SUBMIT_FEEDBACK"] : []),
  ];
}
