/** The settings of a session, as the emulator keeps them: the names and shapes of a request's blocks. */

type Tag = "readOnlyHint" | "createHint" | "updateHint" | "destructiveHint" | "idempotentHint" | "openWorldHint";

type Approval = string[] | undefined;

/** An allowlist, a denylist, or neither. */
export type SessionToolkits =
  | { enable: string[]; require_approval?: Approval }
  | { disable: string[]; require_approval?: Approval }
  | { require_approval: string[] };

interface TagLists {
  enable?: Tag[] | undefined;
  disable?: Tag[] | undefined;
  require_approval?: Tag[] | undefined;
}

type ToolsOfOne =
  | { enable: string[]; require_approval?: Approval }
  | { disable: string[]; require_approval?: Approval }
  | { tags: Tag[] | TagLists; require_approval?: Approval }
  | { require_approval: string[] };

type Filter = { enable: string[] } | { disable: string[] };

interface Condition {
  type: "condition_check";
  condition: string;
  action: "block";
}

interface HookOf<Type extends string, Handler> {
  type: Type;
  id: string;
  name?: string | undefined;
  applies_to: "all" | { toolkits: string[] };
  handler: Handler;
}

type Hook =
  | HookOf<"before_execute", Condition>
  | HookOf<"after_execute", Condition | { type: "prompt_injection_check"; action: "block" }>;

interface Named {
  slug: string;
  [key: string]: unknown;
}

type Flag = boolean | undefined;

/** Every block of a session beside its toolkits, auth configs and accounts. */
export interface SessionSettings {
  manage_connections?:
    | {
        enable?: Flag;
        callback_url?: string | undefined;
        enable_wait_for_connections?: Flag;
        enable_connection_removal?: Flag;
      }
    | undefined;
  tools?: Record<string, ToolsOfOne> | undefined;
  tags?: Tag[] | TagLists | undefined;
  workbench?:
    | {
        enable?: Flag;
        enable_tool_execution?: Flag;
        enable_proxy_execution?: Flag;
        auto_offload_threshold?: number | undefined;
        sandbox_size?: "standard" | "medium" | "large" | "xlarge" | undefined;
      }
    | undefined;
  multi_account?:
    | { enable?: Flag; max_accounts_per_toolkit?: number | undefined; require_explicit_selection?: Flag }
    | undefined;
  preload?: { tools?: "all" | string[] | undefined } | undefined;
  search?: { enable?: Flag } | undefined;
  execute?: { enable_multi_execute?: Flag } | undefined;
  instant?:
    | false
    | {
        toolkits?: Filter | undefined;
        tools?: Record<string, Filter> | undefined;
        return_instant_charge?: Flag;
        return_prices_in_search?: Flag;
      }
    | undefined;
  proxy_execute?: { enable: boolean } | undefined;
  hooks?: Hook[] | undefined;
  experimental?:
    | {
        assistive_prompt_config?: unknown;
        custom_toolkits?: Named[] | undefined;
        custom_tools?: Named[] | undefined;
        permissions?: unknown;
        link_url_overwrite?: string | undefined;
        fast_mode?: Flag;
        submit_feedback?: { enable?: Flag } | undefined;
        restrict_egress_to_composio?: Flag;
        no_elicitation_support_fallback?: "deny" | "allow" | undefined;
        session_config_id?: string | undefined;
      }
    | undefined;
}
