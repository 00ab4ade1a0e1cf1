/** Answers that a process asks for once. */
export class Memo {
  readonly #answers = new Map<string, Promise<unknown>>();

  /** The answer to a question, also while it is still on its way. A question that failed may be asked again. */
  remember<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(question) as Promise<Answer> | undefined;
    if (known) return known;
    const answer = ask();
    this.#answers.set(question, answer);
    answer.catch(() => this.#answers.delete(question));
    return answer;
  }
}
