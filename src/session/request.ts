import { snakeCase } from "./python";
import { sessionForm } from "./session-form";
import type { SessionConfig, TagSelection } from "./shape";

/** The body of `POST /tool_router/session`. */
export interface SessionRequest {
  /** The user whom the session is for, under the application's own id. */
  user_id: string;
  /** Toolkit to the id of its auth config, `ac_…`. */
  auth_configs: { [toolkit: string]: string };
  /** The blocks of the API, such as `toolkits`, `hooks` and `workbench`. */
  [block: string]: unknown;
}

/**
 * A session as the API itself takes it, with every option: the SDKs lag behind, and leave out what they don't know. If both
 * say the same, it is what they send, their defaults included.
 *
 * ```ts
 * const body = toRequest("user_123", readSessionConfig());
 * const { session_id } = await composio.getClient().toolRouter.session.create(body);
 * const session = await composio.use(session_id);
 * ```
 */
export function toRequest(userId: string, session: SessionConfig): SessionRequest {
  const { mcp, sessionPreset, sandbox, ...options } = session;
  const { toolkits, tools, tags, connectedAccounts, multiAccount, proxyExecute, workbench = sandbox } = options;
  const written = {
    ...options,
    ...(toolkits && { toolkits: selection(toolkits) }),
    ...(tools && { tools: mapped(tools, (one) => withTags(selection(one))) }),
    ...(tags && { tags: selection(tags) }),
    ...(connectedAccounts && { connectedAccounts: mapped(connectedAccounts, (ids) => [ids].flat()) }),
    ...(workbench && { workbench: { enable: true, ...workbench } }),
    ...(multiAccount && { multiAccount: { ...(multiAccount.enable && EXPLICIT), ...multiAccount } }),
    ...(typeof proxyExecute === "boolean" && { proxyExecute: { enable: proxyExecute } }),
    manageConnections: connections(options.manageConnections ?? sessionPreset !== "direct_tools"),
  };
  const direct = sessionPreset === "direct_tools" ? DIRECT_TOOLS : {};
  return {
    user_id: userId,
    ...(sessionForm.renamed({ ...direct, ...written }, wireName) as Omit<SessionRequest, "user_id">),
  } as SessionRequest;
}

/** The SDKs' own. */
const EXPLICIT = { requireExplicitSelection: true };

/** The blocks that the SDKs make of the preset. */
const DIRECT_TOOLS = {
  workbench: { enable: false },
  preload: { tools: "all" },
  search: { enable: false },
  execute: { enableMultiExecute: false },
};

/** The API's names, as far as they are not the SDKs' in snake case. */
const WIRE_NAMES = new Map([
  ["waitForConnections", "enable_wait_for_connections"],
  ["assistivePrompt", "assistive_prompt_config"],
]);

const wireName = (key: string): string => WIRE_NAMES.get(key) ?? snakeCase(key);

/** A list stands for what it enables. */
const selection = <Selected extends object>(selected: Selected): object =>
  Array.isArray(selected) ? { enable: selected } : selected;

const withTags = (selected: { tags?: TagSelection }): object =>
  selected.tags ? { ...selected, tags: selection(selected.tags) } : selected;

const connections = (manage: NonNullable<SessionConfig["manageConnections"]>): object =>
  typeof manage === "boolean" ? { enable: manage } : { enable: true, ...manage };

const mapped = <Value>(map: { [key: string]: Value }, to: (value: Value) => object): object =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, to(value)]));
