/** Which operation answers which request. What is not in this table is not emulated. */
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
import { ApiError, envelope, goneVersion, notEmulated } from "./errors";
import type { KeyCheck } from "./keys";
import { listSessionToolkits } from "./session-toolkits";
import { createSession, createSessionLink, deleteSession, getSession, updateSession } from "./sessions";
import { getToolkit, listCategories, listToolkits, requireScopes } from "./toolkits";

export const operations: [method: string, path: string, operation: Operation][] = [
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
  ["POST", "/connected_accounts/link", createLink],
  ["POST", "/connected_accounts", createConnectedAccount],
  ["GET", "/connected_accounts", listConnectedAccounts],
  ["GET", "/connected_accounts/:id", getConnectedAccount],
  ["PATCH", "/connected_accounts/:id/status", setConnectedAccountStatus],
  ["DELETE", "/connected_accounts/:id", deleteConnectedAccount],
  ["GET", "/toolkits", listToolkits],
  ["GET", "/toolkits/categories", listCategories],
  ["GET", "/toolkits/:slug", getToolkit],
  ["POST", "/tools/scopes/required", requireScopes],
];

/** What comes with a request beside its address. */
export interface Arrival extends Pick<Call, "query" | "body" | "noteUnknown" | "isStale"> {
  key: KeyCheck;
}

interface Env {
  Bindings: Arrival;
}

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
    const { status, body } = operation({ emulation, project: key.project, params, ...arrival });
    return Response.json(body, { status });
  } catch (error) {
    if (error instanceof ApiError) return refuse(error);
    throw error;
  }
}

const refuse = (error: ApiError): Response =>
  Response.json(error.body === undefined ? envelope(error) : error.body, { status: error.status });
