/** Which operation answers which request, and in whose project. What is not in this table is not emulated. */
import { Hono } from "hono";
import { createAuthConfig } from "./auth-config-create";
import {
  deleteAuthConfig,
  getAuthConfig,
  listAuthConfigs,
  setAuthConfigStatus,
  updateAuthConfig,
} from "./auth-configs";
import type { Call, Emulation, Operation } from "./call";
import {
  createConnectedAccount,
  createLink,
  deleteConnectedAccount,
  getConnectedAccount,
  listConnectedAccounts,
  setConnectedAccountStatus,
} from "./connected-accounts";
import { ApiError, envelope, goneVersion, notEmulated, unauthorized } from "./errors";
import { getSessionConfig, listSessionConfigs } from "./session-configs";
import { listSessionToolkits } from "./session-toolkits";
import { createSession, createSessionLink, deleteSession, getSession, updateSession } from "./sessions";
import type { Project } from "./store";
import { getToolkit, listCategories, listToolkits } from "./toolkits";
import { listTools, recommendScopes, requireScopes } from "./tools";

/** Method, path and operation. */
export const operations: [string, string, Operation][] = [
  ["POST", "/auth_configs", createAuthConfig],
  ["GET", "/auth_configs", listAuthConfigs],
  ["GET", "/auth_configs/:id", getAuthConfig],
  ["PATCH", "/auth_configs/:id", updateAuthConfig],
  ["PATCH", "/auth_configs/:id/:status", setAuthConfigStatus],
  ["DELETE", "/auth_configs/:id", deleteAuthConfig],
  ["POST", "/tool_router/session", createSession],
  ["GET", "/tool_router/session/:id", getSession],
  ["PATCH", "/tool_router/session/:id", updateSession],
  ["DELETE", "/tool_router/session/:id", deleteSession],
  ["POST", "/tool_router/session/:id/link", createSessionLink],
  ["GET", "/tool_router/session/:id/toolkits", listSessionToolkits],
  ["GET", "/session_configs", listSessionConfigs],
  ["GET", "/session_configs/:id", getSessionConfig],
  ["POST", "/connected_accounts/link", createLink],
  ["POST", "/connected_accounts", createConnectedAccount],
  ["GET", "/connected_accounts", listConnectedAccounts],
  ["GET", "/connected_accounts/:id", getConnectedAccount],
  ["PATCH", "/connected_accounts/:id/status", setConnectedAccountStatus],
  ["DELETE", "/connected_accounts/:id", deleteConnectedAccount],
  ["GET", "/toolkits", listToolkits],
  ["GET", "/toolkits/categories", listCategories],
  ["GET", "/toolkits/:slug", getToolkit],
  ["POST", "/toolkits/:slug/scopes/recommended", recommendScopes],
  ["GET", "/tools", listTools],
  ["POST", "/tools/scopes/required", requireScopes],
];

/** Everything that comes with a request beside its address. */
export interface Arrival extends Pick<Call, "query" | "body" | "noteUnknown" | "isStale"> {
  key: KeyCheck;
}

/** @internal */
interface Env {
  Bindings: Arrival;
}

/** @internal */
export function createRouter(emulation: Emulation): Hono<Env> {
  const router = new Hono<Env>();
  for (const version of ["/api/v3", "/api/v3.1"]) {
    for (const [method, path, operation] of operations) {
      router.on(method, `${version}${path}`, ({ env, req }) => run(operation, emulation, env, req.param()));
    }
  }
  router.all("/api/:version{v[12]}/*", ({ req }) => refuse(goneVersion(req.path)));
  router.notFound(({ req }) => refuse(notEmulated(req.method, req.path)));
  // Never taken for a fault of the API: whoever sees this has found one of the emulator's own.
  router.onError(({ stack, message }) =>
    refuse(new ApiError({ status: 500, code: 90500, slug: "Emulator_Defect", message: stack ?? message })),
  );
  return router;
}

function run(
  operation: Operation,
  emulation: Emulation,
  { key, ...arrival }: Arrival,
  params: Record<string, string>,
): Response {
  try {
    if (!key.project) throw key.refusal;
    const { status, body, headers = {} } = operation({ emulation, project: key.project, params, ...arrival });
    return Response.json(body, { status, headers });
  } catch (error) {
    if (error instanceof ApiError) return refuse(error);
    throw error;
  }
}

export const refuse = (error: ApiError): Response =>
  Response.json(error.body === undefined ? envelope(error) : error.body, { status: error.status });

const CREDENTIAL_HEADERS: Record<string, string> = {
  "x-api-key": "project key",
  "x-user-api-key": "user key",
  "x-org-api-key": "organization key",
};

/** The verdict on a request's API key. */
export type KeyVerdict = "ok" | "wrong" | "missing" | "several";

export interface KeyCheck {
  verdict: KeyVerdict;
  project?: Project;
  refusal?: ApiError;
}

/** Which project a request belongs to, by its one credential header. */
export function checkKey(headers: Headers, projects: Map<string, Project>): KeyCheck {
  const given = Object.keys(CREDENTIAL_HEADERS).filter((name) => headers.get(name)?.trim());
  const [name] = given;
  if (name === undefined) {
    return { verdict: "missing", refusal: unauthorized("HTTP_Unauthorized", "No API key was provided") };
  }
  if (given.length > 1) {
    const modes = given.map((header) => `${header} (${CREDENTIAL_HEADERS[header]})`).join(", ");
    const message = `Provide exactly one credential header, but got: ${modes}`;
    return { verdict: "several", refusal: unauthorized("HTTP_Unauthorized", message) };
  }
  // An organization key reaches none of the operations that are emulated.
  const project = name === "x-org-api-key" ? undefined : projects.get(headers.get(name)?.trim() ?? "");
  return project
    ? { verdict: "ok", project }
    : { verdict: "wrong", refusal: unauthorized("APIKey_InvalidAPIKey", "Invalid API key") };
}
