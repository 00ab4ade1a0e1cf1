import { ApiError, UnreadableAnswerError } from "./errors";

/** Statuses of an answer that another try, or another key, may change. */
const PASSING = new Set([401, 408, 429]);

/**
 * Has the API said something of its own that it would say again: no, or what can't be read? Then the question has failed, and
 * nothing is proved of the API or of other questions.
 */
export function isAnswer(error: unknown): error is ApiError | UnreadableAnswerError {
  if (error instanceof UnreadableAnswerError) return true;
  if (!(error instanceof ApiError) || error.form === "foreign") return false;
  return error.status === 501 || (error.status < 500 && !PASSING.has(error.status));
}
