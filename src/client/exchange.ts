/** One try of one request over HTTP, and what came of it: the only door to undici. */
import type { Dispatcher } from "undici";
import { Agent, request } from "undici";
import type { Budget } from "./gate";
import type { Failure } from "./retry";

const API_PATH = "/api/v3.1";

/** A page of 50 auth configs is some 100 KB; more than this is not our API. */
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
}

export interface Exchange {
  send(outgoing: Outgoing, timeoutMs: number): Promise<Answer>;
  close(): Promise<void>;
}

export function createExchange(baseUrl: string, apiKey: string, connectTimeoutMs: number): Exchange {
  const agent = new Agent({ connect: { timeout: connectTimeoutMs } });
  return {
    send: (outgoing, timeoutMs) => send(outgoing, { baseUrl, apiKey, agent, timeoutMs }),
    close: () => agent.close(),
  };
}

interface Way {
  baseUrl: string;
  apiKey: string;
  agent: Agent;
  timeoutMs: number;
}

/** undici's own time limits start anew with every byte; this one holds for the whole exchange, and for no longer. */
async function send(outgoing: Outgoing, way: Way): Promise<Answer> {
  const overdue = new AbortController();
  const timer = setTimeout(() => overdue.abort(new DOMException("it took too long", "TimeoutError")), way.timeoutMs);
  try {
    return await exchange(outgoing, way, overdue.signal);
  } finally {
    clearTimeout(timer);
  }
}

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

class AnswerTooLarge extends Error {}

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

const NEVER_ARRIVED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** What an exchange that threw means for sending it again. */
export function failureOf(error: Error): Failure {
  if (error instanceof AnswerTooLarge) return { kind: "hopeless" };
  const code = codeOf(error);
  if (NEVER_ARRIVED.has(code)) return { kind: "not-sent" };
  return /CERT|TLS|SSL|SELF_SIGNED/.test(code) ? { kind: "hopeless" } : { kind: "lost" };
}

/** What came back instead of an answer, in words. */
export function problemOf(error: Error, host: string, timeoutMs: number): string {
  if (error.name === "TimeoutError") return `${host} did not answer within ${timeoutMs / 1000} s`;
  const code = codeOf(error);
  if (code === "UND_ERR_CONNECT_TIMEOUT") return `no connection to ${host} in time`;
  return `no answer from ${host} (${code || error.message})`;
}

const codeOf = (error: Error): string => ("code" in error ? String(error.code) : "");
