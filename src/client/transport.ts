/** One request, as often as it takes and as is right: knows the address and the key, and nothing of auth configs. */
import type { DeprecatedToolkit } from "../api/deprecated-toolkits";
import { parseDeprecatedToolkits } from "../api/deprecated-toolkits";
import type { ApiErrorBody } from "../api/error";
import { readError } from "../api/error";
import { unreadablePart } from "../api/parser";
import type { Clock } from "./clock";
import { ApiError, TransportError, UnreadableAnswerError } from "./errors";
import type { Answer, Outgoing } from "./exchange";
import { createExchange } from "./exchange";
import type { Budget } from "./gate";
import { Gate } from "./gate";
import type { NoAnswer } from "./no-answer";
import { failureOf, problemOf } from "./no-answer";
import { oneLine } from "./printable";
import type { HttpProxy } from "./proxy";
import type { Redactor } from "./redaction";
import type { Failure } from "./retry";
import { GIVE_UP_AFTER_MS, repeatAfter, retryAfterMs } from "./retry";

export interface TransportOptions {
  /** Already checked: see `checkAddress`. */
  baseUrl: string;
  apiKey: string;
  proxy: HttpProxy | undefined;
  /** The time limit of one try. */
  timeoutMs: number;
  maxInFlight: number;
  reserve: number;
  clock: Clock;
  redactor: Redactor;
  /** Is told of each toolkit once. */
  onDeprecatedToolkit: (toolkit: DeprecatedToolkit) => void;
  /** A line for the user. */
  log: (line: string) => void;
  /** Throws if something that changes the API has waited, and must not be sent any more. */
  confirmWrite: () => Promise<void>;
  /** Aborted if nothing more is to be sent: then every wait ends, by a clock that knows of it. */
  stop?: AbortSignal | undefined;
}

export interface ApiRequest<Result> extends Outgoing {
  /** The attempt and its thing, as it goes into "Could not …". */
  attempt: string;
  /** False if a second arrival does harm. Default: true. */
  isRepeatable?: boolean;
  parse: (json: unknown) => Result;
}

export interface Transport {
  send<Result>(request: ApiRequest<Result>): Promise<Result>;
  /** The server's clock at a moment of ours, as far as an answer has shown it. */
  serverTime(ownTime: number): number | undefined;
  /** The last one that an answer has told. */
  budget(): Budget | undefined;
  close(): Promise<void>;
}

/** A request that has waited this long may have lost the engine that asked for it. */
const LONG_WAIT_MS = 1_000;

const STOPPED = "the run was cancelled, so nothing more was sent";

