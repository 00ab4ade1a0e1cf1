/** One request, as often as it takes and as is right: knows the address and the key, and nothing of auth configs. */
import type { ApiErrorBody } from "../api/error";
import { readError } from "../api/error";
import type { Clock } from "./clock";
import { ApiError, TransportError } from "./errors";
import type { Answer, Outgoing } from "./exchange";
import { createExchange, failureOf, problemOf } from "./exchange";
import type { Budget } from "./gate";
import { Gate } from "./gate";
import type { Redactor } from "./redaction";
import type { Failure } from "./retry";
import { GIVE_UP_AFTER_MS, repeatAfter, retryAfterMs } from "./retry";

export interface TransportOptions {
  /** Already checked: see `checkAddress`. */
  baseUrl: string;
  apiKey: string;
  /** Of one try. */
  timeoutMs: number;
  maxInFlight: number;
  reserve: number;
  clock: Clock;
  redactor: Redactor;
  /** A line for the user. */
  log: (line: string) => void;
  /** Throws where something that changes the API has waited, and must not be sent any more. */
  confirmWrite: () => Promise<void>;
  /** Aborted if nothing more is to be sent: then every wait ends, by a clock that knows of it. */
  stop?: AbortSignal | undefined;
}

export interface ApiRequest<Result> extends Outgoing {
  /** What we try, on which thing, as it goes into "Could not …". */
  attempt: string;
  /** False where a second arrival does harm. Default: true. */
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

/** What has waited this long may have lost the engine that asked for it. */
const LONG_WAIT_MS = 1_000;

const STOPPED = "the run was cancelled, so nothing more was sent";

export function createTransport(options: TransportOptions): Transport {
  const { baseUrl, apiKey, timeoutMs, clock, redactor, log, maxInFlight, reserve } = options;
  redactor.remember(apiKey);
  const host = new URL(baseUrl).host;
  const exchange = createExchange(baseUrl, apiKey, timeoutMs);
  const onWait = (reason: string, waitMs: number) => log(`Composio: ${reason}, waiting ${Math.ceil(waitMs / 1000)} s`);
  const gate = new Gate({ maxInFlight, reserve, clock, onWait });
  let serverAhead: number | undefined;
  let budget: Budget | undefined;

  async function send<Result>(request: ApiRequest<Result>): Promise<Result> {
    const { isRepeatable = true } = request;
    const began = clock.now();
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
        if (request.method !== "GET" && clock.now() - began >= LONG_WAIT_MS) await options.confirmWrite();
        const triedAt = clock.now();
        const ended = await tryOnce(request, Math.max(1, Math.min(timeoutMs, GIVE_UP_AFTER_MS - spentMs)));
        spentMs += clock.now() - triedAt;
        return ended;
      });
      const outcome = await passed.catch(fail);
      if ("result" in outcome) return outcome.result;

      const { failure, error } = outcome;
      // That the last try did nothing says nothing of those before it.
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

  type Outcome<Result> = { result: Result } | { failure: Failure; error: ApiError | TransportError };

  async function tryOnce<Result>(request: ApiRequest<Result>, limitMs: number): Promise<Outcome<Result>> {
    const { attempt } = request;
    let answer: Answer;
    try {
      answer = await exchange.send(request, limitMs);
    } catch (thrown) {
      const cause = thrown as Error;
      const failure = failureOf(cause);
      const problem = redactor.redact(problemOf(cause, host, limitMs));
      return {
        failure,
        error: new TransportError(attempt, problem, { mayHaveArrived: failure.kind !== "not-sent", cause }),
      };
    }
    if (answer.date !== undefined) serverAhead = answer.date - clock.now();
    if (answer.budget) {
      budget = answer.budget;
      gate.note(budget);
    }
    if (answer.status >= 300) return { failure: refused(answer, clock), error: refusal(attempt, answer, redactor) };
    return understood(request, answer);
  }

  return {
    send,
    serverTime: (ownTime) => (serverAhead === undefined ? undefined : ownTime + serverAhead),
    budget: () => budget,
    close: () => exchange.close(),
  };
}

/** An answer in the 200s whose body is not what the API documents may be a proxy's, or cut short. */
function understood<Result>(
  { attempt, parse }: ApiRequest<Result>,
  { text, requestId }: Answer,
): { result: Result } | { failure: Failure; error: TransportError } {
  try {
    // A delete may be answered with nothing at all.
    return { result: parse(text === "" ? {} : JSON.parse(text)) };
  } catch (cause) {
    const facts = { mayHaveArrived: true, cause, ...(requestId && { requestId }) };
    const error = new TransportError(attempt, "the answer is not what the API documents", facts);
    return { failure: { kind: "lost" }, error };
  }
}

const refused = ({ status, retryAfter, date }: Answer, clock: Clock): Failure => ({
  kind: "refused",
  status,
  retryAfterMs: retryAfterMs(retryAfter, date ?? clock.now()),
});

function refusal(attempt: string, { status, text, requestId }: Answer, redactor: Redactor): ApiError {
  const { form, body } = readError(parseJson(text));
  return new ApiError(attempt, { status, form, body: body && redacted(body, redactor), requestId });
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

/** Without line breaks, and without what a terminal would obey. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, " ").trim();

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
