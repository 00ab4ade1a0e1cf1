/**
 * Connected accounts as they travel: a user's own connection, made on one auth config and bound to it for life.
 *
 * Sources as in `auth-config.ts`. Answers hold more than is written here; what we do not read is dropped.
 */
import * as z from "zod";
import { parserOf } from "./parser";

/** The body of `POST /connected_accounts/link`. */
export interface CreateLinkBody {
  auth_config_id: string;
  user_id: string;
  callback_url?: string | undefined;
  alias?: string | undefined;
  connection_data?: Record<string, unknown> | undefined;
}

/** The page where a user connects. The account exists at once, and becomes ACTIVE there. */
export interface ConnectionLink {
  link_token: string;
  redirect_url: string;
  connected_account_id: string;
  /** Not given by a session's own link. */
  expires_at?: string | undefined;
}

/** The body of `POST /connected_accounts`: for keys and the like, not for OAuth apps of Composio's own. */
export interface CreateConnectedAccountBody {
  auth_config: { id: string };
  connection: {
    user_id?: string | undefined;
    state?: { authScheme?: string | undefined; val?: Record<string, unknown> | undefined } | undefined;
    callback_url?: string | undefined;
    alias?: string | undefined;
  };
  validate_credentials?: boolean | undefined;
}

/** The body of `PATCH /connected_accounts/{id}/status`. */
export interface UpdateConnectedAccountStatusBody {
  enabled: boolean;
}

export interface ConnectedAccountItem {
  id: string;
  user_id: string;
  /** INITIALIZING, INITIATED, ACTIVE, FAILED, EXPIRED, INACTIVE or REVOKED. */
  status: string;
  toolkit: { slug: string };
  auth_config: {
    id: string;
    auth_scheme?: string | undefined;
    is_composio_managed?: boolean | undefined;
    is_disabled?: boolean | undefined;
  };
  alias?: string | null | undefined;
  created_at?: string | undefined;
  updated_at?: string | undefined;
}

const text = z.string().min(1);
const record = z.record(z.string(), z.unknown());

const linkBody = z.object({
  auth_config_id: text,
  user_id: text,
  callback_url: z.string().optional(),
  alias: z.string().optional(),
  connection_data: record.optional(),
});

const createBody = z.object({
  auth_config: z.object({ id: text }),
  connection: z.object({
    user_id: text.optional(),
    state: z.object({ authScheme: z.string().optional(), val: record.optional() }).optional(),
    callback_url: z.string().optional(),
    alias: z.string().optional(),
  }),
  validate_credentials: z.boolean().optional(),
});

const statusBody = z.object({ enabled: z.boolean() });

export const parseCreateLinkBody = parserOf<CreateLinkBody>()(linkBody);
export const parseCreateConnectedAccountBody = parserOf<CreateConnectedAccountBody>()(createBody);
export const parseUpdateConnectedAccountStatusBody = parserOf<UpdateConnectedAccountStatusBody>()(statusBody);
