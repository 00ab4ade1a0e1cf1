/**
 * The API's answers to the questions of `check`: each question is asked once in a process. The engine checks one resource after the
 * other, so a silent API may cost 5 s once, not each time.
 */
import type { ToolsAnswer } from "../api/tool";
import type { RequiredScopes } from "../api/tool-scopes";
import type { Client } from "../client/client";
import type { Clock } from "../client/clock";
import { ApiError, isNotFound, UnreadableAnswerError } from "../client/errors";
import { isAnswer } from "../client/is-answer";
import { everyToolkitSlug } from "../client/pages";
import { askTools } from "../client/tools";
import type { Connection } from "./connection";
import { WHERE_TO_SET_THE_KEY } from "./connection";
import { Memo } from "./memo";
import type { ToolkitAnswer } from "./toolkit-check/check-toolkit";
import type { Voice } from "./voice";

const PATIENCE_MS = 5_000;

const NOT_ASKED = "the provider checked only the form of the inputs, and did not ask which fields the toolkits need";

interface Question {
  /** The question's name: a run asks each name once. */
  key: string;
  /** A key that may not ask this is of no use for the rest. Default: false. */
  isVital?: boolean;
}

export class ToolkitAnswers {
  readonly #connection: Connection;
  readonly #voice: Voice;
  readonly #clock: Clock;
  readonly #memo = new Memo();
  /** Tools that are known to be a toolkit's, as `gmail GMAIL_SEND_EMAIL`. */
  readonly #ownTools = new Set<string>();
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

  /** Undefined if there is no answer in time, or none that can be read. */
  describe(slug: string): Promise<ToolkitAnswer | undefined> {
    const question = { key: `toolkit ${slug}`, isVital: true };
    return this.#ask(question, async () => {
      const client = this.#connection.client();
      try {
        return await client.getToolkit(slug);
      } catch (error) {
        if (!isNotFound(error)) throw error;
        return { noSuchToolkit: true, known: await this.#knownToolkits(client) };
      }
    });
  }

  /** Their slugs; none if the API answers, but not with a list: then no nearest one is named. */
  #knownToolkits(client: Client): Promise<string[]> {
    return this.#memo.remember("toolkits", () =>
      everyToolkitSlug(client).catch((error: Error) => {
        if (isAnswer(error)) return [];
        throw error;
      }),
    );
  }

  /** Whose these tools are; undefined as above. What is known to be the toolkit's is not asked for again. */
  async toolsOf(toolkit: string, slugs: readonly string[]): Promise<ToolsAnswer | undefined> {
    const wanted = [...new Set(slugs.map((slug) => slug.toUpperCase()))].sort();
    const open = wanted.filter((slug) => !this.#ownTools.has(`${toolkit} ${slug}`));
    if (open.length === 0) return { found: [], ofToolkit: undefined };
    const key = `tools of ${toolkit}: ${open.join()}`;
    const answer = await this.#ask({ key }, () => askTools(this.#connection.client(), toolkit, open));
    if (answer && answer.ofToolkit === undefined) for (const slug of open) this.#ownTools.add(`${toolkit} ${slug}`);
    return answer;
  }

  /** The scopes that tools need; undefined as above. The API refuses tools of several toolkits in one call. */
  needsOf(tools: string[]): Promise<RequiredScopes | undefined> {
    const key = `needs of ${[...tools].sort().join()}`;
    return this.#ask({ key }, () => this.#connection.client().requiredScopes(tools));
  }

  /**
   * Looks at something that only a preview wants to know; undefined if there is no answer in time. After one failure nobody
   * looks again in this process: the engine checks one resource after the other.
   */
  async glance<Answer>(look: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.#isBlind || this.#isUnreachable) return undefined;
    try {
      return await Promise.race([look(), this.#tooLate()]);
    } catch (error) {
      this.#isBlind = true;
      if (error instanceof UnreadableAnswerError) this.#voice.logOnce("blind", `Composio: ${error.message}`);
      return undefined;
    }
  }

  async #ask<Answer>(question: Question, ask: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.#isUnreachable) return undefined;
    try {
      const answer = this.#memo.remember(question.key, () => this.#heard(question, ask));
      return await Promise.race([answer, this.#tooLate()]);
    } catch (error) {
      // With a refused key all other questions would fail too.
      if (isKeyRefused(error)) throw error;
      this.#isUnreachable = true;
      this.#voice.logOnce("unreachable", `Composio: ${NOT_ASKED}: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** An answer that says no, or that can't be read, is no silence: it costs this question alone, and would come again. */
  async #heard<Answer>({ isVital = false }: Question, ask: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!isAnswer(error) || (isVital && isKeyRefused(error))) throw error;
      const line = `${error.message} What it would have told was not checked.`;
      if (error instanceof ApiError) this.#voice.logOnce(line, `Composio: ${line}`);
      else await this.#voice.warnOnce(line, line);
      return undefined;
    }
  }

  async #tooLate(): Promise<never> {
    await this.#clock.sleep(PATIENCE_MS);
    throw new Error(`no answer within ${PATIENCE_MS / 1000} s`);
  }
}

const isKeyRefused = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 401 || error.status === 403);
