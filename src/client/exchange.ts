/** One try of one request over HTTP, and what came of it: the only door to undici. */
import type { Dispatcher } from "undici";
import { Agent, EnvHttpProxyAgent, request } from "undici";
import type { Budget } from "./gate";
import { AnswerTooLarge, NoAnswer } from "./no-answer";
import type { HttpProxy } from "./proxy";

const API_PATH = "/api/v3.1";

/** A page of 200 auth configs is some 400 KB; more than this is not our API. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface Outgoing {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: object;
}

export interface Answer {
  status: number;
  text: string;
  requestId: string | undefined;
  /** The server's clock, in milliseconds since 1970. */
  date: number | undefined;
  retryAfter: string | undefined;
  budget: Budget | undefined;
  /** `Composio-Deprecated-Toolkits`. */
  deprecatedToolkits: string | undefined;
}

export interface Exchange {
  send(outgoing: Outgoing, timeoutMs: number): Promise<Answer>;
  close(): Promise<void>;
}

export interface ExchangeOptions {
  /** Already checked: see `checkAddress`. */
  baseUrl: string;
  apiKey: string;
  connectTimeoutMs: number;
  proxy: HttpProxy | undefined;
}

export function createExchange({ baseUrl, apiKey, connectTimeoutMs, proxy }: ExchangeOptions): Exchange {
  const connect = { timeout: connectTimeoutMs };
  const agent: Dispatcher = proxy
    ? new EnvHttpProxyAgent({ connect, httpProxy: proxy.address, httpsProxy: proxy.address, noProxy: proxy.noProxy })
    : new Agent({ connect });
  return {
    send: (outgoing, timeoutMs) => send(outgoing, { baseUrl, apiKey, agent, timeoutMs }),
    // bun has an agent of its own in place of undici's, and that one can't be closed.
    close: async () => (agent as Partial<Dispatcher>).close?.(),
  };
}

interface Way {
  baseUrl: string;
  apiKey: string;
  agent: Dispatcher;
  timeoutMs: number;
}

/** undici's own time limits start anew with every byte; this one holds for the whole exchange, and for no longer. */
async function send(outgoing: Outgoing, way: Way): Promise<Answer> {
  const overdue = new AbortController();
  const timer = setTimeout(() => overdue.abort(new DOMException("it took too long", "TimeoutError")), way.timeoutMs);
  let wasSent = false;
  const dispatcher = telling(way.agent, () => {
    wasSent = true;
  });
  try {
    return await exchange(outgoing, { ...way, agent: dispatcher }, overdue.signal);
  } catch (cause) {
    throw new NoAnswer(cause as Error, wasSent);
  } finally {
    clearTimeout(timer);
  }
}

/** The dispatcher, which tells when a request begins to be written to a connection that stands. */
function telling(agent: Dispatcher, onStart: () => void): Dispatcher {
  // bun's own agent can't be composed: nothing is known there, so everything counts as sent.
  if (!("compose" in agent)) {
    onStart();
    return agent;
  }
  return agent.compose((dispatch) => (options, handler) => {
    const { onRequestStart, ...others } = bound(handler);
    return dispatch(options, {
      ...others,
      onRequestStart: (...start) => {
        onStart();
        onRequestStart?.(...start);
      },
    });
  });
}

/** The methods that undici calls, without the object that they belong to. */
const bound = (handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler => ({
  onRequestStart: (...args) => handler.onRequestStart?.(...args),
  onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
  onResponseStart: (...args) => handler.onResponseStart?.(...args),
  onResponseData: (...args) => handler.onResponseData?.(...args),
  onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
  onResponseError: (...args) => handler.onResponseError?.(...args),
});

/** Redirects are not followed: the key would go with them. */
async function exchange({ method, path, query = {}, body }: Outgoing, way: Way, signal: AbortSignal): Promise<Answer> {
  const url = new URL(way.baseUrl + API_PATH + path);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, `${value}`);
  const {
    statusCode,
    headers,
    body: stream,
  } = await request(url, {
    dispatcher: way.agent,
    method,
    headers: {
      "x-api-key": way.apiKey,
      accept: "application/json",
      ...(body && { "content-type": "application/json" }),
    },
    body: body ? JSON.stringify(body) : null,
    headersTimeout: 0,
    bodyTimeout: 0,
    signal,
  });
  const text = await readText(stream);
  const date = Date.parse(header(headers, "date") ?? "");
  return {
    status: statusCode,
    text,
    requestId: header(headers, "x-request-id"),
    date: Number.isNaN(date) ? undefined : date,
    retryAfter: header(headers, "retry-after"),
    budget: budgetIn(headers),
    deprecatedToolkits: header(headers, "composio-deprecated-toolkits"),
  };
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new AnswerTooLarge(`the answer is larger than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

type Headers = Dispatcher.ResponseData["headers"];

const header = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** `X-RateLimit-Window-Size` is written as `60s`; without it a window is a minute, as the API's documents have it. */
function budgetIn(headers: Headers): Budget | undefined {
  const read = (name: string, otherwise: string) => Number.parseFloat(header(headers, name) ?? otherwise);
  const [limit, remaining] = [read("x-ratelimit", ""), read("x-ratelimit-remaining", "")];
  const windowMs = read("x-ratelimit-window-size", "60s") * 1000;
  return [limit, remaining, windowMs].every(Number.isFinite) ? { limit, remaining, windowMs } : undefined;
}
