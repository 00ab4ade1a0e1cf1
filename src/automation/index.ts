/** The entry `pulumi-composio/automation`: many stacks of one program from inside an application, such as one a customer. */
export type { Failure, LockOwner } from "./errors";
export { Aborted, Closed, Failed, InvalidName, Locked, QueueFull, TimedOut } from "./errors";
export type { CallOptions, StacksOptions, Step } from "./options";
export type { Recovery } from "./recover";
export type { DestroyResult, Output, UpResult } from "./results";
export type { Health, Stacks } from "./stacks";
export { stacks } from "./stacks";
