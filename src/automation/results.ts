/** The results of calls. */

/** An output of the stack's program, as the Automation API has it. */
export interface Output {
  /** The plain value, secrets included. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the program exports; the Automation API says the same.
  value: any;
  /** Is it a secret, or does it hold one? */
  secret: boolean;
}

/** The result of `up`: the outputs of the stack by name. */
export interface UpResult {
  /** Every output of the program, by name. */
  outputs: { [name: string]: Output };
}

/** The result of `destroy`. */
export interface DestroyResult {
  /** The logical names of what a killed or failed call may have made, and which were taken over before they were deleted. */
  takenOver: string[];
}
