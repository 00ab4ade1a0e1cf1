/** The form of a toolkit's definition that a program or a file gives. */
import { z } from "zod";
import { FLAG, TEXT, TEXTS, TIME } from "../forms";
import type { ToolkitDefinition } from "./definition";

const FIELD = z.strictObject({
  name: TEXT,
  displayName: TEXT,
  type: TEXT.default("string"),
  description: z.string().default(""),
  required: FLAG.default(false),
  default: z.string().nullable().optional(),
  is_secret: FLAG.optional(),
  user_visible: FLAG.optional(),
  is_available_as_shared_credentials: FLAG.optional(),
});
const FIELDS = z.strictObject({ required: z.array(FIELD).default([]), optional: z.array(FIELD).default([]) });

const AVAILABLE = z.strictObject({ available: TEXTS });
const MANAGED_APP = z.strictObject({
  managed_app_id: z.string({ error: "must be a string" }).regex(/^ma_/, { error: "must begin with ma_" }),
  mode: TEXT,
  is_default: FLAG,
  scopes: AVAILABLE,
  user_scopes: AVAILABLE.optional(),
});

export const TOOLKIT = z.strictObject({
  slug: TEXT,
  name: TEXT,
  enabled: FLAG.optional(),
  description: z.string().optional(),
  categories: TEXTS.optional(),
  managedAppWithdrawn: FLAG.optional(),
  composio_managed_auth_schemes: TEXTS.optional(),
  composio_managed_auth: z.array(MANAGED_APP, { error: "must be a list of managed apps" }).optional(),
  tools: TEXTS.optional(),
  deprecation: z
    .strictObject({ deprecated: TIME.optional(), sunset: TIME.optional(), reason: TEXT.optional() })
    .optional(),
  auth_config_details: z
    .array(
      z.strictObject({
        mode: TEXT,
        name: TEXT,
        required_scopes: TEXTS.optional(),
        fields: z.strictObject({ auth_config_creation: FIELDS, connected_account_initiation: FIELDS }),
      }),
      { error: "must be a list of auth schemes" },
    )
    .optional(),
} satisfies Record<keyof ToolkitDefinition, z.ZodType>);
