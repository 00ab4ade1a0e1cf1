/** Checks around tool calls, as the contract of October 2026 has them. Their words are the API's own. */

interface HookFacts {
  /** 1 to 64 of `a-z`, `0-9`, `_` and `-`; unique in the session. It stands in results and logs. */
  id: string;
  /** At most 120 characters. The agent sees it if the hook blocks a call. */
  name?: string;
  /** Every tool, or those of some toolkits. */
  appliesTo:
    | "all"
    | {
        /** The toolkits' slugs. */
        toolkits: string[];
      };
}

/** Blocks what the sentence describes. */
export interface ConditionCheck {
  /** The API's word for this kind of check. */
  type: "condition_check";
  /** A plain sentence of at most 2,000 characters, such as "Sending email to anyone outside example.org". */
  condition: string;
  /** The API's only action: the call does not run, or the agent does not see its result. */
  action: "block";
}

/** Blocks a result that tries to give the agent orders. */
export interface PromptInjectionCheck {
  /** The API's word for this kind of check. */
  type: "prompt_injection_check";
  /** The API's only action: the agent does not see the result. */
  action: "block";
}

/** A check before a tool is executed, or of its result before the agent sees it. */
export type Hook =
  | (HookFacts & {
      /** Before the tool is executed. */
      type: "before_execute";
      /** The check of the call. */
      handler: ConditionCheck;
    })
  | (HookFacts & {
      /** After the tool was executed, and before the agent sees the result. */
      type: "after_execute";
      /** The check of the result. */
      handler: ConditionCheck | PromptInjectionCheck;
    });
