/** One request on its way in and out: recorded, met by the fault that waits for it, processed, answered. */
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { visitLink } from "./connected-accounts";
import { answerControl, isControl } from "./control";
import { answerWithFault } from "./fault-effects";
import { checkKey } from "./keys";
import type { RecordedRequest } from "./recording";
import { interesting, parseText, readQuery } from "./recording";
import type { Running } from "./running";

export const answer = async (running: Running, request: Request, { outgoing }: HttpBindings): Promise<Response> => {
  const body = parseText(await request.text());
  const { pathname, searchParams } = new URL(request.url);
  // A page for people, not a call of the API: neither recorded nor met by faults.
  if (pathname.startsWith("/link/")) return visitLink(running.emulation, pathname.slice("/link/".length));
  const key = checkKey(request.headers, running.emulation.projects);
  if (isControl(pathname)) return answerControl(running, { method: request.method, path: pathname, body, key });

  const at = running.emulation.clock();
  const fault = running.faults.take(request.method, pathname);
  const record: RecordedRequest = {
    method: request.method,
    path: pathname,
    query: readQuery(searchParams),
    body,
    status: null,
    unknownKeys: [],
    headers: interesting(request.headers),
    key: key.verdict,
    at: at.toISOString(),
    fault: fault?.kind ?? null,
  };
  running.requests.push(record);
  running.rate.count(at);

  const process = (isStale: boolean) => async (): Promise<Response> => {
    const noteUnknown = (keys: string[]) => record.unknownKeys.push(...keys);
    return withHeaders(
      await running.router.fetch(request, { key, query: record.query, body, noteUnknown, isStale }),
      running,
    );
  };
  if (running.latencyMs > 0) await running.pause(running.latencyMs);
  const response = fault
    ? await answerWithFault({ ...running, fault, outgoing, perform: process(false), performStale: process(true) })
    : await process(false)();
  record.status = response === RESPONSE_ALREADY_SENT ? sentStatus(outgoing) : response.status;
  return response;
};

const sentStatus = ({ headersSent, statusCode }: HttpBindings["outgoing"]): number | null =>
  headersSent ? statusCode : null;

const withHeaders = (response: Response, { emulation, rate }: Running): Response => {
  response.headers.set("date", emulation.clock().toUTCString());
  if (response.ok) for (const [name, value] of Object.entries(rate.headers())) response.headers.set(name, value);
  return response;
};
