/** Answers that are asked for once and kept for a while. */

/** A service that deploys may live for months, and the catalogue changes. */
const KEPT_MS = 5 * 60_000;

export class AnswerCache {
  readonly #answers = new Map<string, { answer: Promise<unknown>; until: number }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The answer kept under the key, also while it is still on its way; a failure is kept for nobody. */
  get<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const now = this.#now();
    for (const [stale, { until }] of this.#answers) if (until <= now) this.#answers.delete(stale);

    const kept = this.#answers.get(key);
    if (kept) return kept.answer as Promise<Answer>;
    const answer = ask();
    const entry = { answer, until: now + KEPT_MS };
    this.#answers.set(key, entry);
    answer.catch(() => {
      if (this.#answers.get(key) === entry) this.#answers.delete(key);
    });
    return answer;
  }
}
