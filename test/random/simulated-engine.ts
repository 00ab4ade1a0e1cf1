/**
 * The engine as a dynamic provider knows it, in so far as it matters here: what it keeps as inputs and outputs of each
 * resource, and what it asks with which of them. A provider of its own for each operation, as the engine starts a process
 * for each. All facts are from runs of the real one.
 */
import type { dynamic } from "@pulumi/pulumi";
import type { Clock } from "../../src/client/clock";
import type { Emulator } from "../../src/emulator";

import { startOperation } from "../../src/provider/operation";
import { AUTH_CONFIG_TYPE, PROVIDER_TEXT } from "../../src/provider-text";
import { providerOf } from "../support/door";
import type { PassingClock } from "../support/passing-clock";
import type { Slot } from "./history";
import { MARKERS } from "./history";
import type { Outcome, Program, World } from "./play";
import type { Declared } from "./wish";

type Bag = Record<string, unknown>;

interface Resource {
  slot: Slot;
  id: string;
  inputs: Bag;
  outputs: Bag;
  /** It exists, but an operation on it has failed half-way. */
  initErrors?: readonly string[];
}

/** Waiting takes no time, and what is to end a wait that is too long never does. */
function hurriedClock(): Clock {
  let waited = 0;
  return {
    now: () => Date.now() + waited,
    random: () => 0.5,
    sleep: (waitMs) => {
      if (waitMs === 5_000) return new Promise(() => {});
      if (waitMs > 5_000) throw new Error(`waits ${waitMs} ms`);
      waited += waitMs;
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}

export class SimulatedEngine implements World {
  readonly isCheap = true;
  // Nobody tells a provider that a public value was given as a secret.
  readonly markers = MARKERS;
  environment: Record<string, string> = {};
  private readonly resources = new Map<Slot, Resource>();
  /** Replaced, and not deleted yet. */
  private dying: Resource[] = [];
  private printed = "";
  private readonly clock = hurriedClock();

  constructor(
    readonly emulator: Emulator,
    readonly passMinutes: PassingClock["passMinutes"],
  ) {}

  ids(): Partial<Record<Slot, string>> {
    return Object.fromEntries([...this.resources.values()].map(({ slot, id }) => [slot, id]));
  }

  everything(): string {
    return this.printed + JSON.stringify([...this.resources.values(), ...this.dying].map(encrypted));
  }

  async refresh(): Promise<Outcome> {
    const provider = this.startProvider();
    return this.operation(async (changes) => {
      const resources = [...this.resources.values()];
      const reads = resources.map(({ id, outputs }) => must(provider.read)(id, plain(outputs)));
      for (const [index, read] of (await Promise.all(reads)).entries()) {
        const resource = resources[index] as Resource;
        const { slot, id } = resource;
        const found = received(read) as unknown as dynamic.ReadResult;
        if (!found.id) {
          this.resources.delete(slot);
          changes.push(`delete ${slot}`);
          continue;
        }
        const refreshed = withProvider(found.props);
        const { changes: isChanged } = await must(provider.diff)(id, plain(refreshed), plain(resource.inputs));
        if (isChanged) changes.push(`update ${slot}`);
        const inputs = found.inputs ? withProvider(found.inputs) : resource.inputs;
        this.resources.set(slot, { slot, id, inputs, outputs: refreshed });
      }
    });
  }

  async preview(program: Program): Promise<Outcome> {
    const provider = this.startProvider();
    return this.operation(async (changes) => {
      for (const [slot, declared] of entries(program)) {
        const old = this.resources.get(slot);
        const inputs = await this.check(provider, old, slot, declared);
        if (!old) changes.push(`create ${slot}`);
        else if ((await must(provider.diff)(old.id, plain(old.outputs), plain(inputs))).changes)
          changes.push(`update ${slot}`);
      }
      for (const slot of this.resources.keys()) if (!program[slot]) changes.push(`delete ${slot}`);
    });
  }

  async up(program: Program): Promise<Outcome> {
    const provider = this.startProvider();
    return this.operation(async (changes) => {
      for (const [slot, declared] of entries(program)) await this.step(provider, slot, declared, changes);
      for (const resource of [...this.dying]) {
        await must(provider.delete)(resource.id, plain(resource.outputs));
        this.dying = this.dying.filter((other) => other !== resource);
      }
      for (const [slot, { id, outputs }] of [...this.resources]) {
        if (program[slot]) continue;
        changes.push(`delete ${slot}`);
        await must(provider.delete)(id, plain(outputs));
        this.resources.delete(slot);
      }
    });
  }

  private async step(provider: Provider, slot: Slot, declared: Declared, changes: string[]): Promise<void> {
    const old = this.resources.get(slot);
    const inputs = await this.check(provider, old, slot, declared);
    if (!old) {
      changes.push(`create ${slot}`);
      await this.create(provider, slot, inputs);
      return;
    }
    const diff = await must(provider.diff)(old.id, plain(old.outputs), plain(inputs));
    if (diff.replaces?.length) {
      changes.push(`replace ${slot}`);
      const fresh = await this.check(provider, undefined, slot, declared);
      await this.create(provider, slot, fresh);
      this.dying.push(old);
    } else if (diff.changes || old.initErrors) {
      changes.push(`update ${slot}`);
      await this.half(slot, inputs, async () => {
        const { outs } = await must(provider.update)(old.id, plain(old.outputs), plain(inputs));
        return { id: old.id, outputs: withProvider(received(outs)) };
      });
    } else {
      // The same: its new inputs are kept, its outputs stay.
      this.resources.set(slot, { ...old, inputs });
    }
  }

  private create(provider: Provider, slot: Slot, inputs: Bag): Promise<void> {
    return this.half(slot, inputs, async () => {
      const { id, outs } = await provider.create(plain(inputs));
      return { id, outputs: withProvider(received(outs)) };
    });
  }

  /** A failure that has an id leaves a resource behind, and is one all the same. */
  private async half(slot: Slot, inputs: Bag, act: () => Promise<{ id: string; outputs: Bag }>): Promise<void> {
    try {
      this.resources.set(slot, { slot, inputs, ...(await act()) });
    } catch (error) {
      const { id, properties, reasons } = error as { id?: string; properties?: Bag; reasons?: string[] };
      if (id !== undefined) {
        const outputs = received(properties);
        if (outputs.__provider !== PROVIDER_TEXT) throw new Error("a half-made resource has lost its provider text");
        if (!reasons?.length) throw new Error("a half-made resource without reasons counts as healthy");
        this.resources.set(slot, { slot, id, inputs, outputs, initErrors: reasons });
      }
      throw error;
    }
  }

  private async check(
    provider: Provider,
    old: Resource | undefined,
    slot: Slot,
    { wrapped: _ofTheText, ...declared }: Declared,
  ): Promise<Bag> {
    const urn = `urn:pulumi:dev::shop::${AUTH_CONFIG_TYPE}::${slot}`;
    const news = withProvider({ ...declared, __identity: { organization: "organization", urn } });
    const { inputs, failures } = await must(provider.check)(plain(old?.inputs ?? {}), structuredClone(news));
    if (failures?.length) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return withProvider(received(inputs));
  }

  private startProvider(): Provider {
    const { emulator, environment } = this;
    return providerOf(
      startOperation({
        environment: {
          ...environment,
          COMPOSIO_API_KEY: emulator.apiKey,
          COMPOSIO_BASE_URL: emulator.url,
          PULUMI_BACKEND_URL: "https://state.example",
        },
        directory: "/",
        engine: undefined,
        log: (line) => {
          this.printed += `${line}\n`;
        },
        clock: this.clock,
      }),
    );
  }

  private async operation(act: (changes: string[]) => Promise<void>): Promise<Outcome> {
    const changes: string[] = [];
    try {
      await act(changes);
      return { errors: [], changes };
    } catch (error) {
      const { message } = error as Error;
      this.printed += `${message}\n`;
      return { errors: [message], changes };
    }
  }
}

type Provider = dynamic.ResourceProvider;

const entries = (program: Program) => Object.entries(program) as [Slot, Declared][];

const must = <Method>(method: Method | undefined): Method => method as Method;

/** The SDK puts the text of the provider into every answer. */
const withProvider = (bag: object): Bag => ({ ...bag, __provider: PROVIDER_TEXT });

/** What comes over the wire: anything undefined would hang the operation, or be an error. */
function received(value: unknown): Bag {
  const check = (part: unknown): void => {
    if (part === undefined) throw new Error("the provider has answered with undefined inside");
    if (part !== null && typeof part === "object") Object.values(part).forEach(check);
  };
  check(value);
  return structuredClone(value) as Bag;
}

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

const isSecret = (value: unknown): value is { value: unknown } =>
  value !== null && typeof value === "object" && SIGNATURE_KEY in value;

/** A provider is given secrets in clear. */
function plain(value: unknown): never {
  const unwrap = (part: unknown): unknown => {
    if (isSecret(part)) return unwrap(part.value);
    if (Array.isArray(part)) return part.map(unwrap);
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, unwrap(inner)]));
  };
  return unwrap(value) as never;
}

/** As the state file holds it. A mark on a whole map is dropped, so that does not count. */
function encrypted(value: unknown): unknown {
  if (isSecret(value)) return typeof value.value === "object" ? encrypted(value.value) : "[ciphertext]";
  if (Array.isArray(value)) return value.map(encrypted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encrypted(inner)]));
}
