/** Plays a history in a world, and says at each "settle" in what the world differs from what it should be. */
import type { Emulator, StoredAuthConfig } from "../../src/emulator";
import { UNKNOWN } from "../../src/model/unknowns";
import type { PassingClock } from "../support/passing-clock";
import type { HandChange, History, Look, Operation, Slot, Step } from "./history";
import { patchOf, SLOTS } from "./history";
import type { Parts } from "./record-parts";
import { declaredKind, declaredParts, kindOf, NOTHING, recordParts } from "./record-parts";
import type { Declared, Wish } from "./wish";
import { declare } from "./wish";

export type Program = Partial<Record<Slot, Declared>>;

/** An engine with our provider in it. */
export interface World {
  readonly emulator: Emulator;
  passMinutes: PassingClock["passMinutes"];
  /** May it be asked more than is needed? */
  readonly isCheap: boolean;
  /** What the environment of the next operation holds beside the key and the address. */
  environment: Record<string, string>;
  up(program: Program): Promise<Outcome>;
  refresh(): Promise<Outcome>;
  /** What `up` would change. */
  preview(program: Program): Promise<Outcome>;
  /** The id that the state has for each auth config. */
  ids(): Partial<Record<Slot, string>>;
  /** What may stand in no state and no output. */
  readonly markers: readonly string[];
  /** All states, and all that was ever printed. */
  everything(): string;
}

export interface Outcome {
  /** One line per failure. */
  errors: string[];
  /** `update one`, and so on. */
  changes: string[];
}

/** What has happened to one auth config since it was last settled. */
interface Since {
  id: string | undefined;
  /** Parts that some program has declared. */
  declared: Set<string>;
  /** Parts that were changed by hand. */
  touched: Set<string>;
}

/** Lines of complaint, none of which should be. */
export async function play(history: History, world: World): Promise<string[]> {
  return new Player(history, world).play();
}

class Player {
  private readonly wishes: Record<Slot, Wish>;
  private since = Object.fromEntries(SLOTS.map((slot) => [slot, fresh(undefined)])) as Record<Slot, Since>;
  private readonly complaints: string[] = [];

  constructor(
    private readonly history: History,
    private readonly world: World,
  ) {
    // No structuredClone: Pulumi's SDK would not know the lists of another realm.
    this.wishes = Object.fromEntries(SLOTS.map((slot) => [slot, { ...history.start[slot] }])) as Record<Slot, Wish>;
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
    if (step.kind === "edit") Object.assign(this.wishes[step.slot], step.wish);
    else if (step.kind === "environment") this.world.environment[step.variable] = step.value;
    else if (step.kind === "look") await this.look(step);
    else if (step.kind === "by hand") this.changeByHand(step.slot, step.change);
    else await this.operate(step);
  }

  private get program(): Program {
    const there = SLOTS.filter((slot) => this.wishes[slot].isThere);
    return Object.fromEntries(there.map((slot) => [slot, declare(this.wishes[slot])]));
  }

  private changeByHand(slot: Slot, change: HandChange): void {
    const record = this.recordOf(slot);
    if (!record || record.deleted) return;
    if (change.part.startsWith("credentials.") && !change.part.endsWith("scopes") && record.type !== "custom") return;
    const { touched } = this.since[slot];
    if (touched.has(change.part)) return;
    touched.add(change.part);
    if (change.part === "proxy") for (const part of ["proxy.url", "proxy.key"]) touched.add(part);
    this.world.emulator.changeByHand(record.id, patchOf(change, record));
    this.world.passMinutes(2);
  }

  /** What is not known is no mistake, and a preview writes nothing. */
  private async look({ slot, unknown }: Look): Promise<void> {
    const { program, world } = this;
    const declared = program[slot];
    if (!declared) return;
    const since = world.emulator.requests.length;
    const { errors } = await world.preview({ ...program, [slot]: withUnknown(declared, unknown) });
    this.expectNone("preview of what is not known", errors);
    this.expectNone("written at preview", this.writes(since));
  }

  private async operate({ kind }: Operation): Promise<void> {
    if (kind === "refresh") await this.world.refresh();
    else if (kind === "up") await this.up();
    else await this.settle();
  }

  private async up(): Promise<Outcome> {
    const { program } = this;
    for (const slot of SLOTS) {
      const declared = program[slot];
      if (!declared) continue;
      for (const part of Object.keys(declaredParts(declared, this.world.environment)))
        this.since[slot].declared.add(part);
    }
    return this.world.up(program);
  }

