/** One request over HTTP: the only door to undici. Knows the address and the key, and nothing of auth configs. */
import type { Dispatcher } from "undici";
import { Agent, request } from "undici";
import type { ApiErrorBody } from "../api/error";
import { readError } from "../api/error";
import { ApiError, TransportError } from "./errors";
import type { Redactor } from "./redaction";

const API_PATH = "/api/v3.1";

/** Answers are small (a page of 50 configs is some 100 KB); more than this is not our API. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface TransportOptions {
  /** Already checked: see `checkAddress`. */
  baseUrl: string;
  apiKey: string;
  timeoutMs: number;
  redactor: Redactor;
}

export interface ApiRequest<Answer> {
  /** What we try, on which thing, as it goes into "Could not …". */
  attempt: string;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: object;
  parse: (json: unknown) => Answer;
}

export interface Transport {
  send<Answer>(request: ApiRequest<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

export function createTransport(options: TransportOptions): Transport {
  const { timeoutMs } = options;
  const agent = new Agent({ connect: { timeout: timeoutMs }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  options.redactor.remember(options.apiKey);
  return {
    send: (apiRequest) => send(apiRequest, agent, options),
    close: () => agent.close(),
  };
}

async function send<Answer>(apiRequest: ApiRequest<Answer>, agent: Agent, options: TransportOptions): Promise<Answer> {
  const { attempt } = apiRequest;
  const answer = await exchange(apiRequest, agent, options).catch((cause: Error) => {
    throw new TransportError(attempt, options.redactor.redact(problemOf(cause, options)), undefined, cause);
  });
  const requestId = header(answer.headers, "x-request-id");
  if (answer.status >= 300) throw refusal(attempt, answer, requestId, options.redactor);
  try {
    // A delete may be answered with nothing at all.
    return apiRequest.parse(answer.text === "" ? {} : JSON.parse(answer.text));
  } catch (cause) {
    throw new TransportError(attempt, "the answer is not what the API documents", requestId, cause);
  }
}

interface Answer {
  status: number;
  headers: Dispatcher.ResponseData["headers"];
  text: string;
}

/** Redirects are not followed: the key would go with them. */
async function exchange(apiRequest: ApiRequest<unknown>, agent: Agent, options: TransportOptions): Promise<Answer> {
  const { method, path, query = {}, body } = apiRequest;
  const url = new URL(options.baseUrl + API_PATH + path);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, `${value}`);
  const response = await request(url, {
    dispatcher: agent,
    method,
    headers: {
      "x-api-key": options.apiKey,
      accept: "application/json",
      ...(body && { "content-type": "application/json" }),
    },
    body: body ? JSON.stringify(body) : null,
    // The time limits of the agent start anew with every byte; this one holds for the whole exchange.
    signal: AbortSignal.timeout(options.timeoutMs),
  });
  return { status: response.statusCode, headers: response.headers, text: await readText(response.body) };
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error(`the answer is larger than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function refusal(attempt: string, answer: Answer, requestId: string | undefined, redactor: Redactor): ApiError {
  const { form, body } = readError(parseJson(answer.text));
  return new ApiError(attempt, { status: answer.status, form, body: body && redacted(body, redactor), requestId });
}

function redacted(body: ApiErrorBody, redactor: Redactor): ApiErrorBody {
  return {
    ...body,
    message: redactor.redact(body.message),
    suggested_fix: body.suggested_fix && redactor.redact(body.suggested_fix),
    errors: body.errors?.map((line) => redactor.redact(line)),
  };
}

function problemOf(cause: Error, options: TransportOptions): string {
  const host = new URL(options.baseUrl).host;
  if (cause.name === "TimeoutError" || /TIMEOUT/.test(codeOf(cause))) {
    return `${host} did not answer within ${options.timeoutMs / 1000} s`;
  }
  return `no answer from ${host} (${codeOf(cause) || cause.message})`;
}

const codeOf = (cause: Error): string => ("code" in cause ? String(cause.code) : "");

const header = (headers: Answer["headers"], name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
