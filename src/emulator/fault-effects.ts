/** The effect of each fault on one request. */
import type { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { ApiError, envelope } from "./errors";
import type { Fault, FaultKind } from "./faults";

export interface Exchange {
  fault: Fault;
  /** Lets the API process the request; a stale one does not see the auth config that was made last. */
  perform: (how?: { isStale: boolean }) => Promise<Response>;
  outgoing: ServerResponse;
  pause: (ms: number) => Promise<void>;
  /** Work that goes on after the answer. */
  later: (work: Promise<unknown>) => void;
}

type Effect = (exchange: Exchange) => Response | Promise<Response>;

const EFFECTS: Record<FaultKind, Effect> = {
  "reset-before": ({ outgoing }) => reset(outgoing),
  "reset-after": async ({ outgoing, perform }) => {
    await perform();
    return reset(outgoing);
  },
  "timeout-before": () => RESPONSE_ALREADY_SENT,
  "timeout-after": async ({ perform }) => {
    await perform();
    return RESPONSE_ALREADY_SENT;
  },
  truncate: async ({ outgoing, perform }) => sendHalf(outgoing, await perform()),
  garbage: async ({ fault, perform }) => garbage(fault, (await perform()).status),
  "garbage-before": ({ fault }) => garbage(fault, fault.status ?? 200),
  status: ({ fault }) => refusal(fault),
  "status-after": async ({ fault, perform }) => {
    await perform();
    return refusal(fault);
  },
  html: ({ fault }) => page(fault),
  "html-after": async ({ fault, perform }) => {
    await perform();
    return page(fault);
  },
  "late-commit": ({ fault, later, pause, perform }) => {
    later(pause(fault.delayMs ?? 0).then(() => perform()));
    return fault.status === undefined ? RESPONSE_ALREADY_SENT : refusal(fault);
  },
  slow: async ({ fault, pause, perform }) => {
    const response = await perform();
    await pause(fault.delayMs ?? 0);
    return response;
  },
  "empty-404": () => json(404, {}),
  stale: ({ perform }) => perform({ isStale: true }),
};

export const faultKinds = Object.keys(EFFECTS) as FaultKind[];

/** Those that leave a request without an answer, and so its record without a status. "late-commit" does if it has none. */
export const unansweredKinds: ReadonlySet<FaultKind> = new Set<FaultKind>([
  ...(["reset-before", "reset-after", "timeout-before", "timeout-after"] as const),
  "late-commit",
]);

export const answerWithFault = (exchange: Exchange): Response | Promise<Response> =>
  EFFECTS[exchange.fault.kind](exchange);

function reset(outgoing: ServerResponse): Response {
  outgoing.socket?.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

async function sendHalf(outgoing: ServerResponse, response: Response): Promise<Response> {
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    "content-length": body.length,
  });
  outgoing.write(body.subarray(0, body.length / 2), () => outgoing.socket?.destroy());
  return RESPONSE_ALREADY_SENT;
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

const garbage = ({ body }: Fault, status: number): Response =>
  new Response(typeof body === "string" ? body : '{"items": [', {
    status,
    headers: { "content-type": "application/json" },
  });

const page = ({ body, status = 502 }: Fault): Response =>
  new Response(typeof body === "string" ? body : `<html><body><h1>${status} from a proxy</h1></body></html>\n`, {
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
  });

/** Slugs and codes that are on record for a status; any other gets an invented pair. */
const KNOWN_REFUSALS: Record<number, { slug: string; code: number } | undefined> = {
  401: { slug: "APIKey_InvalidAPIKey", code: 90401 },
  403: { slug: "APIKey_InsufficientPermissions", code: 90403 },
  404: { slug: "Auth_Config_NotFound", code: 607 },
};

// Assumption 28: a 429 comes as a fault alone; its body is flat, and it says when to come back.
function refusal({ body, retryAfter, status = 500 }: Fault): Response {
  const wait = retryAfter === undefined && status === 429 ? 1 : retryAfter;
  const headers = wait === undefined || wait === null ? {} : { "retry-after": String(wait) };
  if (body !== undefined) return json(status, body, headers);
  if (status === 429) {
    return json(status, { message: "Rate limit exceeded. Limit: 2000 requests per 1 minutes" }, headers);
  }
  const { slug, code } = KNOWN_REFUSALS[status] ?? { slug: "Injected_Fault", code: 90000 + status };
  return json(status, envelope(new ApiError({ status, slug, code, message: `Injected fault ${status}` })), headers);
}
