/** Lets those with the same key act one after the other. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  take<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(act);
    this.#last.set(
      key,
      turn.catch(() => {}),
    );
    return turn;
  }
}
