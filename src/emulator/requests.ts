/** One request on its way in and out: recorded, met by the fault that waits for it, processed, answered. */
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { visitLink } from "./connected-accounts";
import { answerControl, isControl } from "./control";
import { foreignHost, tooLarge } from "./errors";
import { answerWithFault } from "./fault-effects";
import { checkKey, refuse } from "./operations";
import type { RecordedRequest, Running } from "./running";

const HEADERS_OF_INTEREST = ["accept", "content-type", "user-agent", "x-request-id", "x-org-id", "x-project-id"];

const MOST_BYTES = 10 * 1024 * 1024;
const LOOPBACK = /^(127(\.\d+){3}|\[::1\]|([\w-]+\.)*localhost)(:\d+)?$/i;

export async function answer(running: Running, request: Request, { outgoing }: HttpBindings): Promise<Response> {
  const { emulation } = running;
  const { method } = request;
  const { host, pathname: path } = new URL(request.url);
  // Whoever comes under another name is a page of some site, whose name was bent to this machine.
  if (!LOOPBACK.test(request.headers.get("host") ?? host)) return refuse(foreignHost());
  const text = await readText(request);
  if (text === undefined) return refuse(tooLarge(MOST_BYTES));
  const body = parseText(text);
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
    const hasRate = response.ok && emulation.answers.rateHeaders === "sent";
    return hasRate ? withHeaders(response, running.rate.headers()) : response;
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

/** Undefined if it is longer than any body of the API. */
async function readText(request: Request): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
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
