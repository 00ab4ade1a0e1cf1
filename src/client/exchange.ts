/** One try of one request over HTTP, and what came of it: the only door to undici. */
import type { Dispatcher } from "undici";
// By its file: under the name "undici", bun has a module of its own.
import { Agent, EnvHttpProxyAgent } from "undici/index.js";
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
  /** Rejects with a `NoAnswer`. */
  send(outgoing: Outgoing, timeoutMs: number): Promise<Answer>;
  /** Lets the tries that are under way end, and sends nothing more. */
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
  const underWay = new Set<Promise<Answer>>();
  let isClosed = false;
  return {
    send: (outgoing, timeoutMs) => {
      if (isClosed) return Promise.reject(new NoAnswer(new Error("the client is closed"), false));
      const sending = send(outgoing, { baseUrl, apiKey, agent, timeoutMs }).finally(() => underWay.delete(sending));
      underWay.add(sending);
      return sending;
    },
    close: async () => {
      isClosed = true;
      await Promise.allSettled(underWay);
      // A try that was given up may still have a connection on its way. The agent's own `close` would wait for it.
      await agent.destroy();
    },
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
  const arrival = new Arrival();
  const tooLong = () => arrival.giveUp(new DOMException("it took too long", "TimeoutError"));
  const timer = setTimeout(tooLong, way.timeoutMs);
  try {
    way.agent.dispatch(written(outgoing, way), arrival);
    return await arrival.answer;
  } catch (cause) {
    throw cause instanceof NoAnswer ? cause : new NoAnswer(cause as Error, false);
  } finally {
    clearTimeout(timer);
  }
}

/** Redirects are not followed: the key would go with them. */
function written({ method, path, query = {}, body }: Outgoing, { baseUrl, apiKey }: Way): Dispatcher.DispatchOptions {
  const url = new URL(baseUrl + API_PATH + path);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, `${value}`);
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: {
      "x-api-key": apiKey,
      accept: "application/json",
      ...(body && { "content-type": "application/json" }),
    },
    body: body ? JSON.stringify(body) : null,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
}

/** An answer as undici's agent brings it, part by part: undici's own `request` makes a stream of it first, which costs more. */
class Arrival implements Dispatcher.DispatchHandler {
  /** Rejects with a `NoAnswer`. */
  readonly answer: Promise<Answer>;
  #resolve!: (answer: Answer) => void;
  #reject!: (reason: NoAnswer) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #gaveUp: Error | undefined;
  #wasSent = false;
  #status = 0;
  #headers: Headers = {};
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor() {
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Nothing is sent any more, and nothing more is read. */
  giveUp(reason: Error): void {
    this.#gaveUp = reason;
    this.#reject(new NoAnswer(reason, this.#wasSent));
    this.#controller?.abort(reason);
  }

  /** The request is about to be written to a connection that stands. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#gaveUp) controller.abort(this.#gaveUp);
    else this.#wasSent = true;
  }

  /** The last call tells the answer's own status: those before it are of the 100s. */
  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    this.#chunks.push(chunk);
    if (this.#size <= MAX_ANSWER_BYTES) return;
    this.giveUp(new AnswerTooLarge(`the answer is larger than ${MAX_ANSWER_BYTES} bytes`));
  }

  onResponseEnd(): void {
    const headers = this.#headers;
    const date = Date.parse(header(headers, "date") ?? "");
    this.#resolve({
      status: this.#status,
      text: Buffer.concat(this.#chunks).toString("utf8"),
      requestId: header(headers, "x-request-id"),
      date: Number.isNaN(date) ? undefined : date,
      retryAfter: header(headers, "retry-after"),
      budget: budgetIn(headers),
      deprecatedToolkits: header(headers, "composio-deprecated-toolkits"),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(new NoAnswer(error, this.#wasSent));
  }
}

type Headers = Record<string, string | string[] | undefined>;

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
