/**
 * The facts about a stack that nobody can know after faults and killed runs, until it has settled. The provider
 * promises nothing about it, so a history changes nothing of it: a user repeats what has failed before they change it.
 */
import type { Events, Slot } from "./history";
import type { Outcome, Program } from "./world";

/** Parts of a wish whose change makes another auth config, or takes it away. */
const OF_THE_KIND = ["isThere", "toolkit", "form", "managedAppId"];

interface Run {
  events: Events;
  /** The slots that the state held when the operation began. */
  before: readonly Slot[];
  outcome: Outcome;
}

export class Doubts {
  /** Whose last create nobody knows the end of. */
  private readonly open = new Set<Slot>();
  /** Whose update was killed: until it is repeated, nobody knows what the API holds. */
  private readonly unheard = new Set<Slot>();
  /** Whose last delete nobody knows the end of: without a refresh the engine believes in them. */
  private readonly doubtful = new Set<Slot>();
  /** Whose replacement was asked for, and has failed or was killed: without a mark in its name, nobody finds what it has made unless it is repeated. */
  private readonly repeated = new Set<Slot>();
  /** Which resources have ever been declared by a name of the user's own. */
  private readonly named = new Map<string, Set<Slot>>();
  /** Creates under such a name that may be complete, but are in no state: they can't be told from what others make. */
  lost = 0;

  constructor(
    /** In a quiet history there are no doubts: whatever fails is for the player to see. */
    readonly isStormy: boolean,
  ) {}

  get needRefresh(): boolean {
    return this.doubtful.size > 0;
  }

  /** A refresh would find out what a killed update has done, except of secrets; what was never heard of is known by its name alone. */
  allows(slot: Slot, part: string, id: string | undefined): boolean {
    if (!this.isStormy) return true;
    if (this.unheard.has(slot)) return false;
    return !OF_THE_KIND.includes(part) || (id !== undefined && !this.open.has(slot));
  }

  /** A secret of the environment belongs to whoever names it. */
  allowsNewSecrets(): boolean {
    return this.unheard.size === 0;
  }

  /** Must the auth config be there that the state names? */
  isSure(slot: Slot): boolean {
    return !this.open.has(slot) && !this.doubtful.has(slot);
  }

  /** How many live ones may have this name of the user's own. */
  mostOfName(name: string): number {
    return (this.named.get(name)?.size ?? 0) + this.lost;
  }

  isNameOfUsers(name: string): boolean {
    return this.named.has(name);
  }

  /** The events of an `up`, with what a user asks for again. */
  withRepeated(events: Events): Events {
    return this.repeated.size === 0 ? events : { ...events, tainted: [...(events.tainted ?? []), ...this.repeated] };
  }

  noteNames(program: Program): void {
    for (const [slot, { name }] of Object.entries(program)) {
      if (name !== undefined) this.named.set(name, new Set([...(this.named.get(name) ?? []), slot as Slot]));
    }
  }

  noteUp(program: Program, { events: { killed = [], tainted = [] }, before, outcome }: Run): void {
    if (!this.isStormy) return;
    for (const slot of Object.keys(program) as Slot[]) {
      const isKilled = killed.includes(slot);
      const isOpen = isKilled || outcome.failures.some((failure) => failure.slot === slot);
      if (isKilled && before.includes(slot)) this.unheard.add(slot);
      else if (!isOpen) this.unheard.delete(slot);
      if (isOpen) this.open.add(slot);
      else this.open.delete(slot);
      if (isKilled && program[slot]?.name !== undefined) this.lost += 1;
      if (isKilled) this.doubtful.add(slot);
      const isNamed = [...this.named.values()].some((slots) => slots.has(slot));
      if (isOpen && isNamed && tainted.includes(slot)) this.repeated.add(slot);
      else if (!isOpen) this.repeated.delete(slot);
    }
    this.note("up", outcome);
  }

  note(operation: "up" | "refresh" | "destroy", { failures }: Outcome): void {
    if (!this.isStormy) return;
    for (const { slot, call } of failures) if (slot && call === "delete") this.doubtful.add(slot);
    if (operation === "refresh" && failures.length === 0) this.doubtful.clear();
  }

  /** All is as the program says again. Of the creates that were lost, what they have made stays. */
  clear(): void {
    for (const doubts of [this.open, this.unheard, this.doubtful]) doubts.clear();
  }
}
