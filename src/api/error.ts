/**
 * How the API says no. The envelope is `{ error: { message, code, slug, status, request_id, … } }`; a 429 is flat
 * (`{ message }`), the documented 404 of a delete is an empty object, and gateways answer HTML.
 */
import { z } from "zod";

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

const body = z.object({
  message: z.string(),
  code: z.number().optional().catch(undefined),
  slug: z.string().optional().catch(undefined),
  status: z.number().optional().catch(undefined),
  request_id: z.string().optional().catch(undefined),
  suggested_fix: z.string().optional().catch(undefined),
  errors: z.array(z.string()).optional().catch(undefined),
});
const answer = z.union([z.object({ error: body }).transform(({ error }) => error), body]);

/** The facts of an error answer, or undefined where the body is not of any form that the API uses. */
export const readErrorBody = (json: unknown): ApiErrorBody | undefined => answer.safeParse(json).data;
