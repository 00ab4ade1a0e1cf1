/** Plays a history in a world, and says at each "settle" in what the world differs from what it should be. */
import { UNKNOWN } from "../../src/model/unknowns";
import { Doubts } from "./doubts";
import { isLie } from "./faults";
import type { Edit, FaultStep, HandStep, History, Look, Operation, Settle, Slot, Step, Up } from "./history";
import { isStormy, patchOf, SLOTS } from "./history";
import { FIELDS } from "./inputs";
import { declaredParts, partOf } from "./parts";
import type { Since } from "./promises";
import { asDeclared, nothingInClear, oneOfEach } from "./promises";
import type { Declared, Wish } from "./wish";
import { declare } from "./wish";
import type { Failure, Outcome, Program, World } from "./world";

/** Lines of complaint, none of which should be. */
export async function play(history: History, world: World): Promise<string[]> {
  return new Player(history, world).play();
}

class Player {
  private readonly wishes: Record<Slot, Wish>;
  private since = forEachSlot(() => fresh(undefined));
  private readonly doubts: Doubts;
  private readonly complaints: string[] = [];
  /** Has anything happened since the last "settle" that needs its time, or a refresh? */
  private needsRefresh = false;
  private isLiedTo = false;

  constructor(
    private readonly history: History,
    private readonly world: World,
  ) {
    // No structuredClone: Pulumi's SDK would not know the lists of another realm.
    this.wishes = forEachSlot((slot) => ({ ...history.start[slot] }));
    this.doubts = new Doubts(isStormy(history));
    world.environment = { ...history.environment };
  }

  async play(): Promise<string[]> {
    for (const step of [...this.history.steps, { kind: "settle" } as const]) {
      await this.take(step);
      if (this.complaints.length > 0) break;
    }
    return this.complaints;
  }

  private async take(step: Step): Promise<void> {
    if (step.kind === "edit") this.edit(step);
    else if (step.kind === "environment") this.setVariable(step);
    else if (step.kind === "look") await this.look(step);
    else if (step.kind === "by hand") await this.changeByHand(step);
    else if (step.kind === "fault") this.fail(step);
    else if (step.kind === "connect") this.world.emulator.connectAccount(this.idOf(step.slot) ?? "", step);
    else await this.operate(step);
  }

  private get program(): Program {
    const there = SLOTS.filter((slot) => this.wishes[slot].isThere);
    return Object.fromEntries(there.map((slot) => [slot, declare(this.wishes[slot])]));
  }

  /** A step that nobody could follow is kept back, as a user does who reads the lines of the run. */
  private edit({ slot, wish }: Edit): void {
    const allowed = Object.entries(wish).filter(([part]) => this.doubts.allows(slot, part, this.idOf(slot)));
    Object.assign(this.wishes[slot], Object.fromEntries(allowed));
    // Only a refresh reads a value that was never declared: the app of a managed auth config.
    this.needsRefresh ||= allowed.some(([part]) => part === "managedAppId");
  }

  private setVariable({ variable, value }: { variable: string; value: string }): void {
    if (this.doubts.allowsNewSecrets()) this.world.environment[variable] = value;
  }

  private async changeByHand({ slot, change }: HandStep): Promise<void> {
    const record = this.recordOf(slot);
    const { part } = change;
    if (!record || record.deleted) return;
    if (part.startsWith("credentials.") && !part.endsWith("scopes") && record.type !== "custom") return;
    const { touched, unanswered } = this.since[slot];
    if (touched.has(part) || unanswered.has(part)) return;
    touched.add(part);
    for (const inner of FIELDS.map(({ path }) => partOf(path))) if (inner.startsWith(`${part}.`)) touched.add(inner);
    this.needsRefresh = true;
    this.world.emulator.changeByHand(record.id, patchOf(change, record));
    await this.world.passMinutes(2);
  }

  private fail({ fault }: FaultStep): void {
    if (isLie(fault) && this.isLiedTo) return;
    this.isLiedTo ||= isLie(fault);
    this.world.emulator.failNext(fault);
  }

  /** An unknown value is not a mistake by itself, and a preview writes nothing. */
  private async look({ slot, unknown }: Look): Promise<void> {
    const { program, world } = this;
    const declared = program[slot];
    if (!declared) return;
    const since = world.emulator.requests.length;
    const { failures } = await world.preview({ ...program, [slot]: withUnknown(declared, unknown) });
    if (failures.length > 0) {
      const known = (await world.preview(program)).failures.map(inOneLine);
      const added = failures.map(inOneLine).filter((line) => !known.includes(line));
      this.expectNone("preview of what is not known", added);
    }
    this.expectNone("written at preview", this.writes(since));
  }

