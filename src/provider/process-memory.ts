/**
 * What a provider process remembers of its operation. The engine can hold one id twice: a replaced auth config whose id was
 * taken over stands in the state as live and as waiting for deletion. Deleting the second must not remove the first.
 */
export class ProcessMemory {
  readonly #claimed = new Set<string>();
  readonly #takenOver = new Set<string>();
  readonly #adopted = new Map<string, string>();
  /** Logical names of resources that adopt, by the name of what they adopt. */
  readonly #adopters = new Map<string, string>();
  readonly #staying = new Set<string>();
  readonly #refreshed = new Set<string>();
  readonly #answers = new Map<string, Promise<unknown>>();
  readonly #turns = new Map<string, Promise<unknown>>();

  /** The logical name of the resource that was checked last. */
  checked = "";
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

  /** A resource is being checked; the engine asks about its difference next, and checks one after the other. */
  noteCheck(resource: string, adopts: string | undefined): void {
    this.checked = resource;
    if (adopts !== undefined) this.#adopters.set(adopts, resource);
  }

  /** Taken over from outside of the stack, as far as this process can know. */
  adopt(id: string, name: string): void {
    this.#adopted.set(id, this.#adopters.get(name) ?? name);
  }

  /** The resource that has adopted this id in this run. */
  adopterOf(id: string): string | undefined {
    return this.#adopted.get(id);
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

  /** One after the other, for those with the same key. */
  inTurn<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(act);
    this.#turns.set(
      key,
      turn.catch(() => {}),
    );
    return turn;
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
