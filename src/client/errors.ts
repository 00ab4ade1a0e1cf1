/**
 * The errors between us and the API. Each class writes its own one-line message from facts:
 * what we tried on which thing, what came back, what to do, the request id.
 */
import type { ApiErrorBody, ErrorForm } from "../api/error";
import { printable } from "./printable";

export interface Refusal {
  /** The HTTP status. */
  status: number;
  /** Who speaks, by the form of the body. */
  form: ErrorForm;
  /** The API's own description of the problem; absent if the answer has none. */
  body?: ApiErrorBody | undefined;
  /** The request id of the answer's header, for bodies that name none. */
  requestId?: string | undefined;
  /** How long the answer orders to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
}

/** The API, or something on the way that speaks for it, answered and the answer is no. */
export class ApiError extends Error {
  /** `ApiError`: tells this error from the others, also across copies of the package. */
  override readonly name = "ApiError";
  /** The HTTP status of the answer. */
  readonly status: number;
  /** `envelope` is the API's own; `foreign` is somebody else's answer, and a 404 in it does not mean "gone". */
  readonly form: ErrorForm;
  /** The API's own word for the problem, such as `Auth_Config_NotFound`; undefined if it gave none. */
  readonly slug: string | undefined;
  /** The API's id of the request, for its support; undefined if the answer names none. */
  readonly requestId: string | undefined;
  /** False if nothing was done, as far as the answers to all tries can say. */
  mayHaveArrived: boolean;

  constructor(attempt: string, refusal: Refusal) {
    super(printable(sentence(attempt, refusal)));
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
  /** `TransportError`: tells this error from the others, also across copies of the package. */
  override readonly name = "TransportError";
  /** False if the request surely never arrived, in any of its tries. */
  mayHaveArrived: boolean;

  constructor(
    attempt: string,
    problem: string,
    facts: { mayHaveArrived: boolean; requestId?: string; cause?: unknown },
  ) {
    const { mayHaveArrived, requestId, cause } = facts;
    super(printable(`Could not ${attempt}: ${problem}.${requestId ? ` Request id ${requestId}.` : ""}`), { cause });
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** The API has answered, but not as it documents: what was asked is named, and the part of the answer. To ask again would not help. */
export class UnreadableAnswerError extends Error {
  /** `UnreadableAnswerError`: tells this error from the others, also across copies of the package. */
  override readonly name = "UnreadableAnswerError";
  /** True: whatever was asked for has been done. */
  mayHaveArrived = true;

  /** `part` is a path and what was expected there, never a value. */
  constructor(
    attempt: string,
    part: string,
    { requestId, cause }: { requestId?: string | undefined; cause?: unknown } = {},
  ) {
    const id = requestId ? ` Request id ${requestId}.` : "";
    super(
      printable(`Could not ${attempt}: the API has answered, but this part of the answer can't be read: ${part}.${id}`),
      { cause },
    );
  }
}

/** Did the request end in a way that leaves open whether it was done? */
export const mayHaveArrived = (error: unknown): boolean =>
  (error instanceof ApiError || error instanceof TransportError || error instanceof UnreadableAnswerError) &&
  error.mayHaveArrived;

/** A "not found" of the API's own, in one of the forms that it has for that: a proxy's proves nothing. */
export const isNotFound = (error: unknown, forms: readonly ErrorForm[] = ["envelope"]): boolean =>
  error instanceof ApiError && error.status === 404 && forms.includes(error.form);

function sentence(attempt: string, { status, form, body, requestId, retryAfterMs }: Refusal): string {
  const fieldMessages = body?.errors?.length ? ` (${body.errors.join("; ")})` : "";
  const message = body ? `, "${body.message.replace(/\.$/, "")}"${fieldMessages}` : "";
  const came =
    form === "foreign"
      ? `something answered ${status}, but not in the API's own form: is there a proxy in between, or is the address wrong?`
      : form === "empty"
        ? `the API answered ${status} with an empty object, which is not its form of a refusal.`
        : `the API answered ${status}${message}.`;
  const advice = body?.suggested_fix ? ` ${body.suggested_fix}` : adviceFor(status, retryAfterMs);
  const id = body?.request_id ?? requestId;
  return `Could not ${attempt}: ${came}${advice}${id ? ` Request id ${id}.` : ""}`;
}

function adviceFor(status: number, retryAfterMs: number | undefined): string {
  if (status === 401) return " Check the API key.";
  if (status === 403) return " The key lacks a permission: it needs to read and write auth configs.";
  if (status === 429) return ` The organization's rate limit is used up: try again in ${durationText(retryAfterMs)}.`;
  if (status >= 500 && status !== 501) return " This is a fault of the API: try again later.";
  return "";
}

/** Rounded up; the API's windows are minutes by its documents, so that is what counts without an order. */
function durationText(ms = 60_000): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes <= 1) return "a minute";
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
