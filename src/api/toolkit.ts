/** A toolkit's own description (`GET /toolkits/{slug}`): which auth schemes it offers and which fields each needs. */
import * as z from "zod";
import type { Page } from "./page";
import { pageOf } from "./page";
import { parserOf } from "./parser";

/** One credential field. `displayName` is camel-cased on the wire too. */
export interface ToolkitField {
  name: string;
  displayName: string;
  type: string;
  description: string;
  required: boolean;
  default?: string | null | undefined;
  is_secret?: boolean | undefined;
  /** False: users are never asked for it, and the default holds unless the auth config shares a value. */
  user_visible?: boolean | undefined;
}

export interface ToolkitFields {
  required: ToolkitField[];
  optional: ToolkitField[];
}

/** One auth scheme that a toolkit offers; `mode` is the scheme, `name` an internal label such as `github_oauth`. */
export interface AuthConfigDetail {
  mode: string;
  name: string;
  /** Scopes that are always asked for, such as `offline_access`. */
  required_scopes?: string[] | undefined;
  fields: { auth_config_creation: ToolkitFields; connected_account_initiation: ToolkitFields };
}

/** One of Composio's own apps for a toolkit. */
export interface ManagedApp {
  mode: string;
  /** `ma_…`; absent before November 2026. */
  managed_app_id?: string | undefined;
  /** Is it the one that a managed auth config gets that names none? */
  is_default?: boolean | undefined;
  /** What the app can be granted at most. */
  scopes?: { available: string[] } | undefined;
  /** The same for the user's own token (Slack alone). */
  user_scopes?: { available: string[] } | undefined;
}

export interface Toolkit {
  slug: string;
  name: string;
  enabled?: boolean | undefined;
  /** Schemes for which the catalogue names an app managed by Composio. Not a promise: creates have been refused all the same. */
  composio_managed_auth_schemes?: string[] | undefined;
  composio_managed_auth?: ManagedApp[] | undefined;
  auth_config_details?: AuthConfigDetail[] | undefined;
}

/** A toolkit as the list (`GET /toolkits`) has it: without its fields. */
export interface ListedToolkit {
  slug: string;
  name: string;
}

/** Null counts as absent. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? undefined);

const field = z.object({
  name: z.string(),
  displayName: z.string(),
  type: z.string(),
  description: z.string(),
  required: z.boolean(),
  default: z.string().nullable().optional(),
  is_secret: z.boolean().optional(),
  user_visible: maybe(z.boolean()),
});
const fields = z.object({ required: z.array(field), optional: z.array(field) });

const available = maybe(z.object({ available: z.array(z.string()) }));
const managedApp = z.object({
  mode: z.string(),
  managed_app_id: maybe(z.string()),
  is_default: maybe(z.boolean()),
  scopes: available,
  user_scopes: available,
});

const toolkit = z.object({
  slug: z.string(),
  name: z.string(),
  enabled: z.boolean().optional(),
  composio_managed_auth_schemes: z.array(z.string()).optional(),
  composio_managed_auth: maybe(z.array(managedApp)),
  auth_config_details: z
    .array(
      z.object({
        mode: z.string(),
        name: z.string(),
        required_scopes: maybe(z.array(z.string())),
        fields: z.object({ auth_config_creation: fields, connected_account_initiation: fields }),
      }),
    )
    .optional(),
});

const listed = z.object({ slug: z.string(), name: z.string() });

export const parseToolkit = parserOf<Toolkit>()(toolkit);
export const parseToolkitPage = parserOf<Page<ListedToolkit>>()(pageOf(listed));
