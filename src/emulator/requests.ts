/** One request on its way in and out: recorded, met by the fault that waits for it, processed, answered. */
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { visitLink } from "./connected-accounts";
import { answerControl, isControl } from "./control";
import { answerWithFault } from "./fault-effects";
import { checkKey } from "./operations";
import type { RecordedRequest, Running } from "./running";

const HEADERS_OF_INTEREST = ["accept", "content-type", "user-agent", "x-request-id", "x-org-id", "x-project-id"];

export async function answer(running: Running, request: Request, { outgoing }: HttpBindings): Promise<Response> {
  const { emulation } = running;
  const body = parseText(await request.text());
  const { method } = request;
  const { pathname: path } = new URL(request.url);
  // A page for people, not a call of the API: neither recorded nor met by faults.
  if (path.startsWith("/link/")) return visitLink(emulation, path.slice("/link/".length));
  const key = checkKey(request.headers, emulation.projects);
  if (isControl(path)) return answerControl(running, { method, path, body, key });

  const at = emulation.clock();
  const fault = running.faults.take(method, path);
  const record = recordOf(request, { body, key: key.verdict, at: at.toISOString(), fault: fault?.kind ?? null });
  running.requests.push(record);
  running.rate.count(at);

  const perform = async ({ isStale = false } = {}): Promise<Response> => {
    const noteUnknown = (keys: string[]) => record.unknownKeys.push(...keys);
    const response = await running.router.fetch(request, { key, query: record.query, body, noteUnknown, isStale });
    return response.ok ? withHeaders(response, running.rate.headers()) : response;
  };
  if (running.latencyMs > 0) await running.pause(running.latencyMs);
  const response = fault ? await answerWithFault({ ...running, fault, outgoing, perform }) : await perform();
  if (response === RESPONSE_ALREADY_SENT) {
    record.status = outgoing.headersSent ? outgoing.statusCode : null;
    return response;
  }
  record.status = response.status;
  return withHeaders(response, { date: emulation.clock().toUTCString() });
}

function parseText(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Not answered yet, and with no key that nobody knows: those are filled in on the way. */
function recordOf(request: Request, facts: Pick<RecordedRequest, "body" | "key" | "at" | "fault">): RecordedRequest {
  const { pathname, searchParams } = new URL(request.url);
  const { method, headers } = request;
  return {
    ...{ method, path: pathname, query: Object.fromEntries(searchParams) },
    ...{ status: null, unknownKeys: [], headers: ofInterest(headers) },
    ...facts,
  };
}

const ofInterest = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => HEADERS_OF_INTEREST.includes(name)));

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
