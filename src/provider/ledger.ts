/** In place of an owner's mark: the state has none yet. */
const MADE_NOW = "made in this run";

/**
 * The ids that a provider process has met in its operation. The engine can hold one id twice: a replaced auth config whose id was
 * taken over stands in the state as live and as waiting for deletion. Deleting the second must not remove the first. Every
 * owner's mark is made anew, by a create and by whoever marks again, so that tells the two entries apart.
 */
export class Ledger {
  readonly #claimed = new Set<string>();
  /** The owner's mark in the entry that this run goes on with, by id. */
  readonly #kept = new Map<string, string>();
  readonly #adopted = new Map<string, string>();
  /** Logical names of resources that adopt, by the name of what they adopt. */
  readonly #adopters = new Map<string, string>();

  /** The logical name of the resource that was checked last. */
  checked = "";
  #hasChecked = false;

  /** This id belongs to a resource of this run: no other create may take it. */
  claim(id: string): void {
    this.#claimed.add(id);
  }

  isClaimed(id: string): boolean {
    return this.#claimed.has(id);
  }

  takeOver(id: string): void {
    this.claim(id);
    this.#kept.set(id, MADE_NOW);
  }

  /** A resource is being checked; the engine asks about its difference next, and checks one after the other. */
  noteCheck(resource: string, adopts: string | undefined): void {
    this.checked = resource;
    this.#hasChecked = true;
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

  /**
   * The program goes on with this entry of the state: in place, or until a delete of this very entry. Before any check the diff
   * is a refresh's and says nothing of that: a destroy may come next, in this very process.
   */
  noteDiff(id: string, owner = ""): void {
    if (!this.#hasChecked) return;
    this.claim(id);
    this.#kept.set(id, owner);
  }

  /** Does this run go on with the id in another entry of the state than the one that is to be deleted? */
  mustStay(id: string, owner = ""): boolean {
    const kept = this.#kept.get(id);
    return kept !== undefined && kept !== owner;
  }
}
