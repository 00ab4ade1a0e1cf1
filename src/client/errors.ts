/**
 * What can go wrong between us and the API. Each class writes its own one-line message from facts:
 * what we tried on which thing, what came back, what to do, the request id.
 */
import type { ApiErrorBody, ErrorForm } from "../api/error";

export interface Refusal {
  status: number;
  form: ErrorForm;
  body?: ApiErrorBody | undefined;
  /** Of the answer's header, for bodies that name none. */
  requestId?: string | undefined;
}

/** The API, or something on the way that speaks for it, answered and the answer is no. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** `envelope` is the API's own; `foreign` is somebody else's answer, and a 404 in it does not mean "gone". */
  readonly form: ErrorForm;
  /** The API's own word for the problem, such as `Auth_Config_NotFound`; undefined where it gave none. */
  readonly slug: string | undefined;
  readonly requestId: string | undefined;
  /** False where nothing was done, as far as the answers to all tries can say. */
  mayHaveArrived: boolean;

  constructor(attempt: string, refusal: Refusal) {
    super(sentence(attempt, refusal));
    this.status = refusal.status;
    this.form = refusal.form;
    this.slug = refusal.body?.slug;
    this.requestId = refusal.body?.request_id ?? refusal.requestId;
    this.mayHaveArrived = mayBeDone(refusal);
  }
}

/** Only the API's own refusal says that nothing was done. */
const mayBeDone = ({ status, form }: Refusal): boolean =>
  status !== 429 && (status >= 500 || status === 408 || form === "foreign");

/** No answer that could be read: refused, reset, timed out, cut short, or not what the API answers. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  /** False where the request surely never arrived, in any of its tries. */
  mayHaveArrived: boolean;

  constructor(
    attempt: string,
    problem: string,
    facts: { mayHaveArrived: boolean; requestId?: string; cause?: unknown },
  ) {
    const { mayHaveArrived, requestId, cause } = facts;
    super(`Could not ${attempt}: ${problem}.${requestId ? ` Request id ${requestId}.` : ""}`, { cause });
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** Did the request end in a way that leaves open whether it was done? */
export const mayHaveArrived = (error: unknown): boolean =>
  (error instanceof ApiError || error instanceof TransportError) && error.mayHaveArrived;

/** A "not found" of the API's own, in one of the forms that it has for that: a proxy's proves nothing. */
export const isNotFound = (error: unknown, forms: readonly ErrorForm[] = ["envelope"]): boolean =>
  error instanceof ApiError && error.status === 404 && forms.includes(error.form);

function sentence(attempt: string, { status, form, body, requestId }: Refusal): string {
  const fieldMessages = body?.errors?.length ? ` (${body.errors.join("; ")})` : "";
  const message = body ? `, "${body.message.replace(/\.$/, "")}"${fieldMessages}` : "";
  const came =
    form === "foreign"
      ? `something answered ${status}, but not in the API's own form: is there a proxy in between, or is the address wrong?`
      : `the API answered ${status}${message}.`;
  const advice = body?.suggested_fix ? ` ${body.suggested_fix}` : adviceFor(status);
  const id = body?.request_id ?? requestId;
  return `Could not ${attempt}: ${came}${advice}${id ? ` Request id ${id}.` : ""}`;
}

function adviceFor(status: number): string {
  if (status === 401) return " Check the API key.";
  if (status === 403) return " The key lacks a permission: it needs to read and write auth configs.";
  if (status === 429) return " The organization's rate limit is used up: try again in a minute.";
  if (status >= 500 && status !== 501) return " This is a fault of the API: try again later.";
  return "";
}
