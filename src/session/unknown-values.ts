/** Values that the engine did not know at the end of an `up`. */

/** Stands in a stack's outputs for a value that is not known (`pulumi.runtime.unknownValue`). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const isUnknown = (value: unknown): boolean => value === UNKNOWN;

/** Completes "holds …": the cause and the cure. */
export const UNKNOWN_AND_WHY =
  "a value that the engine did not know at the end of the last `pulumi up`: `--target` left an auth config out, or its create failed. Run `pulumi up` without `--target`.";
