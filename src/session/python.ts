import { sessionForm } from "./session-form";
import type { SessionConfig } from "./shape";

/**
 * A session's configuration in the words of Composio's Python SDK: `composio.create(user_id=…, **session)`. Every key of
 * `SessionConfig` in snake case.
 */
export type PythonSessionConfig = SnakeCased<SessionConfig>;

/** Keys of the user's own, such as slugs, stay as they are. */
type SnakeCased<Value> = Value extends readonly (infer Item)[]
  ? SnakeCased<Item>[]
  : Value extends object
    ? string extends keyof Value
      ? { [Key in keyof Value]: SnakeCased<Value[Key]> }
      : { [Key in keyof Value as SnakeCase<Key & string>]: SnakeCased<Value[Key]> }
    : Value;

type SnakeCase<Key extends string> = Key extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${SnakeCase<Rest>}`
    : `_${Lowercase<First>}${SnakeCase<Rest>}`
  : Key;

/** The same session in snake case. Slugs of toolkits and tools stay as they are. */
export const toPython = (session: SessionConfig): PythonSessionConfig =>
  sessionForm.renamed(session, snakeCase) as PythonSessionConfig;

export const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
