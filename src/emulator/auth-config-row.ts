/** A row of the record of an auth config, and the short ways to write it down. */
import type { z } from "zod";
import type { Answers } from "./answers";
import type { ManagedApp, ToolkitDefinition } from "./catalogue/definition";

/** `default` is managed by Composio, `custom` is your own. */
export type Kind = "default" | "custom";

/** The facts that an auth config begins from, before a body is read. */
export interface Beginning {
  id: string;
  toolkit: ToolkitDefinition;
  type: Kind;
  scheme: string;
  /** For a managed one. */
  app?: ManagedApp | undefined;
  answers: Answers;
  /** ISO time. */
  at: string;
}

/** The facts beside which a body is read. */
export type ReadingContext = Pick<Beginning, "answers" | "toolkit" | "scheme" | "app">;

/**
 * The keys of a body that a field is read from, and the value that follows. Undefined leaves the field as it is.
 * @internal
 */
export interface Reading<Value> {
  keys: z.ZodRawShape;
  /** Whether a key is known at all. Default yes. */
  isKnown?: ((key: string, answers: Answers) => boolean) | undefined;
  value(body: never, current: Value, context: ReadingContext): Value | undefined;
}

/** @internal */
export interface Row<Value, Config> {
  /** The form of the stored value, for seeds. */
  form: z.ZodType<Value>;
  whenNew: (beginning: Beginning) => Value;
  /** A kind that is left out ignores the field. */
  create?: Partial<Record<Kind, Reading<Value>>>;
  patch?: Partial<Record<Kind, Reading<Value>>>;
  /** The keys of an item that show the field: none hides it. */
  shown: (config: Config, answers: Answers) => object;
}

/** @internal */
export const reads = <Keys extends z.ZodRawShape, Value>(
  keys: Keys,
  value: (body: z.infer<z.ZodObject<Keys>>, current: Value, context: ReadingContext) => Value | undefined,
  isKnown?: Reading<Value>["isKnown"],
): Reading<Value> => ({ keys, value, isKnown });

/**
 * Keys that are known here, and read before the rows: what the other fields are depends on them.
 * @internal
 */
export const known = (keys: z.ZodRawShape): Reading<never> => ({ keys, value: () => undefined });

/** @internal */
export const both = <Value>(reading: Reading<Value>) => ({ default: reading, custom: reading });
