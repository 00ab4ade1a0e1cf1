/** A toolkit's own description (`GET /toolkits/{slug}`): which auth schemes it offers and which fields each needs. */
import { z } from "zod";
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
}

export interface ToolkitFields {
  required: ToolkitField[];
  optional: ToolkitField[];
}

/** One auth scheme that a toolkit offers; `mode` is the scheme, `name` an internal label such as `github_oauth`. */
export interface AuthConfigDetail {
  mode: string;
  name: string;
  fields: { auth_config_creation: ToolkitFields; connected_account_initiation: ToolkitFields };
}

export interface Toolkit {
  slug: string;
  name: string;
  enabled?: boolean | undefined;
  /** Schemes for which the catalogue names an app managed by Composio. Not a promise: creates have been refused all the same. */
  composio_managed_auth_schemes?: string[] | undefined;
  auth_config_details?: AuthConfigDetail[] | undefined;
}

/** A toolkit as the list (`GET /toolkits`) has it: without its fields. */
export interface ListedToolkit {
  slug: string;
  name: string;
}

const field = z.object({
  name: z.string(),
  displayName: z.string(),
  type: z.string(),
  description: z.string(),
  required: z.boolean(),
  default: z.string().nullable().optional(),
  is_secret: z.boolean().optional(),
});
const fields = z.object({ required: z.array(field), optional: z.array(field) });

const toolkit = z.object({
  slug: z.string(),
  name: z.string(),
  enabled: z.boolean().optional(),
  composio_managed_auth_schemes: z.array(z.string()).optional(),
  auth_config_details: z
    .array(
      z.object({
        mode: z.string(),
        name: z.string(),
        fields: z.object({ auth_config_creation: fields, connected_account_initiation: fields }),
      }),
    )
    .optional(),
});

const listed = z.object({ slug: z.string(), name: z.string() });

export const parseToolkit = parserOf<Toolkit>()(toolkit);
export const parseToolkitPage = parserOf<Page<ListedToolkit>>()(pageOf(listed));
