import { sessionForm } from "./session-form";
import type { SessionConfig } from "./shape";

/**
 * A session's configuration in the words of Composio's Python SDK: `composio.create(user_id=…, **session)`. Every key of
 * `SessionConfig` in snake case, such as `multi_account`.
 */
export interface PythonSessionConfig {
  /** Ids of auth configs by toolkit. */
  auth_configs: { [toolkit: string]: string };
  /** A type that turns names into snake case is none that the TypeScript 3.8 of Pulumi's SDK can read. */
  [option: string]: unknown;
}

/** The same session in snake case. Slugs of toolkits and tools stay as they are. */
export const toPython = (session: SessionConfig): PythonSessionConfig =>
  sessionForm.renamed(session, snakeCase) as unknown as PythonSessionConfig;

export const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
