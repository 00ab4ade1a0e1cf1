/**
 * How the API says no. The envelope is `{ error: { message, code, slug, status, request_id, … } }`; a 429 is flat
 * (`{ message }`), the documented 404 of a delete is an empty object, and gateways answer HTML.
 */
import * as z from "zod";
import { schemaOf } from "./parser";

export interface ApiErrorBody {
  message: string;
  /** A stable number of the API's own, not the HTTP status. */
  code?: number | undefined;
  slug?: string | undefined;
  status?: number | undefined;
  request_id?: string | undefined;
  suggested_fix?: string | undefined;
  /** Field messages of a failed validation. */
  errors?: string[] | undefined;
}

const body = schemaOf<ApiErrorBody>()(
  z.object({
    message: z.string(),
    code: z.number().optional().catch(undefined),
    slug: z.string().optional().catch(undefined),
    status: z.number().optional().catch(undefined),
    request_id: z.string().optional().catch(undefined),
    suggested_fix: z.string().optional().catch(undefined),
    errors: z.array(z.string()).optional().catch(undefined),
  }),
);
const envelope = z.object({ error: body });

/**
 * In which form a refusal came. `foreign` is none of the API's: a proxy's page, say, which proves nothing about an auth config.
 */
export type ErrorForm = "envelope" | "flat" | "empty" | "foreign";

/** The form of an error answer, and the facts in it if there are any. */
export function readError(json: unknown): { form: ErrorForm; body?: ApiErrorBody } {
  const enveloped = envelope.safeParse(json).data;
  if (enveloped) return { form: "envelope", body: enveloped.error };
  const flat = body.safeParse(json).data;
  if (flat) return { form: "flat", body: flat };
  const isEmpty = json !== null && typeof json === "object" && !Array.isArray(json) && Object.keys(json).length === 0;
  return { form: isEmpty ? "empty" : "foreign" };
}
