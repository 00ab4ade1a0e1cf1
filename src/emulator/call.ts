/**
 * What an operation gets and gives, and how it reads bodies, queries and pages. Operations know nothing of HTTP: routing and
 * faults are around them.
 */
import { z } from "zod";
import type { Page } from "../api/page";
import type { Answers } from "./answers";
import type { ToolkitDefinition } from "./catalogue/definition";
import type { ApiError } from "./errors";
import { badRequest } from "./errors";
import type { Project } from "./store";

/** What all operations share. */
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
}

export type Operation = (call: Call) => Answer;

export const now = ({ emulation }: Pick<Call, "emulation">): string => emulation.clock().toISOString();

/**
 * A body that fits its schema; otherwise the 400 names every field that does not. What the schema does not know is recorded, so
 * that a test can insist on nothing unknown.
 */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  { body, noteUnknown }: Pick<Call, "body" | "noteUnknown">,
  refuse: (message: string, errors: string[]) => ApiError = badRequest,
): z.infer<Schema> {
  noteUnknown(unknownKeys(body, schema));
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  const errors = error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
  throw refuse(`Request validation failed: ${errors.join("; ")}`, errors);
}

// Assumption 13: unknown keys are ignored. They come as dotted paths.
function unknownKeys(body: unknown, schema: unknown, prefix = ""): string[] {
  const known = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? schema.unwrap() : schema;
  if (known !== schema) return unknownKeys(body, known, prefix);
  if (
    !(known instanceof z.ZodObject) ||
    known.def.catchall ||
    typeof body !== "object" ||
    body === null ||
    Array.isArray(body)
  )
    return [];
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

/**
 * The page that a list's query asks for; `maximum` is the most that one page may hold. The cursor is base64 of `page-limit`:
 * `Mi0yMA==` is `2-20`.
 */
export function pageOf<Item>(items: Item[], query: Record<string, string>, maximum: number): Page<Item> {
  const { page, limit } = query.cursor ? readCursor(query.cursor) : { page: 1, limit: readLimit(query.limit) };
  // Assumption 22: a limit above the maximum is refused, not lowered.
  if (limit > maximum) throw badRequest(`limit must be at most ${maximum}, but got: ${limit}`);

  const pages = Math.ceil(items.length / limit);
  return {
    items: items.slice((page - 1) * limit, page * limit),
    next_cursor: page < pages ? writeCursor(page + 1, limit) : null,
    total_pages: pages,
    current_page: page,
    total_items: items.length,
  };
}

function readLimit(limit: string | undefined): number {
  if (limit === undefined || limit === "") return DEFAULT_PAGE_SIZE;
  if (!/^[1-9]\d*$/.test(limit)) throw badRequest(`limit must be a whole number above 0, but got: ${limit}`);
  return Number(limit);
}

function readCursor(cursor: string): { page: number; limit: number } {
  const [, page, limit] = /^([1-9]\d*)-([1-9]\d*)$/.exec(Buffer.from(cursor, "base64").toString()) ?? [];
  if (page === undefined || limit === undefined) throw badRequest("cursor is not one that a list has given");
  return { page: Number(page), limit: Number(limit) };
}

const writeCursor = (page: number, limit: number): string => Buffer.from(`${page}-${limit}`).toString("base64");
