/** A toolkit's own description (`GET /toolkits/{slug}`): which auth schemes it offers and which fields each needs. */
import { z } from "zod";
import type { Page } from "./page";
import { pageOf } from "./page";
import { maybe, otherwise, parserOf } from "./parser";

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
  displayName: otherwise(z.string(), ""),
  type: otherwise(z.string(), "string"),
  description: otherwise(z.string(), ""),
  required: otherwise(z.boolean(), false),
  default: z.string().nullable().optional(),
  is_secret: maybe(z.boolean()),
});
const fields = otherwise(
  z.object({ required: otherwise(z.array(field), []), optional: otherwise(z.array(field), []) }),
  { required: [], optional: [] },
);

const toolkit = z.object({
  slug: z.string().min(1),
  name: otherwise(z.string(), ""),
  enabled: maybe(z.boolean()),
  composio_managed_auth_schemes: maybe(z.array(z.string())),
  auth_config_details: maybe(
    z.array(
      z.object({
        mode: z.string(),
        name: otherwise(z.string(), ""),
        fields: z.object({ auth_config_creation: fields, connected_account_initiation: fields }),
      }),
    ),
  ),
});

const listed = z.object({ slug: z.string().min(1), name: otherwise(z.string(), "") });

export const parseToolkit = parserOf<Toolkit>()(toolkit);
export const parseToolkitPage = parserOf<Page<ListedToolkit>>()(pageOf(listed));
