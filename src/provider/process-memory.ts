/**
 * What a provider process remembers of its operation. The engine can hold one id twice: a replaced auth config whose id was
 * taken over stands in the state as live and as waiting for deletion. Deleting the second must not remove the first.
 */
export class ProcessMemory {
  readonly #claimed = new Set<string>();
  readonly #takenOver = new Set<string>();
  readonly #staying = new Set<string>();
  readonly #refreshed = new Set<string>();
  readonly #answers = new Map<string, Promise<unknown>>();

  /** A toolkit was asked and did not answer: nobody is to wait for that again. */
  isUnreachable = false;

  /** This id belongs to a resource of this run: no other create may take it. */
  claim(id: string): void {
    this.#claimed.add(id);
  }

  isClaimed(id: string): boolean {
    return this.#claimed.has(id);
  }

  takeOver(id: string): void {
    this.claim(id);
    this.#takenOver.add(id);
  }

  noteRead(id: string): void {
    this.#refreshed.add(id);
  }

  /**
   * `diff` has decided about this id. The one that follows a read is a refresh's, and says nothing of what the program will do
   * with it: a destroy may come next, in this very process.
   */
  noteDiff(id: string, isReplaced: boolean): void {
    if (this.#refreshed.delete(id)) return;
    this.claim(id);
    if (isReplaced) this.#staying.delete(id);
    else this.#staying.add(id);
  }

  /** Asks a question once in the process. A question that failed may be asked again. */
  remember<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(question) as Promise<Answer> | undefined;
    if (known) return known;
    const answer = ask();
    this.#answers.set(question, answer);
    answer.catch(() => this.#answers.delete(question));
    return answer;
  }

  /** Does something once in the process. */
  once(what: string, act: () => void): void {
    void this.remember(what, async () => act());
  }

  /** Is this id live in the run, so that a delete of it is meant for another entry of the state? */
  mustStay(id: string): boolean {
    return this.#takenOver.has(id) || this.#staying.has(id);
  }
}
