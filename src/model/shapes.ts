/** The forms that inputs share. The message of each completes "must be …". */
import { z } from "zod";

export const text = z.string({ error: "a string" }).min(1, { error: "a non-empty string" });

export const flag = z.boolean({ error: "true or false" });

/** White space around an element is trimmed by `checkForm`. */
const element = z.string({ error: "a string" }).trim().min(1, { error: "a non-empty string" });

export const list = z.array(element, { error: "a list of strings" });

export const scopeList = z.union([z.string(), list], { error: "a string or a list of strings" });

/** The place of a value that stands in the environment: made by `secretFromEnv`. The fingerprint is ours. */
export const environmentSecret = z.strictObject({ fromEnvironment: text, fingerprint: z.string().optional() });

export const credential = z
  .union([z.string(), z.number(), z.boolean(), environmentSecret], { error: "a string, number or boolean" })
  .refine((value) => value !== "", { error: "a non-empty value" });

export const MAP_MESSAGE = "a map of strings, numbers or booleans";
