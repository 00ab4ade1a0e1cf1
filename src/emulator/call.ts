/**
 * The input and the output of an operation, and how it reads bodies, queries and pages. Operations know nothing of HTTP: routing and
 * faults are around them.
 */
import { z } from "zod";
import type { Answers } from "./answers";
import type { ToolkitDefinition } from "./catalogue/definition";
import { ApiError, badRequest } from "./errors";
import type { Project } from "./store";

/** The state and settings that all operations share. */
export interface Emulation {
  answers: Answers;
  clock: () => Date;
  /** By lower-case slug. */
  catalogue: Map<string, ToolkitDefinition>;
  maxPageSize: number;
  /** By API key. */
  projects: Map<string, Project>;
  /** `http://127.0.0.1:<port>`, known once the server listens. */
  origin: string;
}

export interface Call {
  emulation: Emulation;
  project: Project;
  params: Record<string, string>;
  query: Record<string, string>;
  /** Parsed JSON, undefined without a body. */
  body: unknown;
  /** Keeps the keys that nobody knows for the tests to see. */
  noteUnknown: (keys: string[]) => void;
  /** Whether this read must not see the auth config that was made last. */
  isStale: boolean;
}

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export type Operation = (call: Call) => Answer;

export const now = ({ emulation }: Pick<Call, "emulation">): string => emulation.clock().toISOString();

/**
 * A body that fits its schema; otherwise the 400 names every field that does not. What the schema does not know is recorded, so
 * that a test can insist on nothing unknown.
 * @internal
 */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  { body, noteUnknown, emulation }: Pick<Call, "body" | "noteUnknown" | "emulation">,
): z.infer<Schema> {
  const unknown = unknownKeys(body, schema);
  noteUnknown(unknown);
  const { success, data, error } = schema.safeParse(body);
  const issues = success ? [] : error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  // Assumption 13: unknown keys are ignored.
  if (emulation.answers.unknownKeys === "refused") {
    issues.push(...unknown.map((path) => ({ path, message: "Unrecognized key" })));
  }
  if (issues.length > 0) throw failedValidation(issues, emulation.answers);
  return data as z.infer<Schema>;
}

// Assumption 33: this is the form that was seen live, for other operations.
export function failedValidation(issues: { path: string; message: string }[], { validationErrors }: Answers): ApiError {
  const errors = issues.map(({ path, message }) => `Error in payload${path && `.${path}`}: ${message}`);
  return new ApiError({
    status: 400,
    code: 10_400,
    slug: "HTTP_BadRequest",
    message: `Validation error while processing request${validationErrors === "in-message" ? `: ${errors.join("; ")}` : ""}`,
    fix: "Please check the payload.",
    errors,
  });
}

/** The keys of a body that its schema does not know, as dotted paths. */
function unknownKeys(body: unknown, schema: unknown, prefix = ""): string[] {
  const known = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? schema.unwrap() : schema;
  if (known !== schema) return unknownKeys(body, known, prefix);
  if (!(known instanceof z.ZodObject) || known.def.catchall) return [];
  if (typeof body !== "object" || body === null || Array.isArray(body)) return [];
  return Object.entries(body).flatMap(([key, value]) =>
    key in known.shape ? unknownKeys(value, known.shape[key], `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

/** A comma-separated list of a query. */
export const readList = (list = ""): string[] =>
  list
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

export function readBoolean(name: string, query: Record<string, string>): boolean | undefined {
  const value = query[name];
  if (value === undefined || value === "") return undefined;
  if (value !== "true" && value !== "false") throw badRequest(`${name} must be true or false, but got: ${value}`);
  return value === "true";
}

const DEFAULT_PAGE_SIZE = 20;

/** The beginning of a cursor whose form nobody knows. */
const OPAQUE = "opaque:";

interface Paged<Item> {
  items: Item[];
  next_cursor: string | null;
}

interface Paging {
  query: Record<string, string>;
  /** The most that one page may hold. */
  maximum: number;
  answers: Answers;
}

/** The page that a list's query asks for. The cursor is base64 of `page-limit`: `Mi0yMA==` is `2-20`. */
export function pageOf<Item>(items: Item[], { query, maximum, answers }: Paging): Paged<Item> {
  const asked = query.cursor ? readCursor(query.cursor) : { page: 1, limit: readLimit(query.limit) };
  // Assumption 22: a limit above the maximum is refused, not lowered.
  if (asked.limit > maximum && answers.excessLimit === "refused") {
    throw badRequest(`limit must be at most ${maximum}, but got: ${asked.limit}`);
  }
  const { page } = asked;
  const limit = Math.min(asked.limit, maximum);
  const pages = Math.ceil(items.length / limit);
  return {
    items: items.slice((page - 1) * limit, page * limit),
    next_cursor: page < pages ? writeCursor(page + 1, limit, answers) : null,
    ...totals({ total_pages: pages, current_page: page, total_items: items.length }, answers),
  };
}

// Assumption 34: the contract has them as numbers.
function totals(numbers: Record<string, number>, { pageTotals }: Answers): Record<string, number | null> {
  if (pageTotals === "numbers") return numbers;
  return pageTotals === "absent" ? {} : Object.fromEntries(Object.keys(numbers).map((name) => [name, null]));
}

function readLimit(limit: string | undefined): number {
  if (limit === undefined || limit === "") return DEFAULT_PAGE_SIZE;
  if (!/^[1-9]\d*$/.test(limit)) throw badRequest(`limit must be a whole number above 0, but got: ${limit}`);
  return Number(limit);
}

function readCursor(cursor: string): { page: number; limit: number } {
  const [, page, limit] =
    /^([1-9]\d*)-([1-9]\d*)$/.exec(Buffer.from(cursor, "base64").toString().replace(OPAQUE, "")) ?? [];
  if (page === undefined || limit === undefined) throw badRequest("cursor is not one that a list has given");
  return { page: Number(page), limit: Number(limit) };
}

// Assumption 38: whoever knows the form can ask for any page.
const writeCursor = (page: number, limit: number, { cursors }: Answers): string =>
  Buffer.from(`${cursors === "opaque" ? OPAQUE : ""}${page}-${limit}`).toString("base64");
