/**
 * One raw request and what came of it, as a probe needs it: statuses and bodies as they are. Only what the API itself has
 * clearly said counts as an answer; a proxy's page, a 5xx and silence do not.
 */
import type { ErrorForm } from "../api/error";
import { readError } from "../api/error";
import { checkAddress } from "../client/address";
import type { Clock } from "../client/clock";
import type { Answer, Exchange, Outgoing } from "../client/exchange";
import { createExchange } from "../client/exchange";
import { Gate } from "../client/gate";
import { proxyFor } from "../client/proxy";
import { retryAfterMs } from "../client/retry";

/** Nothing can be concluded. The message is a fragment of our own words: no id, no name, nothing that was sent. */
export class Unclear extends Error {}

/** The run can't go on: the key is refused, or somebody has stopped it. */
export class Stopped extends Error {}

/** The API's own words. */
export interface Reply {
  status: number;
  /** The body; undefined if there was none. */
  json: unknown;
  /** The form of a refusal; undefined for a success. */
  form: ErrorForm | undefined;
  /** The header `Date`, in milliseconds since 1970. */
  date: number | undefined;
  /** Whether the rate headers came with it. */
  hasBudget: boolean;
}

export interface WireOptions {
  apiKey: string;
  /** Throws at once if it would send the key in plain text to another machine. */
  baseUrl: string;
  allowInsecureHttp: boolean;
  /** The time limit of one try. */
  timeoutMs: number;
  /** The share of the organization's rate limit that is left to others. */
  reserve: number;
  clock: Clock;
  log: (line: string) => void;
}

const MOST_TRIES = 4;
const LONGEST_ORDER_MS = 5 * 60_000;

export class Wire {
  readonly #exchange: Exchange;
  readonly #gate: Gate;
  readonly #options: WireOptions;
  /** The server's time minus ours; 0 until an answer has told. */
  #aheadMs = 0;

  constructor(options: WireOptions) {
    const { apiKey, baseUrl, allowInsecureHttp, timeoutMs, reserve, clock, log } = options;
    this.#options = options;
    const address = checkAddress(baseUrl, allowInsecureHttp);
    const proxy = proxyFor(address, process.env);
    this.#exchange = createExchange({ baseUrl: address, apiKey, connectTimeoutMs: timeoutMs, proxy });
    const onWait = (reason: string, waitMs: number) =>
      log(`Composio: ${reason}, waiting ${Math.ceil(waitMs / 1000)} s`);
    this.#gate = new Gate({ maxInFlight: 1, reserve, clock, onWait });
  }

  /** The server's clock. */
  serverNow(): number {
    return this.#options.clock.now() + this.#aheadMs;
  }

  sleep(waitMs: number): Promise<void> {
    return this.#options.clock.sleep(waitMs);
  }

  close(): Promise<void> {
    return this.#exchange.close();
  }

  /** Sent once, and again only after a 429, which does nothing. Throws `Unclear` if no clear answer came. */
  async once(outgoing: Outgoing): Promise<Reply> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#gate.pass(() => this.#try(outgoing));
      if (answer.status !== 429 || tries === MOST_TRIES) return this.#replyOf(answer);
      const waitMs = retryAfterMs(answer.retryAfter, answer.date ?? this.#options.clock.now()) ?? 1000 * tries;
      if (waitMs > LONGEST_ORDER_MS) throw new Unclear("the rate limit is used up");
      this.#gate.close("the rate limit is reached", waitMs);
    }
  }

  /** For what may be sent twice: reads and deletes. */
  async often(outgoing: Outgoing): Promise<Reply> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.once(outgoing);
      } catch (error) {
        if (!(error instanceof Unclear) || tries === MOST_TRIES) throw error;
        await this.sleep(500 * 2 ** tries);
      }
    }
  }

  async #try(outgoing: Outgoing): Promise<Answer> {
    let answer: Answer;
    try {
      answer = await this.#exchange.send(outgoing, this.#options.timeoutMs);
    } catch {
      throw new Unclear("no answer came");
    }
    if (answer.date !== undefined) this.#aheadMs = answer.date - this.#options.clock.now();
    if (answer.budget) this.#gate.note(answer.budget);
    return answer;
  }

  #replyOf({ status, text, date, budget }: Answer): Reply {
    const json = parseJson(text);
    const facts = { status, json, date, hasBudget: budget !== undefined };
    if (status < 300) {
      if (text !== "" && (typeof json !== "object" || json === null)) throw new Unclear("the answer could not be read");
      return { ...facts, form: undefined };
    }
    const { form } = readError(json);
    if (form === "foreign" || status < 400 || status >= 500 || status === 408 || status === 429) {
      // 501 is how the API says that it has no answer to this.
      if (status !== 501 || form !== "envelope") throw new Unclear(`the answer was a ${status}`);
    }
    if (status === 401 || status === 403) throw new Stopped(`the API answered ${status}: the key is refused`);
    return { ...facts, form };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