  private async operate(step: Operation): Promise<void> {
    if (step.kind === "settle") return this.settle(step);
    if (step.kind === "up") await this.up(step);
    else this.doubts.note(step.kind, step.kind === "refresh" ? await this.world.refresh() : await this.world.destroy());
    await this.endFaults();
    this.expectNone(`after ${step.kind}`, oneOfEach(this.facts, this.since));
  }

  private async up(asked: Partial<Up> = {}): Promise<Outcome> {
    const { program, world } = this;
    const events = this.doubts.withRepeated(asked);
    this.noteDeclared(program);
    const before = world.entries().map(({ slot }) => slot);
    this.doubts.noteNames(program);
    const outcome = await world.up(program, events);
    this.doubts.noteUp(program, { events, before, outcome });
    return outcome;
  }

  private async endFaults(): Promise<void> {
    await this.world.emulator.settled();
    this.isLiedTo = false;
    if (this.doubts.isStormy) await this.world.forgetFaults();
  }

  private async settle({ isHurried = false }: Partial<Settle>): Promise<void> {
    await this.endFaults();
    if (this.doubts.isStormy || this.needsRefresh) await this.world.passMinutes(2);
    const before = forEachSlot((slot) => this.recordOf(slot));
    const isRefreshed = !isHurried || this.needsRefresh || this.doubts.needRefresh;
    if (isRefreshed) this.expectNone("refresh fails", (await this.world.refresh()).failures.map(inOneLine));
    this.expectNone("up fails", (await this.up()).failures.map(inOneLine));
    const since = this.world.emulator.requests.length;
    if (this.world.isCheap) this.expectNone("preview after up", flat(await this.world.preview(this.program)));
    this.expectNone("refresh after up", flat(await this.world.refresh()));
    this.expectNone("preview after refresh", flat(await this.world.preview(this.program)));
    this.expectNone("written without a change", this.writes(since));
    this.expectNone("not as declared", asDeclared(this.facts, this.since, before));
    this.expectNone("in clear", nothingInClear(this.world));
    this.doubts.clear();
    this.needsRefresh = false;
    const { since: last, program } = this;
    const now = { requests: this.world.emulator.requests.length, printed: this.world.printed().length };
    this.since = forEachSlot((slot) => fresh(this.idOf(slot), now));
    this.noteDeclared(program);
    for (const slot of SLOTS) this.since[slot].declaredThen = new Set(this.since[slot].declared);
    for (const slot of SLOTS) {
      for (const part of [...last[slot].touched, ...last[slot].unanswered])
        if (!this.since[slot].declared.has(part)) this.since[slot].unanswered.add(part);
    }
  }

  private get facts() {
    const { program, world, doubts } = this;
    return { program, world, doubts };
  }

  private noteDeclared(program: Program): void {
    for (const [slot, declared] of Object.entries(program) as [Slot, Declared][]) {
      const parts = declaredParts(declared, this.world.environment);
      for (const part of Object.keys(parts)) this.since[slot].declared.add(part);
    }
  }

  private idOf(slot: Slot): string | undefined {
    return this.world.entries().find((entry) => entry.slot === slot && !entry.isDeleting)?.id;
  }

  private recordOf(slot: Slot) {
    const id = this.idOf(slot);
    return this.world.emulator.authConfigs().find((record) => record.id === id);
  }

  private writes(since: number): string[] {
    const requests = this.world.emulator.requests.slice(since);
    return requests
      .filter(({ method, path }) => method !== "GET" && path.includes("/auth_configs"))
      .map(({ method, path }) => `${method} ${path}`);
  }

  private expectNone(what: string, lines: readonly string[]): void {
    for (const line of lines) this.complaints.push(`${what}: ${line}`);
  }
}

const forEachSlot = <Value>(make: (slot: Slot) => Value): Record<Slot, Value> =>
  Object.fromEntries(SLOTS.map((slot) => [slot, make(slot)])) as Record<Slot, Value>;

const fresh = (id: string | undefined, now = { requests: 0, printed: 0 }): Since => ({
  id,
  ...now,
  declaredThen: new Set(),
  declared: new Set(),
  touched: new Set(),
  unanswered: new Set(),
});

/** `credentials.client_id` is one key inside an input. */
function withUnknown(declared: Declared, paths: readonly string[]): Declared {
  const copy = structuredClone(declared) as Record<string, unknown>;
  for (const path of paths) {
    const [input = "", key] = path.split(".");
    const inside = copy[input];
    if (inside === undefined) continue;
    if (key === undefined) copy[input] = UNKNOWN;
    else if (inside !== null && typeof inside === "object" && key in inside) Object.assign(inside, { [key]: UNKNOWN });
  }
  return copy as Declared;
}

const inOneLine = ({ call, slot, message }: Failure): string => `${call} ${slot ?? ""}: ${message}`;

const flat = ({ failures, changes }: Outcome): string[] => [...failures.map(inOneLine), ...changes];