export function createTransport(options: TransportOptions): Transport {
  const { baseUrl, apiKey, timeoutMs, clock, redactor, log, maxInFlight, reserve } = options;
  redactor.remember(apiKey);
  const host = new URL(baseUrl).host;
  const { proxy } = options;
  // It may hold a password.
  redactor.remember(proxy && passwordOf(proxy.address));
  const exchange = createExchange({ baseUrl, apiKey, connectTimeoutMs: timeoutMs, proxy });
  const onWait = (reason: string, waitMs: number) => log(`Composio: ${reason}, waiting ${Math.ceil(waitMs / 1000)} s`);
  const gate = new Gate({ maxInFlight, reserve, clock, onWait });
  const elapsed = clock.elapsed ?? clock.now;
  let serverAhead: number | undefined;
  let budget: Budget | undefined;
  const deprecated = new Set<string>();

  async function send<Result>(request: ApiRequest<Result>): Promise<Result> {
    const { isRepeatable = true } = request;
    const began = elapsed();
    let tries = 0;
    let spentMs = 0;
    let orderedMs = 0;
    let mayHaveArrived = false;
    const fail = (error: unknown): never => {
      throw options.stop?.aborted ? new TransportError(request.attempt, STOPPED, { mayHaveArrived }) : error;
    };
    for (;;) {
      const passed = gate.pass(async () => {
        options.stop?.throwIfAborted();
        if (request.method !== "GET" && elapsed() - began >= LONG_WAIT_MS) await options.confirmWrite();
        const triedAt = elapsed();
        const ended = await tryOnce(request, Math.max(1, Math.round(Math.min(timeoutMs, GIVE_UP_AFTER_MS - spentMs))));
        spentMs += elapsed() - triedAt;
        return ended;
      });
      const outcome = await passed.catch(fail);
      if ("result" in outcome) return outcome.result;

      const { failure, error } = outcome;
      // Even if the last try did nothing, an earlier try may have done it.
      mayHaveArrived ||= error.mayHaveArrived;
      error.mayHaveArrived = mayHaveArrived;
      const isOrderedBack = failure.kind === "refused" && failure.retryAfterMs !== undefined;
      if (!isOrderedBack) tries += 1;
      const progress = { isRepeatable, tries, spentMs, orderedMs };
      const repeat = repeatAfter(failure, progress, clock.random());
      if (!repeat) throw error;
      if (repeat.isOrdered) {
        orderedMs += repeat.waitMs;
        gate.close("the rate limit is reached", repeat.waitMs);
      } else {
        await clock.sleep(repeat.waitMs).catch(fail);
        spentMs += repeat.waitMs;
      }
    }
  }

  type Failed = { failure: Failure; error: ApiError | TransportError | UnreadableAnswerError };
  type Outcome<Result> = { result: Result } | Failed;

  async function tryOnce<Result>(request: ApiRequest<Result>, limitMs: number): Promise<Outcome<Result>> {
    const { attempt } = request;
    let answer: Answer;
    try {
      answer = await exchange.send(request, limitMs);
    } catch (thrown) {
      const none = thrown as NoAnswer;
      const problem = redactor.redact(problemOf(none, { host, proxy, timeoutMs: limitMs }));
      const error = new TransportError(attempt, problem, { mayHaveArrived: none.wasSent, cause: none.cause });
      return { failure: failureOf(none), error };
    }
    if (answer.date !== undefined) serverAhead = answer.date - clock.now();
    for (const toolkit of parseDeprecatedToolkits(answer.deprecatedToolkits)) {
      if (!deprecated.has(toolkit.slug)) options.onDeprecatedToolkit(toolkit);
      deprecated.add(toolkit.slug);
    }
    if (answer.budget) {
      budget = answer.budget;
      gate.note(budget);
    }
    if (answer.status >= 300) return refusedBy(request, answer);
    return understood(request, answer);
  }

  function refusedBy({ attempt }: { attempt: string }, answer: Answer): Failed {
    const { status, text, requestId } = answer;
    const ordered = retryAfterMs(answer.retryAfter, answer.date ?? clock.now());
    const { form, body } = readError(parseJson(text));
    const refusal = { status, form, body: body && redacted(body, redactor), requestId, retryAfterMs: ordered };
    return { failure: { kind: "refused", status, retryAfterMs: ordered }, error: new ApiError(attempt, refusal) };
  }

  return {
    send,
    serverTime: (ownTime) => (serverAhead === undefined ? undefined : ownTime + serverAhead),
    budget: () => budget,
    close: () => exchange.close(),
  };
}

/** An answer in the 200s that is no JSON may be a proxy's, or cut short: it is lost. JSON of another form would come again. */
function understood<Result>(
  { attempt, parse }: ApiRequest<Result>,
  { text, requestId }: Answer,
): { result: Result } | { failure: Failure; error: TransportError | UnreadableAnswerError } {
  try {
    // A delete may be answered with nothing at all.
    return { result: parse(text === "" ? {} : JSON.parse(text)) };
  } catch (cause) {
    const part = text === "" ? undefined : unreadablePart(cause);
    if (part !== undefined) {
      const error = new UnreadableAnswerError(attempt, part, { requestId, cause });
      return { failure: { kind: "hopeless" }, error };
    }
    const facts = { mayHaveArrived: true, cause, ...(requestId && { requestId }) };
    return {
      failure: { kind: "lost" },
      error: new TransportError(attempt, "the answer is not JSON, which the API's answers always are", facts),
    };
  }
}

function redacted(body: ApiErrorBody, redactor: Redactor): ApiErrorBody {
  // Secrets may have lines themselves, so they go first.
  const readable = (text: string) => oneLine(redactor.redact(text));
  return {
    ...body,
    message: readable(body.message),
    suggested_fix: body.suggested_fix && readable(body.suggested_fix),
    errors: body.errors?.map(readable),
  };
}

/** The password of a proxy, as it stands in the address and as it is sent. */
function passwordOf(address: string): string[] {
  const { password } = new URL(address);
  return [password, decodeURIComponent(password)];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
