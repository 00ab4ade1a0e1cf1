/**
 * The configuration of a session, in the words of Composio's TypeScript SDK: `composio.create(user, session)` takes it as it is.
 *
 * Sources: the types of `@composio/core` 0.19 and 0.21; what they lack is the body of `POST /tool_router/session` in the contract
 * of October 2026, its snake case turned into camel case, as the Python SDK 0.30 does for its own words.
 *
 * The SDKs lag behind the API. Both take what has no remark here. "Not TypeScript" and "not Python" mean that the named SDK
 * refuses the option or leaves it out without a word: `toRequest` gives the body that the API itself takes, with every option.
 */
import type { Experimental } from "./experimental";
import type { Hook } from "./hooks";

/** The API's words for a tool's behaviour. `createHint` and `updateHint`: not TypeScript. */
export type ToolTag =
  | "readOnlyHint"
  | "createHint"
  | "updateHint"
  | "destructiveHint"
  | "idempotentHint"
  | "openWorldHint";

/** An allowlist, or one of the two lists by name. */
export type Selection =
  | string[]
  | {
      /** These alone. */
      enable: string[];
    }
  | {
      /** All except these. */
      disable: string[];
    };

/**
 * Which toolkits. `requireApproval` names toolkits whose calls wait until the user approves them: not TypeScript, and at least
 * one if it is given.
 */
export type ToolkitSelection =
  | string[]
  | {
      /** These alone. */
      enable: string[];
      /** Toolkits whose calls wait until the user approves them. Not TypeScript. */
      requireApproval?: string[];
    }
  | {
      /** All except these. */
      disable: string[];
      /** Toolkits whose calls wait until the user approves them. Not TypeScript. */
      requireApproval?: string[];
    }
  | {
      /** Toolkits whose calls wait until the user approves them. Not TypeScript. */
      requireApproval: string[];
    };

/**
 * Tags: a list stands for `enable`. A tool must have one of `enable` and none of `disable`; calls of tools with one of
 * `requireApproval` wait until the user approves them (not TypeScript).
 */
export type TagSelection =
  | ToolTag[]
  | {
      /** A tool must have one of these. Default: any tool. */
      enable?: ToolTag[];
      /** A tool must have none of these. Default: none. */
      disable?: ToolTag[];
      /** Calls of tools with one of these wait until the user approves them. Not TypeScript. */
      requireApproval?: ToolTag[];
    };

/**
 * Which tools of one toolkit: by name, or by what they say of themselves. `requireApproval` names tools whose calls wait until
 * the user approves them (not TypeScript); even an empty list replaces the session's `tags.requireApproval` for the toolkit.
 */
export type ToolSelection =
  | string[]
  | {
      /** These alone. */
      enable: string[];
      /** Tools whose calls wait until the user approves them. Not TypeScript. */
      requireApproval?: string[];
    }
  | {
      /** All except these. */
      disable: string[];
      /** Tools whose calls wait until the user approves them. Not TypeScript. */
      requireApproval?: string[];
    }
  | {
      /** Those that these tags choose, in place of the session's own `tags`. */
      tags: TagSelection;
      /** Tools whose calls wait until the user approves them. Not TypeScript. */
      requireApproval?: string[];
    }
  | {
      /** Tools whose calls wait until the user approves them. Not TypeScript. */
      requireApproval: string[];
    };

/** Whether the session has tools by which its user connects accounts, or more about them. */
export type ManageConnections =
  | boolean
  | {
      /** Default: true. */
      enable?: boolean;
      /** Where users are led after they have connected. Default: a page of Composio's. */
      callbackUrl?: string;
      /** Is there a tool that waits until the user has connected? Default: false. */
      waitForConnections?: boolean;
      /** May the tool remove accounts? Default: true. Neither SDK. */
      enableConnectionRemoval?: boolean;
    };

/** The sandbox that code runs in. */
export interface Workbench {
  /** Default: true. False: the session has no tools that run code. */
  enable?: boolean;
  /** May code in the sandbox call tools? Default: true. Neither SDK. */
  enableToolExecution?: boolean;
  /** May code in the sandbox send requests with the user's connections? Default: true. */
  enableProxyExecution?: boolean;
  /** Answers of more characters than this are put into a file. Default: by the size of the answer. */
  autoOffloadThreshold?: number;
  /** 1, 2, 4 or 8 processors, and as many GB. Default: `standard`. */
  sandboxSize?: "standard" | "medium" | "large" | "xlarge";
}

/** Several accounts of one user for one toolkit. */
export interface MultiAccount {
  /** Default: the setting of the organization or project. */
  enable?: boolean;
  /** From 2 to 10. Default: 5. */
  maxAccountsPerToolkit?: number;
  /** Must the agent say which account it means? Default of the SDKs: true if `enable` is. */
  requireExplicitSelection?: boolean;
}

/** Tools that are there from the start, and not only after a search. */
export interface Preload {
  /** `all`: every tool that positive lists of toolkits, tools or tags allow, at most 1,000. */
  tools?: string[] | "all";
}

