/** A toolkit's own description (`GET /toolkits/{slug}`): which auth schemes it offers and which fields each needs. */
import * as z from "zod";
import type { Page } from "./page";
import { pageOf } from "./page";
import { maybe, otherwise, parserOf } from "./parser";

/** One credential field. `displayName` is camel-cased on the wire too. */
export interface ToolkitField {
  /** The key under `credentials`. */
  name: string;
  /** The label for people, such as "Client id". */
  displayName: string;
  /** So far always `string`. */
  type: string;
  /** A sentence for people. */
  description: string;
  /** Is a create refused without it? */
  required: boolean;
  /** The default value. Null or absent if there is none. */
  default?: string | null | undefined;
  /** Is the value a secret? Absent if the API does not say. */
  is_secret?: boolean | undefined;
  /** False: users are never asked for it, and the default holds unless the auth config shares a value. */
  user_visible?: boolean | undefined;
}

export interface ToolkitFields {
  /** Fields without which the API refuses the request. */
  required: ToolkitField[];
  /** All other fields. */
  optional: ToolkitField[];
}

/** One auth scheme that a toolkit offers; `mode` is the scheme, `name` an internal label such as `github_oauth`. */
export interface AuthConfigDetail {
  /** The auth scheme, such as `OAUTH2`. */
  mode: string;
  /** An internal label, such as `github_oauth`. */
  name: string;
  /** Scopes that are always asked for, such as `offline_access`. */
  required_scopes?: string[] | undefined;
  /** The scheme's fields, by who gives them. */
  fields: {
    /** The fields that an auth config takes as `credentials`. */
    auth_config_creation: ToolkitFields;
    /** The fields that each user is asked for when connecting. */
    connected_account_initiation: ToolkitFields;
  };
}

/** One of Composio's own apps for a toolkit. */
export interface ManagedApp {
  /** The auth scheme, such as `OAUTH2`. */
  mode: string;
  /** `ma_…`; absent before November 2026. */
  managed_app_id?: string | undefined;
  /** Is it the one that a managed auth config gets that names none? */
  is_default?: boolean | undefined;
  /** The scopes that the app can be granted at most. */
  scopes?:
    | {
        /** The scopes. */
        available: string[];
      }
    | undefined;
  /** The same for the user's own token (Slack alone). */
  user_scopes?:
    | {
        /** The scopes. */
        available: string[];
      }
    | undefined;
}

/** One toolkit as `GET /toolkits/{slug}` describes it. */
export interface Toolkit {
  /** In lower case, such as `github`. */
  slug: string;
  /** The name for people, such as `GitHub`. */
  name: string;
  /** May the toolkit be used? Absent if the API does not say. */
  enabled?: boolean | undefined;
  /** Schemes for which the catalogue names an app managed by Composio. Not a promise: creates have been refused all the same. */
  composio_managed_auth_schemes?: string[] | undefined;
  /** Composio's own apps for the toolkit, one by one. */
  composio_managed_auth?: ManagedApp[] | undefined;
  /** The auth schemes that the toolkit offers, with their fields. */
  auth_config_details?: AuthConfigDetail[] | undefined;
}

/** A toolkit as the list (`GET /toolkits`) has it: without its fields. */
export interface ListedToolkit {
  /** In lower case, such as `github`. */
  slug: string;
  /** The name for people, such as `GitHub`. */
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
  user_visible: maybe(z.boolean()),
});
const fields = otherwise(
  z.object({ required: otherwise(z.array(field), []), optional: otherwise(z.array(field), []) }),
  { required: [], optional: [] },
);

const available = maybe(z.object({ available: z.array(z.string()) }));
const managedApp = z.object({
  mode: z.string(),
  managed_app_id: maybe(z.string()),
  is_default: maybe(z.boolean()),
  scopes: available,
  user_scopes: available,
});

const toolkit = z.object({
  slug: z.string().min(1),
  name: otherwise(z.string(), ""),
  enabled: maybe(z.boolean()),
  composio_managed_auth_schemes: maybe(z.array(z.string())),
  composio_managed_auth: maybe(z.array(managedApp)),
  auth_config_details: maybe(
    z.array(
      z.object({
        mode: z.string(),
        name: otherwise(z.string(), ""),
        required_scopes: maybe(z.array(z.string())),
        fields: z.object({ auth_config_creation: fields, connected_account_initiation: fields }),
      }),
    ),
  ),
});

const listed = z.object({ slug: z.string().min(1), name: otherwise(z.string(), "") });

export const parseToolkit = parserOf<Toolkit>()(toolkit);
export const parseToolkitPage = parserOf<Page<ListedToolkit>>()(pageOf(listed));