  private async settle(): Promise<void> {
    const before = Object.fromEntries(SLOTS.map((slot) => [slot, this.recordOf(slot)]));
    this.expectNone("refresh fails", (await this.world.refresh()).errors);
    this.expectNone("up fails", (await this.up()).errors);
    const since = this.world.emulator.requests.length;
    if (this.world.isCheap) this.expectNone("preview after up", flat(await this.world.preview(this.program)));
    this.expectNone("refresh after up", flat(await this.world.refresh()));
    this.expectNone("preview after refresh", flat(await this.world.preview(this.program)));
    this.expectNone("written without a change", this.writes(since));
    this.compare(before);
    this.expectNone("in clear", inClear(this.world.everything(), this.world.markers));
    const ids = this.world.ids();
    this.since = Object.fromEntries(SLOTS.map((slot) => [slot, fresh(ids[slot])])) as Record<Slot, Since>;
    for (const [slot, declared] of Object.entries(this.program)) {
      const parts = declaredParts(declared as Declared, this.world.environment);
      for (const part of Object.keys(parts)) this.since[slot as Slot].declared.add(part);
    }
  }

  /** Is every live auth config that of one resource, and every part of it as it should be? */
  private compare(before: Record<string, StoredAuthConfig | undefined>): void {
    const { program } = this;
    const ids = this.world.ids();
    const live = this.world.emulator.authConfigs().filter(({ deleted }) => !deleted);
    const owned = Object.keys(program).map((slot) => ids[slot as Slot]);
    this.expectNone(
      "live, but nobody's",
      live.filter(({ id }) => !owned.includes(id)).map(({ id, name }) => `${id} ${name}`),
    );
    for (const [slot, declared] of Object.entries(program) as [Slot, Declared][]) {
      const record = live.find(({ id }) => id === ids[slot]);
      if (!record) this.complaints.push(`${slot}: ${ids[slot]} is not there`);
      else this.compareOne(slot, declared, record, before[slot]);
    }
  }

  private compareOne(
    slot: Slot,
    declared: Declared,
    record: StoredAuthConfig,
    before: StoredAuthConfig | undefined,
  ): void {
    const actual = recordParts(record);
    const expected: Parts = declaredParts(declared, this.world.environment);
    const { id, declared: earlier, touched } = this.since[slot];
    const isNew = record.id !== before?.id;

    const actualName = actual.name ?? "";
    if (declared.name === undefined && new RegExp(`^${slot}-[0-9a-f]{16}$`).test(actualName))
      expected.name = actualName;
    const differ = (part: string, wanted: string | undefined) => {
      if ((actual[part] ?? NOTHING) !== (wanted ?? NOTHING))
        this.complaints.push(`${slot}: ${part} is ${actual[part]}, but should be ${wanted}`);
    };
    if (kindOf(record) !== declaredKind(declared)) this.complaints.push(`${slot} is ${kindOf(record)}`);
    for (const part of new Set(["name", ...Object.keys(expected)])) differ(part, expected[part]);

    if (isNew) return;
    const was = recordParts(before);
    for (const part of new Set([...Object.keys(was), ...Object.keys(actual)])) {
      if (part in expected || part === "name") continue;
      // A proxy's key goes with its address.
      if (part === "proxy.key" && ("proxy.url" in expected || earlier.has("proxy.url"))) continue;
      if (part === "router" || !earlier.has(part)) differ(part, was[part]);
      else if (id === record.id && !touched.has(part)) differ(part, NOTHING);
    }
  }

  private recordOf(slot: Slot): StoredAuthConfig | undefined {
    const id = this.world.ids()[slot];
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

const fresh = (id: string | undefined): Since => ({ id, declared: new Set(), touched: new Set() });

/** Where each marker stands first, with what stands around it. */
const inClear = (text: string, markers: readonly string[]): string[] =>
  markers
    .map((marker) => text.indexOf(marker))
    .filter((index) => index >= 0)
    .map((index) => text.slice(Math.max(0, index - 300), index + 60));

/** `credentials.client_id` is one key inside an input. */
function withUnknown(declared: Declared, paths: readonly string[]): Declared {
  const copy = structuredClone(declared) as unknown as Record<string, unknown>;
  for (const path of paths) {
    const [input = "", key] = path.split(".");
    const inside = copy[input];
    if (key === undefined) copy[input] = inside === undefined ? undefined : UNKNOWN;
    else if (inside !== null && typeof inside === "object" && key in inside) Object.assign(inside, { [key]: UNKNOWN });
  }
  return copy as unknown as Declared;
}

const flat = ({ errors, changes }: Outcome): string[] => [...errors, ...changes];
