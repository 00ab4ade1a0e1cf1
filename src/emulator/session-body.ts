/** The body of a session's creation or update: the form of each block, as the newest contract has it. */
import { z } from "zod";
import type { SessionSettings, SessionToolkits } from "./session-settings";

const TEXT = z.string().min(1);
const SLUGS = z.array(z.string());
const FLAG = z.boolean().optional();
const APPROVAL = z.array(z.string()).min(1);
const TAG = z.enum(["readOnlyHint", "createHint", "updateHint", "destructiveHint", "idempotentHint", "openWorldHint"]);
const TAG_LIST = z.array(TAG).optional();

/** An allowlist, a denylist, or neither: what excludes each other can't stand together. */
const TOOLKITS: z.ZodType<SessionToolkits> = z.union([
  z.strictObject({ enable: SLUGS, require_approval: APPROVAL.optional() }),
  z.strictObject({ disable: SLUGS, require_approval: APPROVAL.optional() }),
  z.strictObject({ require_approval: APPROVAL }),
]);

const TOOLS_OF_ONE = z.union([
  z.strictObject({ enable: SLUGS, require_approval: SLUGS.optional() }),
  z.strictObject({ disable: SLUGS, require_approval: SLUGS.optional() }),
  z.strictObject({
    tags: z.union([z.array(TAG), z.strictObject({ enable: TAG_LIST, disable: TAG_LIST, require_approval: TAG_LIST })]),
    require_approval: SLUGS.optional(),
  }),
  z.strictObject({ require_approval: SLUGS }),
]);

const FILTER = z.union([z.strictObject({ enable: SLUGS }), z.strictObject({ disable: SLUGS })]);

const CONDITION = z.object({
  type: z.literal("condition_check"),
  condition: TEXT.max(2000),
  action: z.literal("block"),
});
const INJECTION = z.object({ type: z.literal("prompt_injection_check"), action: z.literal("block") });
const HOOK = {
  id: z.string().regex(/^[a-z0-9_-]{1,64}$/),
  name: TEXT.max(120).optional(),
  applies_to: z.union([z.literal("all"), z.object({ toolkits: SLUGS.min(1) })]),
};
const HOOKS = z
  .array(
    z.union([
      z.object({ type: z.literal("before_execute"), ...HOOK, handler: CONDITION }),
      z.object({ type: z.literal("after_execute"), ...HOOK, handler: z.union([CONDITION, INJECTION]) }),
    ]),
  )
  .max(20)
  .refine((hooks) => new Set(hooks.map(({ id }) => id)).size === hooks.length, { error: "ids must be unique" });

const EXPERIMENTAL = z.object({
  assistive_prompt_config: z.unknown().optional(),
  custom_toolkits: z.array(z.looseObject({ slug: TEXT })).optional(),
  custom_tools: z.array(z.looseObject({ slug: TEXT })).optional(),
  permissions: z.unknown().optional(),
  link_url_overwrite: z.string().optional(),
  fast_mode: FLAG,
  submit_feedback: z.object({ enable: FLAG }).optional(),
  restrict_egress_to_composio: FLAG,
  no_elicitation_support_fallback: z.enum(["deny", "allow"]).optional(),
  session_config_id: z.string().optional(),
});

/** Every block beside toolkits, auth configs and accounts. */
const SETTINGS = {
  manage_connections: z.object({
    enable: FLAG,
    callback_url: z.string().optional(),
    enable_wait_for_connections: FLAG,
    enable_connection_removal: FLAG,
  }),
  tools: z.record(z.string(), TOOLS_OF_ONE),
  tags: z.union([
    z.array(TAG),
    z.strictObject({ enable: TAG_LIST, disable: TAG_LIST, require_approval: z.array(TAG).min(1).optional() }),
  ]),
  workbench: z.object({
    enable: FLAG,
    enable_tool_execution: FLAG,
    enable_proxy_execution: FLAG,
    auto_offload_threshold: z.number().optional(),
    sandbox_size: z.enum(["standard", "medium", "large", "xlarge"]).optional(),
  }),
  multi_account: z.object({
    enable: FLAG,
    max_accounts_per_toolkit: z.int().min(2).max(10).optional(),
    require_explicit_selection: FLAG,
  }),
  preload: z.object({ tools: z.union([z.literal("all"), SLUGS]).optional() }),
  search: z.object({ enable: FLAG }),
  execute: z.object({ enable_multi_execute: FLAG }),
  instant: z.union([
    z.literal(false),
    z.strictObject({
      toolkits: FILTER.optional(),
      tools: z.record(z.string(), FILTER).optional(),
      return_instant_charge: FLAG,
      return_prices_in_search: FLAG,
    }),
  ]),
  proxy_execute: z.object({ enable: z.boolean() }),
  hooks: HOOKS,
  experimental: EXPERIMENTAL,
} satisfies { [Name in keyof SessionSettings]-?: z.ZodType<NonNullable<SessionSettings[Name]>> };

const AUTH_CONFIGS = z.record(z.string(), z.string());
const ACCOUNTS = z.record(z.string(), z.array(z.string()));

export const CREATE_SESSION = z.object({
  user_id: TEXT,
  toolkits: TOOLKITS.optional(),
  auth_configs: AUTH_CONFIGS.optional(),
  connected_accounts: ACCOUNTS.optional(),
  ...z.object(SETTINGS).partial().shape,
});

/** Null clears a block, but not the auth configs. */
export const UPDATE_SESSION = z.object({
  toolkits: TOOLKITS.nullable().optional(),
  auth_configs: AUTH_CONFIGS.optional(),
  connected_accounts: ACCOUNTS.nullable().optional(),
  ...Object.fromEntries(Object.entries(SETTINGS).map(([name, form]) => [name, form.nullable().optional()])),
});

/** The same, of an API that knows the version that an update expects. */
export const UPDATE_SESSION_AT = UPDATE_SESSION.extend({ expected_config_version: z.number().optional() });

/** The access policy that a saved session config holds. */
export const SAVED_POLICY = z.strictObject({
  toolkits: TOOLKITS.optional(),
  tools: SETTINGS.tools.optional(),
  tags: SETTINGS.tags.optional(),
});

export const SETTING_NAMES = Object.keys(SETTINGS) as (keyof SessionSettings)[];

export const LINK_BODY = z.object({
  toolkit: TEXT,
  alias: z.string().optional(),
  callback_url: z.string().optional(),
  experimental: z.unknown().optional(),
});
