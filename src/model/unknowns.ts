/** Values that the engine does not know yet. They reach `check` in previews, and `diff` in a real `up` as well. */

/** Stands for an unknown value, at any depth (`pulumi.runtime.unknownValue`). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Is the value, or anything in it, not known yet? */
export function hasUnknown(value: unknown): boolean {
  if (value !== null && typeof value === "object") return Object.values(value).some(hasUnknown);
  return value === UNKNOWN;
}
