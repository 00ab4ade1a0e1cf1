/** Options that the API calls experimental. `customTools` and `customToolkits` are code, so they are the application's to give. */

/** The calls that an agent may make without asking its user. */
export interface Permissions {
  /** For calls without an override. Allow all; ask the user before each; or ask once, which holds for the session. */
  default: "allow_all" | "ask_every_call" | "ask_once_per_session";
  /**
   * Keys are `<tool>:<connected account>`, or `*` for every tool, and `__none__` for no account: `GMAIL_SEND_EMAIL:__none__`.
   * An override of a tool goes before one of `*`, and both go before `default`.
   */
  overrides?: { [toolAndAccount: string]: "always_allow" | "always_deny" | "ask_once" | "ask_always" };
}

/** The options of a session that the API may still change. */
export interface Experimental {
  /** Facts for the prompt that the session offers. */
  assistivePrompt?: {
    /** An IANA time zone, such as `Europe/London`, for the prompt that the session offers. */
    userTimezone?: string;
  };
  /**
   * A saved session config (`sc_…`), which says which toolkits and tools the session has: so not together with `toolkits`,
   * `tools`, `tags` and `hooks`. TypeScript from 0.21; not Python.
   */
  sessionConfigId?: string;
  /** Neither SDK. */
  permissions?: Permissions;
  /** Links for connecting begin with this address in place of Composio's. Neither SDK. */
  linkUrlOverwrite?: string;
  /** Quicker searches, of a lower quality. Default: false. Neither SDK. */
  fastMode?: boolean;
  /** Does the session have a tool by which the agent reports failures? Default: false. Neither SDK. */
  submitFeedback?: {
    /** Default: false. */
    enable?: boolean;
  };
  /** Does the sandbox reach Composio alone? Default: false. Neither SDK. */
  restrictEgressToComposio?: boolean;
  /** A call that needs approval, if the MCP client can't ask the user. Default: `deny`. Not TypeScript. */
  noElicitationSupportFallback?: "deny" | "allow";
}
