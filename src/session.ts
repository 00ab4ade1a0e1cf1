/**
 * `pulumi-composio/session`: for the application that opens a session with a stack's output. It loads neither Pulumi nor the
 * client, and asks nobody anything.
 */
export type { Experimental, Permissions } from "./session/experimental";
export type { ConditionCheck, Hook, PromptInjectionCheck } from "./session/hooks";
export type { PythonSessionConfig } from "./session/python";
export { toPython } from "./session/python";
export type { SessionSource } from "./session/read";
export { readSessionConfig } from "./session/read";
export type { SessionRequest } from "./session/request";
export { toRequest } from "./session/request";
export type {
  Instant,
  ManageConnections,
  MultiAccount,
  Preload,
  Selection,
  SessionConfig,
  TagSelection,
  ToolkitSelection,
  ToolSelection,
  ToolTag,
  TypeScriptSessionConfig,
  Workbench,
} from "./session/shape";