/** Toolkits and tools that may be used before the user has connected anything, for a charge (experimental). False: none. */
export type Instant =
  | false
  | {
      /** Default: every toolkit that the project and the session allow. */
      toolkits?: Exclude<Selection, string[]>;
      /** By toolkit. Default: every tool. */
      tools?: { [toolkit: string]: Exclude<Selection, string[]> };
      /** Do answers of tools say what they cost? Default: false. */
      returnInstantCharge?: boolean;
      /** Do search results say what tools cost? Default: false. */
      returnPricesInSearch?: boolean;
    };

/** The result of `sessionConfig`, with which an application opens a session. */
export interface SessionConfig {
  /** Toolkit to the id of the auth config to use for it. Toolkits that are left out stay with Composio's managed auth. */
  authConfigs: { [toolkit: string]: string };
  /** Default: every toolkit. */
  toolkits?: ToolkitSelection;
  /** By toolkit. Default: every tool. Composio refuses a session that names a tool that is not the toolkit's. */
  tools?: { [toolkit: string]: ToolSelection };
  /** For every toolkit that `tools` says nothing of tags for. Default: every tool. */
  tags?: TagSelection;
  /**
   * Toolkit to the connected account to use, or to several if `multiAccount.enable` is true. They must be of the session's user.
   * Default: the user's own.
   */
  connectedAccounts?: { [toolkit: string]: string | string[] };
  /** Default: true. */
  manageConnections?: ManageConnections;
  /** The sandbox that code runs in, under its newer name. Not together with `workbench`. */
  sandbox?: Workbench;
  /** The older name of `sandbox`, and the API's. */
  workbench?: Workbench;
  /**
   * Whether one user may have several accounts for one toolkit. Default: the setting of the organization or project.
   */
  multiAccount?: MultiAccount;
  /** The tools that are there from the start. Default: none, except with `sessionPreset`. */
  preload?: Preload;
  /** `direct_tools`: every tool that the session allows is there from the start, and no tools for searching, connecting or code. */
  sessionPreset?: "direct_tools";
  /** Does the application use the session's MCP address? For the SDK alone. Default: false. */
  mcp?: boolean;
  /** Default: allowed as far as the project allows it, and charges are not shown. Not TypeScript. */
  instant?: Instant;
  /**
   * May the agent send requests of its own with the user's connections? False also holds for the sandbox. Default: in the
   * sandbox alone. Not TypeScript.
   */
  proxyExecute?:
    | boolean
    | {
        /** The same as the flag alone. */
        enable: boolean;
      };
  /** Checks around the session's tool calls, at most 20, each with an id of its own. Not TypeScript. */
  hooks?: Hook[];
  /** Does the session have the tool that searches for tools? Default: true. Neither SDK, except by `sessionPreset`. */
  search?: {
    /** Default: true. */
    enable?: boolean;
  };
  /** May several tools be executed by one call? Default: true. Neither SDK, except by `sessionPreset`. */
  execute?: {
    /** Default: true. */
    enableMultiExecute?: boolean;
  };
  /** Options that the API may still change. */
  experimental?: Experimental;
}

type SdkTag = "readOnlyHint" | "destructiveHint" | "idempotentHint" | "openWorldHint";
type SdkTagSelection =
  | SdkTag[]
  | {
      /** A tool must have one of these. Default: any tool. */
      enable?: SdkTag[];
      /** A tool must have none of these. Default: none. */
      disable?: SdkTag[];
    };

/**
 * The same in the types of `@composio/core` from 0.19 on, so that `composio.create(user, session)` compiles. The value is whatever
 * the stack declares. The SDK fills in an `enable` that is absent, refuses approvals and tags that it does not know, and leaves
 * unknown options out.
 */
export interface TypeScriptSessionConfig
  extends Omit<
    SessionConfig,
    "toolkits" | "tools" | "tags" | "sandbox" | "workbench" | "multiAccount" | "experimental"
  > {
  /** Default: every toolkit. */
  toolkits?: Selection;
  /** By toolkit. Default: every tool. */
  tools?: {
    [toolkit: string]:
      | Selection
      | {
          /** Those that these tags choose, in place of the session's own `tags`. */
          tags: SdkTagSelection;
        };
  };
  /** For every toolkit that `tools` says nothing of tags for. Default: every tool. */
  tags?: SdkTagSelection;
  /** The sandbox that code runs in, under its newer name. Not together with `workbench`. */
  sandbox?: Workbench & {
    /** False: the session has no tools that run code. The SDK's types require it. */
    enable: boolean;
  };
  /** The older name of `sandbox`, and the API's. */
  workbench?: Workbench & {
    /** False: the session has no tools that run code. The SDK's types require it. */
    enable: boolean;
  };
  /** Whether one user may have several accounts for one toolkit. */
  multiAccount?: MultiAccount & {
    /** The SDK's types require it. */
    enable: boolean;
  };
  /** From 0.21 on the SDK's types keep a session of toolkits and tools from one of a saved session config. */
  experimental?: Omit<Experimental, "sessionConfigId"> & {
    /** Not together with `toolkits`, `tools` and `tags`, as the SDK's types have it. */
    sessionConfigId?: never;
  };
}
