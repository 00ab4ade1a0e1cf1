/** Forms of values, whose errors are fragments that follow a path: `name must be a string`. */
import { z } from "zod";

export const TEXT = z.string({ error: "must be a string" }).min(1, { error: "must not be empty" });
export const TEXTS = z.array(TEXT, { error: "must be a list of strings" });
export const FLAG = z.boolean({ error: "must be true or false" });
export const TIME = TEXT.refine((time) => !Number.isNaN(Date.parse(time)), { error: "must be an ISO time" });

export const NOT_NEGATIVE = numberThat((value) => value >= 0, "a number of 0 or more");
export const COUNT = numberThat((value) => value >= 1 && Number.isInteger(value), "a whole number of 1 or more");

export const SCOPES = z.union([z.string(), z.array(z.string())]);
export const CREDENTIAL = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
export const CREDENTIALS = z.record(z.string(), CREDENTIAL, { error: "must be a map of strings, numbers or booleans" });
export const SHARED_FIELDS = z.record(z.string(), z.unknown(), { error: "must be a map" });

/** The proxy in a body. A stored proxy may be older than this form, and not fit it. */
export const PROXY = z.object({
  proxy_url: z.string().refine((url) => URL.canParse(url), { error: "must be a URL" }),
  proxy_auth_key: z.string().optional(),
});
export const STORED_PROXY = PROXY.extend({ proxy_url: TEXT }).strict();

export function numberThat(fits: (value: number) => boolean, what: string) {
  return z.any().refine((value) => typeof value === "number" && fits(value), {
    error: ({ input }) => `must be ${what}, but got: ${input}`,
  });
}
