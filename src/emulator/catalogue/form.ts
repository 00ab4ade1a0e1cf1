/** The form of a toolkit's definition that a program or a file gives. */
import { z } from "zod";
import type { ToolkitDefinition } from "./definition";

const TEXT = z.string({ error: "must be a string" }).min(1, { error: "must not be empty" });
const FLAG = z.boolean({ error: "must be true or false" });
const TEXTS = z.array(TEXT, { error: "must be a list of strings" });

const FIELD = z.strictObject({
  name: TEXT,
  displayName: TEXT,
  type: TEXT.default("string"),
  description: z.string().default(""),
  required: FLAG.default(false),
  default: z.string().nullable().optional(),
  is_secret: FLAG.optional(),
});
const FIELDS = z.strictObject({ required: z.array(FIELD).default([]), optional: z.array(FIELD).default([]) });

export const TOOLKIT = z.strictObject({
  slug: TEXT,
  name: TEXT,
  enabled: FLAG.optional(),
  description: z.string().optional(),
  categories: TEXTS.optional(),
  managedAppWithdrawn: FLAG.optional(),
  composio_managed_auth_schemes: TEXTS.optional(),
  auth_config_details: z
    .array(
      z.strictObject({
        mode: TEXT,
        name: TEXT,
        fields: z.strictObject({ auth_config_creation: FIELDS, connected_account_initiation: FIELDS }),
      }),
      { error: "must be a list of auth schemes" },
    )
    .optional(),
} satisfies Record<keyof ToolkitDefinition, z.ZodType>);
