/** The forms that inputs share. The message of each completes "must be …". */
import * as z from "zod";

export const text = z.string({ error: "a string" }).min(1, { error: "a non-empty string" });

export const flag = z.boolean({ error: "true or false" });

/** White space around an element is trimmed by `checkForm`. */
const element = z.string({ error: "a string" }).trim().min(1, { error: "a non-empty string" });

export const list = z.array(element, { error: "a list of strings" });

export const scopeList = z.union([z.string(), list], { error: "a string or a list of strings" });

/** The place of a value that stands in the environment: made by `secretFromEnv`. The fingerprint is ours. */
export const environmentSecret = z.strictObject({ fromEnvironment: text, fingerprint: z.string().optional() });

export const credential = z
  .union([z.string(), z.custom<number>(isNumber), z.boolean(), environmentSecret], {
    error: "a string, number or boolean",
  })
  .refine((value) => !isInexact(value), { error: "a string, since a number of this size loses digits" })
  .refine((value) => value !== "", { error: "a non-empty value" });

function isNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value);
}

/** `123456789012345678` has become …680 before anybody could look at it. */
const isInexact = (value: unknown): boolean => Number.isInteger(value) && !Number.isSafeInteger(value);

export const MAP_MESSAGE = "a map of strings, numbers or booleans";
