/** Names what is wrong with something that the emulator is given: every mistake at once, each by its path. */
import { z } from "zod";
import { nearest } from "../nearest";

export interface Checked {
  /** The value with its defaults, if nothing is wrong. */
  data: unknown;
  /** Fragments such as `authConfigs[0].namee is not known (did you mean name?)`. */
  mistakes: string[];
}

export function check(schema: z.ZodType, value: unknown): Checked {
  const { data, error } = schema.safeParse(value, { reportInput: true });
  return { data, mistakes: error ? error.issues.flatMap((issue) => mistakesOf(issue, schema)) : [] };
}

function mistakesOf(issue: z.core.$ZodIssue, schema: z.ZodType): string[] {
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(shapeAt(schema, issue.path));
    return issue.keys.map((key) => `${pathOf([...issue.path, key])} is not known${meant(key, known)}`);
  }
  const path = pathOf(issue.path);
  // A missing key is an issue of its own type's message, which would read as if something wrong stood there.
  const isMissing = issue.input === undefined && issue.path.length > 0;
  return [isMissing ? `${path} is missing` : `${path || "it"} ${issue.message}`];
}

/** ` (did you mean name?)`, or nothing if no known name is near. */
export function meant(name: string, known: readonly string[]): string {
  const candidate = nearest(name, known);
  return candidate ? ` (did you mean ${candidate}?)` : "";
}

/** The keys that are known at a path. */
function shapeAt(schema: unknown, path: readonly PropertyKey[]): z.ZodRawShape {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return shapeAt(schema.unwrap(), path);
  }
  const [key, ...rest] = path;
  if (schema instanceof z.ZodObject) return key === undefined ? schema.shape : shapeAt(schema.shape[String(key)], rest);
  if (schema instanceof z.ZodArray) return shapeAt(schema.element, rest);
  return {};
}

export const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
