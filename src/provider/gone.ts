import type { ErrorForm } from "../api/error";
import { ApiError } from "../client/errors";

/**
 * Does the error say that the auth config no longer exists? Only in the API's own form: a proxy's 404 proves nothing.
 * An empty object is a form too, but of a delete alone.
 */
export const isGone = (error: unknown, forms: readonly ErrorForm[] = ["envelope"]): boolean =>
  error instanceof ApiError && error.status === 404 && forms.includes(error.form);
