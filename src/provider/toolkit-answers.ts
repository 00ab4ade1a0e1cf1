/**
 * The API's answers to the questions of `check`: each question is asked once in a process. The engine checks one resource after the
 * other, so a silent API may cost 5 s once, not each time.
 */
import type { RequiredScopes } from "../api/tool-scopes";
import type { Clock } from "../client/clock";
import { ApiError, isNotFound } from "../client/errors";
import { everyToolkitSlug } from "../client/pages";
import type { Connection } from "./connection";
import { WHERE_TO_SET_THE_KEY } from "./connection";
import { Memo } from "./memo";
import type { ToolkitAnswer } from "./toolkit-check/check-toolkit";
import type { Voice } from "./voice";

const PATIENCE_MS = 5_000;

const NOT_ASKED = "the provider checked only the form of the inputs, and did not ask which fields the toolkits need";

export class ToolkitAnswers {
  readonly #connection: Connection;
  readonly #voice: Voice;
  readonly #clock: Clock;
  readonly #memo = new Memo();
  /** A question was not answered: nobody is to wait for that again. */
  #isUnreachable = false;
  /** A glance has failed. */
  #isBlind = false;

  constructor(connection: Connection, voice: Voice, clock: Clock) {
    this.#connection = connection;
    this.#voice = voice;
    this.#clock = clock;
  }

  /** May the API be asked? Warns once why not, if that is no choice of the user's. */
  async mayAsk(): Promise<boolean> {
    if (this.#connection.validatesLocally) return false;
    const { hasKey } = this.#connection;
    if (!hasKey) {
      await this.#voice.warnOnce(
        "no key",
        `${NOT_ASKED}: no API key is set, and \`pulumi up\` needs one. ${WHERE_TO_SET_THE_KEY}`,
      );
    }
    // A mistake of the user's is not silence of the API.
    this.#connection.checkKey();
    return hasKey && !this.#isUnreachable;
  }

  /** Undefined if there is no answer in time. */
  describe(slug: string): Promise<ToolkitAnswer | undefined> {
    return this.#ask(`toolkit ${slug}`, async () => {
      const client = this.#connection.client();
      try {
        return await client.getToolkit(slug);
      } catch (error) {
        if (!isNotFound(error)) throw error;
        return { noSuchToolkit: true, known: await this.#memo.remember("toolkits", () => everyToolkitSlug(client)) };
      }
    });
  }

  /** The scopes that tools need; undefined if there is no answer, or the API refuses tools of several toolkits in one call. */
  async needsOf(tools: string[]): Promise<RequiredScopes | undefined> {
    const answer = await this.#ask(`tools ${[...tools].sort().join()}`, async () => {
      try {
        return await this.#connection.client().requiredScopes(tools);
      } catch (error) {
        if (error instanceof ApiError && error.status < 500) return "refused";
        throw error;
      }
    });
    return answer === "refused" ? undefined : answer;
  }

  /**
   * Looks at something that only a preview wants to know; undefined if there is no answer in time. After one failure nobody
   * looks again in this process: the engine checks one resource after the other.
   */
  async glance<Answer>(look: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.#isBlind || this.#isUnreachable) return undefined;
    try {
      return await Promise.race([look(), this.#tooLate()]);
    } catch {
      this.#isBlind = true;
      return undefined;
    }
  }

  async #ask<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.#isUnreachable) return undefined;
    try {
      return await Promise.race([this.#memo.remember(question, ask), this.#tooLate()]);
    } catch (error) {
      // A refused key is an answer, and nothing will come of the rest.
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) throw error;
      this.#isUnreachable = true;
      this.#voice.logOnce("unreachable", `Composio: ${NOT_ASKED}: ${(error as Error).message}`);
      return undefined;
    }
  }

  async #tooLate(): Promise<never> {
    await this.#clock.sleep(PATIENCE_MS);
    throw new Error(`no answer within ${PATIENCE_MS / 1000} s`);
  }
}
