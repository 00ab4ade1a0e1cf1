/**
 * `pulumi-composio/session`: for the application that opens a session with a stack's output. It loads neither Pulumi nor the
 * client, and asks nobody anything.
 */
export type { PythonSessionConfig } from "./session/python";
export { toPython } from "./session/python";
export type { SessionSource } from "./session/read";
export { readSessionConfig } from "./session/read";
export type { ManageConnections, Selection, SessionConfig, ToolSelection, ToolTag } from "./session/shape";
