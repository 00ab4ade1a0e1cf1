/**
 * How the emulated API says no: `{ error: { message, code, slug, status, request_id, suggested_fix } }`.
 *
 * Assumption 24: statuses, slugs and the codes 303, 306, 600, 607 and 43xx are on record. Codes above 90000 are invented.
 */
import { randomUUID } from "node:crypto";

export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly slug: string;
  /** Field messages of a failed validation. */
  readonly errors: string[] | undefined;
  readonly fix: string;
  /** Instead of the envelope, if the API is known, or chosen, to answer something else. */
  readonly body: unknown;

  constructor(facts: {
    status: number;
    code: number;
    slug: string;
    message: string;
    errors?: string[];
    fix?: string;
    body?: unknown;
  }) {
    super(facts.message);
    this.name = "ApiError";
    this.status = facts.status;
    this.code = facts.code;
    this.slug = facts.slug;
    this.errors = facts.errors;
    this.fix = facts.fix ?? "";
    this.body = facts.body;
  }
}

export const envelope = ({ status, code, slug, message, errors, fix }: ApiError): unknown => ({
  error: { message, code, slug, status, request_id: randomUUID(), suggested_fix: fix, ...(errors && { errors }) },
});

/** A refusal whose slug and code are on no record. */
export const badRequest = (message: string, errors?: string[]): ApiError =>
  new ApiError({ status: 400, code: 90400, slug: "Request_ValidationError", message, ...(errors && { errors }) });

export const authConfigNotFound = (id: string, status: 400 | 404 = 404): ApiError =>
  new ApiError({ status, code: 607, slug: "Auth_Config_NotFound", message: `Auth config not found: ${id}` });

export const noAuthToolkit = (name: string): ApiError =>
  new ApiError({
    status: 400,
    code: 303,
    slug: "Auth_Config_NoAuthApp",
    message: `${name} does not need authentication. Its tools can be used without connecting an account.`,
  });

export const noManagedApp = (slug: string): ApiError =>
  new ApiError({
    status: 400,
    code: 306,
    slug: "Auth_Config_DefaultAuthConfigNotFound",
    message: `Default auth config not found for toolkit "${slug}"`,
  });

export const missingField = (displayName: string, scheme: string, slug: string): ApiError =>
  badRequest(`Missing required field "${displayName}" for auth scheme "${scheme}" in toolkit "${slug}"`);

export const toolkitNotFound = (slug: string): ApiError =>
  new ApiError({ status: 404, code: 90404, slug: "Toolkit_NotFound", message: `Toolkit ${slug} not found` });

export const unauthorized = (slug: "HTTP_Unauthorized" | "APIKey_InvalidAPIKey", message: string): ApiError =>
  new ApiError({ status: 401, code: 90401, slug, message });

export const connectedAccountNotFound = (id: string): ApiError =>
  new ApiError({
    status: 404,
    code: 90405,
    slug: "ConnectedAccount_ResourceNotFound",
    message: `Connected account not found: ${id}`,
  });

export const badConnectedAccount = (message: string): ApiError =>
  new ApiError({ status: 400, code: 600, slug: "ConnectedAccount_BadRequest", message });

/** Refusals of the tool router, by slug. The codes of the two "Invalid…Ids" are invented. */
const TOOL_ROUTER_CODES = {
  BadRequest: 4300,
  NoManagedAuth: 4308,
  ToolkitsIsNoAuth: 4326,
  InvalidAuthConfigIds: 94309,
  InvalidConnectedAccountIds: 94310,
};

export const toolRouterError = (kind: keyof typeof TOOL_ROUTER_CODES, message: string, errors?: string[]): ApiError =>
  new ApiError({
    status: 400,
    code: TOOL_ROUTER_CODES[kind],
    slug: `ToolRouterV2_${kind}`,
    message,
    ...(errors && { errors }),
  });

export const configVersionConflict = (expected: number, actual: number): ApiError =>
  new ApiError({
    status: 409,
    code: 90409,
    slug: "ToolRouterV2_Conflict",
    message: `expected_config_version is ${expected}, but the session is at ${actual}`,
  });

export const sessionNotFound = (id: string): ApiError =>
  new ApiError({ status: 404, code: 94304, slug: "ToolRouterV2_NotFound", message: `Session not found: ${id}` });

export const goneVersion = (path: string): ApiError =>
  new ApiError({
    status: 410,
    code: 90410,
    slug: "HTTP_Gone",
    message: `${path} belongs to an API version that has been retired. Use /api/v3.1.`,
  });

/** Not the API's voice: what the emulator lacks must never look like an answer of the API. */
export const notEmulated = (method: string, path: string): ApiError =>
  new ApiError({
    status: 501,
    code: 90501,
    slug: "Emulator_NotEmulated",
    message: `Not emulated: ${method} ${path}. The real API may well answer this; pulumi-composio/emulator does not.`,
  });

/** An error of the emulator's own, and not of the API. */
export const foreignHost = (): ApiError =>
  new ApiError({
    status: 403,
    code: 90_403,
    slug: "Emulator_ForeignHost",
    message: "The emulator answers on this machine alone: call it by 127.0.0.1, [::1] or localhost.",
  });

export const tooLarge = (bytes: number): ApiError =>
  new ApiError({
    status: 413,
    code: 90_413,
    slug: "Emulator_BodyTooLarge",
    message: `The emulator takes bodies of up to ${bytes} bytes.`,
  });
