/** Checks around tool calls, as the contract of October 2026 has them. Their words are the API's own. */

interface HookFacts {
  /** 1 to 64 of `a-z`, `0-9`, `_` and `-`; unique in the session. It stands in results and logs. */
  id: string;
  /** At most 120 characters. The agent sees it if the hook blocks a call. */
  name?: string;
  /** Every tool, or those of some toolkits. */
  appliesTo: "all" | { toolkits: string[] };
}

/** Blocks what the sentence describes. */
export interface ConditionCheck {
  type: "condition_check";
  /** A plain sentence of at most 2,000 characters, such as "Sending email to anyone outside example.org". */
  condition: string;
  action: "block";
}

/** Blocks a result that tries to give the agent orders. */
export interface PromptInjectionCheck {
  type: "prompt_injection_check";
  action: "block";
}

/** A check before a tool is executed, or of its result before the agent sees it. */
export type Hook =
  | (HookFacts & { type: "before_execute"; handler: ConditionCheck })
  | (HookFacts & { type: "after_execute"; handler: ConditionCheck | PromptInjectionCheck });
