/**
 * The way between the client and the emulator without sockets, in place of `src/client/exchange` and `src/emulator/server`:
 * a request takes a tenth of the time.
 */
import type { Answer, Exchange, Outgoing } from "../../src/client/exchange";
import type { Listening } from "../../src/emulator/server";

type Answering = (request: Request, bindings: never) => Promise<Response>;

const doors = new Map<string, Answering>();

export async function listen(_port: number, answer: Answering): Promise<Listening> {
  const origin = `http://127.0.0.1:${40_000 + doors.size}`;
  doors.set(origin, answer);
  return { origin, close: async () => void doors.delete(origin) };
}

export function createExchange(baseUrl: string, apiKey: string): Exchange {
  return { send: (outgoing) => send(outgoing, baseUrl, apiKey), close: async () => {} };
}

async function send({ method, path, query = {}, body }: Outgoing, baseUrl: string, apiKey: string): Promise<Answer> {
  const door = doors.get(baseUrl);
  if (!door) throw new Error(`nobody listens at ${baseUrl}`);
  const url = new URL(`${baseUrl}/api/v3.1${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, `${value}`);
  const request = new Request(url, {
    method,
    headers: { "x-api-key": apiKey, ...(body && { "content-type": "application/json" }) },
    body: body ? JSON.stringify(body) : null,
  });
  const response = await door(request, {} as never);
  return {
    status: response.status,
    text: await response.text(),
    requestId: response.headers.get("x-request-id") ?? undefined,
    date: Date.parse(response.headers.get("date") ?? ""),
    retryAfter: undefined,
    budget: undefined,
  };
}
