import pLimit from "p-limit";
import type { Inputs } from "../model/inputs";

/** In place of a fingerprint of the owner: the state has none yet. */
const MADE_NOW = "made in this run";

/** How an id came to a resource of this run. */
export interface Taken {
  /** The logical name of the resource. */
  by: string;
  /** `foreseen`: its create will take it over, as far as its check could tell. */
  how: "adopted" | "taken over" | "foreseen";
}

interface Checked {
  /** Its logical name. */
  resource: string;
  at: number;
}

/**
 * The ids that a provider process has met in its operation. The engine can hold one id twice: a replaced auth config whose id
 * was taken over stands in the state as live and as waiting for deletion. Deleting the second must not remove the first. Every
 * fingerprint of an owner is made anew, by a create and by a new key, so that tells the two entries apart.
 */
export class Ledger {
  readonly #claimed = new Set<string>();
  /** The owner's fingerprint in the entry that this run goes on with, by id. */
  readonly #kept = new Map<string, string>();
  readonly #deleted = new Set<string>();
  /** For each id, a queue that deletes one entry after the other. */
  readonly #deletions = new Map<string, ReturnType<typeof pLimit>>();
  readonly #taken = new Map<string, Taken>();
  /** The logical names of the resources that were compared, by id. */
  readonly #compared = new Map<string, string>();
  /** The resources that were checked, by what tells them apart in a create. */
  readonly #checked = new Map<string, Checked>();
  #lastChecked: Checked | undefined;
  /** When each id was read. */
  readonly #readAt = new Map<string, number>();
  /** Counts checks and reads. */
  #count = 0;

  /** This id belongs to a resource of this run: no other create may take it. */
  claim(id: string): void {
    this.#claimed.add(id);
  }

  isClaimed(id: string): boolean {
    return this.#claimed.has(id);
  }

  /** A resource of the program is being checked. */
  noteCheck(resource: string, inputs: Inputs): void {
    this.#count += 1;
    this.#lastChecked = { resource, at: this.#count };
    this.#checked.set(tellingOf(inputs), this.#lastChecked);
  }

  /** Has the program run? A destroy and a plain refresh check nothing. */
  get hasChecked(): boolean {
    return this.#lastChecked !== undefined;
  }

  /** A refresh has read it. */
  noteRead(id: string): void {
    this.#count += 1;
    this.#readAt.set(id, this.#count);
  }

  /**
   * The logical name of the resource whose difference is asked for; undefined if a refresh asks, with the inputs of the state. In an
   * `up` the diff follows the check of its resource; with `PULUMI_PARALLEL_DIFF`, checks of other resources come between the two. In
   * a refresh the diff follows the read of the id.
   */
  comparing(id: string, { __mark: mark }: Inputs): string | undefined {
    // Inputs of an older class have no mark.
    const checked = mark === undefined ? this.#lastChecked : this.#checked.get(mark);
    const readAt = this.#readAt.get(id) ?? 0;
    return checked && checked.at > readAt ? checked.resource : undefined;
  }

  /** A create will go on with it. It is not claimed yet: a resource that holds it may still be compared. */
  foresee(id: string, inputs: Inputs): void {
    this.#taken.set(id, { by: this.#nameOf(inputs), how: "foreseen" });
  }

  /** A create goes on with what an earlier run of this stack has left. */
  takeOver(id: string, inputs: Inputs): void {
    this.#take(id, inputs, "taken over");
  }

  /** A create goes on with what comes from outside of the stack, as far as this process can know. */
  adopt(id: string, inputs: Inputs): void {
    this.#take(id, inputs, "adopted");
  }

  /** Who has the id beside the resource that is compared: one that takes it in this run, or one that was compared before. */
  rivalOf(id: string, resource: string): Taken | string | undefined {
    const taken = this.#taken.get(id);
    if (taken && !(taken.how === "foreseen" && taken.by === resource)) return taken;
    const holder = this.#compared.get(id);
    return holder === resource ? undefined : holder;
  }

  /** The program goes on with this entry of the state: in place, or until a delete of this very entry. */
  noteDiff(id: string, resource: string, owner = ""): void {
    this.claim(id);
    this.#compared.set(id, resource);
    this.#kept.set(id, owner);
  }

  /**
   * Deletes an id unless this run has done so: the engine asks for each entry of it, and for both at the same moment. The second
   * entry waits for what comes of the first.
   */
  deleteOnce(id: string, remove: () => Promise<void>): Promise<void> {
    const queue = this.#deletions.get(id) ?? pLimit(1);
    this.#deletions.set(id, queue);
    return queue(async () => {
      if (this.#deleted.has(id)) return;
      await remove();
      this.#deleted.add(id);
    });
  }

  /** Does this run go on with the id in another entry of the state than the one that is to be deleted? */
  mustStay(id: string, owner = ""): boolean {
    const kept = this.#kept.get(id);
    return kept !== undefined && kept !== owner;
  }

  #take(id: string, inputs: Inputs, how: Taken["how"]): void {
    this.claim(id);
    this.#kept.set(id, MADE_NOW);
    this.#taken.set(id, { by: this.#nameOf(inputs), how });
  }

  #nameOf(inputs: Inputs): string {
    return this.#checked.get(tellingOf(inputs))?.resource ?? inputs.name;
  }
}

/** A create is not told its logical name; its mark is that of one resource alone. */
const tellingOf = ({ __mark, name }: Inputs): string => __mark ?? name;
