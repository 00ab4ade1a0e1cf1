/**
 * Sessions (the tool router) as they travel. A session names auth configs by toolkit; those that it does not name are
 * managed by Composio.
 *
 * Sources as in `auth-config.ts`. Verbs of a request come back as participles: `toolkits.enable` as `toolkits.enabled`.
 */
import { z } from "zod";
import { parserOf } from "./parser";

/** An allowlist or a denylist of toolkits, or of one toolkit's tools. */
export type Selection = { enable: string[] } | { disable: string[] };

export interface CreateSessionBody {
  user_id: string;
  toolkits?: Selection | undefined;
  /** Toolkit slug to auth config id. */
  auth_configs?: Record<string, string> | undefined;
  /** Toolkit slug to ids of connected accounts; one id alone until January 2026. */
  connected_accounts?: Record<string, string | string[]> | undefined;
  /** The other blocks: `manage_connections`, `tools`, `tags`, `workbench`, `multi_account`, `preload`, … */
  [block: string]: unknown;
}

/** Maps are replaced whole; null clears a block, but not `auth_configs`. */
export interface UpdateSessionBody {
  toolkits?: Selection | null | undefined;
  auth_configs?: Record<string, string> | undefined;
  connected_accounts?: Record<string, string | string[]> | null | undefined;
  /** The update is refused when the session has moved on from this version. */
  expected_config_version?: number | undefined;
  [block: string]: unknown;
}

/** The answer to a create, an update and a GET. */
export interface Session {
  session_id: string;
  mcp: { type: string; url: string };
  tool_router_tools: string[];
  config: {
    user_id: string;
    toolkits?: Record<string, string[]> | undefined;
    auth_configs?: Record<string, string> | undefined;
    connected_accounts?: Record<string, string | string[]> | undefined;
  };
  config_version?: number | undefined;
}

/** The body of `POST /tool_router/session/{id}/link`. */
export interface CreateSessionLinkBody {
  toolkit: string;
  alias?: string | undefined;
  callback_url?: string | undefined;
}

const selection = z.union([
  z.strictObject({ enable: z.array(z.string()) }),
  z.strictObject({ disable: z.array(z.string()) }),
]);
const ids = z.record(z.string(), z.string());
const accounts = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const createBody = z.looseObject({
  user_id: z.string().min(1),
  toolkits: selection.optional(),
  auth_configs: ids.optional(),
  connected_accounts: accounts.optional(),
});

const updateBody = z.looseObject({
  toolkits: selection.nullable().optional(),
  auth_configs: ids.optional(),
  connected_accounts: accounts.nullable().optional(),
  expected_config_version: z.number().optional(),
});

const session = z.object({
  session_id: z.string().min(1),
  mcp: z.object({ type: z.string(), url: z.string() }),
  tool_router_tools: z.array(z.string()),
  config: z.object({
    user_id: z.string(),
    toolkits: z.record(z.string(), z.array(z.string())).optional(),
    auth_configs: ids.optional(),
    connected_accounts: accounts.optional(),
  }),
  config_version: z.number().optional(),
});

const linkBody = z.object({
  toolkit: z.string().min(1),
  alias: z.string().optional(),
  callback_url: z.string().optional(),
});

export const parseCreateSessionBody = parserOf<CreateSessionBody>()(createBody);
export const parseUpdateSessionBody = parserOf<UpdateSessionBody>()(updateBody);
export const parseSession = parserOf<Session>()(session);
export const parseCreateSessionLinkBody = parserOf<CreateSessionLinkBody>()(linkBody);
