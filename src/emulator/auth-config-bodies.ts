/** Applies the body of a create or a PATCH to an auth config: each field by its row. */
import { z } from "zod";
import type { Answers } from "./answers";
import type { StoredAuthConfig } from "./auth-config-record";
import { RECORD } from "./auth-config-record";
import type { Beginning, Kind, Reading, ReadingContext, Row } from "./auth-config-row";

type Body = Record<string, unknown>;

// Each value is handed to its own row alone, which the types of a loop can't say.
const ROWS = Object.entries(RECORD) as [keyof StoredAuthConfig, Row<unknown, StoredAuthConfig>][];

/** The keys that a create (its `auth_config`) or a PATCH of that kind knows, each with its form. The only list of them. */
export function bodySchema(operation: "create" | "patch", kind: Kind, answers: Answers): z.ZodObject {
  const keys = ROWS.flatMap(([, row]) => keysOf(row[operation]?.[kind], answers));
  return z.object(Object.fromEntries(keys));
}

const keysOf = (reading: Reading<unknown> | undefined, answers: Answers) =>
  Object.entries(reading?.keys ?? {}).filter(([key]) => reading?.isKnown?.(key, answers) ?? true);

/** A record with the value of every field when new. */
export const beginRecord = (beginning: Beginning): StoredAuthConfig =>
  Object.fromEntries(ROWS.map(([field, row]) => [field, row.whenNew(beginning)])) as unknown as StoredAuthConfig;

export const createRecord = (beginning: Beginning, body: Body): StoredAuthConfig =>
  changeRecord("create", beginRecord(beginning), body, beginning);

/** A true patch: absent keys leave their fields as they are. */
export const patchRecord = (config: StoredAuthConfig, body: Body, context: ReadingContext): StoredAuthConfig =>
  changeRecord("patch", config, body, context);

function changeRecord(
  operation: "create" | "patch",
  config: StoredAuthConfig,
  body: Body,
  context: ReadingContext,
): StoredAuthConfig {
  const changed: Record<string, unknown> = { ...config };
  for (const [field, row] of ROWS) {
    const reading: Reading<unknown> | undefined = row[operation]?.[config.type];
    const value = reading?.value(body as never, config[field], context);
    if (value !== undefined) changed[field] = value;
  }
  return changed as unknown as StoredAuthConfig;
}
