/**
 * Pulumi's engine with a dynamic provider, in so far as it matters here: which calls it makes, when and with which
 * arguments, and which parts of an answer or a failure it keeps. A provider of its own for each operation, as the
 * engine starts a process for each. All facts are from runs of engine 3.274.1, which has no clock that a test could
 * set.
 */
import type { dynamic } from "@pulumi/pulumi";
import type { Emulator } from "../../src/emulator";
import { startOperation } from "../../src/provider/operation";
import { AUTH_CONFIG_TYPE, PROVIDER_TEXT } from "../../src/provider-text";
import { providerOf } from "../support/door";
import type { Events, Slot } from "./history";
import { ask, time } from "./in-process";
import { MARKERS } from "./values";
import type { Bag } from "./wire";
import { encrypted, hasUndefined, plain, received } from "./wire";
import type { Declared } from "./wish";
import type { Entry, Failure, Outcome, Program, World } from "./world";

interface Resource extends Entry {
  inputs: Bag;
  outputs: Bag;
  /** A create or an update of it has failed half-way: the next run updates it, whatever diff says. */
  isHalfMade: boolean;
}

type Provider = Required<dynamic.ResourceProvider>;

export class SimulatedEngine implements World {
  readonly isCheap = true;
  // Nobody tells a provider that a public value was given as a secret.
  readonly markers = MARKERS;
  environment: Record<string, string> = {};
  resources: Resource[] = [];
  private lines: string[] = [];

  constructor(readonly emulator: Emulator) {}

  passMinutes(minutes: number): Promise<void> {
    return time.pass(minutes * 60_000);
  }

  async forgetFaults(): Promise<void> {
    const { url, apiKey } = this.emulator;
    await ask(new URL("/_emulator/faults", url), { method: "DELETE", headers: { "x-api-key": apiKey } });
  }

  entries(): Entry[] {
    return this.resources;
  }

  printed(): string {
    return this.lines.join("\n");
  }

  stored(): string {
    return JSON.stringify(this.resources.map(encrypted));
  }

  live(slot: Slot): Resource | undefined {
    return this.resources.find((resource) => resource.slot === slot && !resource.isDeleting);
  }

  async up(program: Program, events: Events = {}): Promise<Outcome> {
    const run = this.start(events);
    const steps: Promise<void>[] = [];
    // Checks and diffs are made one after the other, while the steps that they lead to run already.
    for (const [slot, declared] of entriesOf(program)) steps.push(...(await run.plan(slot, declared)));
    await Promise.all(steps);
    const isOver = run.failures.length > 0 || entriesOf(program).some(([slot]) => events.killed?.includes(slot));
    if (!isOver) await run.deleteAll(this.resources.filter(({ slot, isDeleting }) => isDeleting || !program[slot]));
    return run;
  }

  async preview(program: Program): Promise<Outcome> {
    const run = this.start();
    for (const [slot, declared] of entriesOf(program)) await run.foresee(slot, declared);
    for (const { slot } of this.resources) if (!program[slot]) run.changes.push(`delete ${slot}`);
    return run;
  }

  async refresh(): Promise<Outcome> {
    const run = this.start();
    await Promise.all(this.resources.filter(({ isDeleting }) => !isDeleting).map((resource) => run.refresh(resource)));
    return run;
  }

  async destroy(): Promise<Outcome> {
    const run = this.start();
    await run.deleteAll([...this.resources]);
    return run;
  }

  print(line: string): void {
    this.lines.push(line);
  }

  private start(events: Events = {}): Run {
    const { apiKey, url } = this.emulator;
    const operation = startOperation({
      environment: {
        ...this.environment,
        COMPOSIO_API_KEY: apiKey,
        COMPOSIO_BASE_URL: url,
        PULUMI_BACKEND_URL: "https://state.example",
      },
      directory: "/",
      engine: undefined,
      log: (line) => this.print(line),
      clock: time.clock,
    });
    return new Run(this, providerOf(operation) as Provider, events);
  }
}

/** One operation. */
class Run implements Outcome {
  readonly failures: Failure[] = [];
  readonly changes: string[] = [];

  constructor(
    private readonly engine: SimulatedEngine,
    private readonly provider: Provider,
    private readonly events: Events,
  ) {}

  /** The step that a declared resource needs, already on its way. */
  async plan(slot: Slot, declared: Declared): Promise<Promise<void>[]> {
    const resource = this.engine.live(slot);
    const isTainted = resource !== undefined && this.events.tainted?.includes(slot) === true;
    const inputs = await this.check(slot, isTainted ? {} : (resource?.inputs ?? {}), declared);
    if (!inputs) return [];
    if (!resource) return [this.create(slot, inputs)];

    const diff = isTainted ? { replaces: ["taint"] } : await this.diff(resource, inputs);
    if (!diff) return [];
    const { changes = false, replaces = [] } = diff;
    if (replaces.length > 0) return [this.replace(resource, declared)];
    if (changes || resource.isHalfMade) return [this.update(resource, inputs)];
    // The same: its new inputs are kept, its outputs stay.
    resource.inputs = inputs;
    return [];
  }

  async foresee(slot: Slot, declared: Declared): Promise<void> {
    const resource = this.engine.live(slot);
    const inputs = await this.check(slot, resource?.inputs ?? {}, declared);
    if (!inputs) return;
    if (!resource) this.changes.push(`create ${slot}`);
    else if ((await this.diff(resource, inputs))?.changes || resource.isHalfMade) this.changes.push(`update ${slot}`);
  }

  async deleteAll(resources: Resource[]): Promise<void> {
    await Promise.all(resources.map((resource) => this.delete(resource)));
  }

  async refresh(resource: Resource): Promise<void> {
    const { slot, id, inputs } = resource;
    const found = await this.call(slot, "read", () => this.provider.read(id, plain(resource.outputs)));
    if (!found) return;
    if (!found.id) {
      this.changes.push(`delete ${slot}`);
      return this.drop(resource);
    }
    resource.outputs = withProvider(received(found.props));
    if (found.inputs) resource.inputs = withProvider(received(found.inputs));
    resource.isHalfMade = false;
    if ((await this.diff(resource, inputs))?.changes) this.changes.push(`update ${slot}`);
  }

  private diff({ slot, id, outputs }: Resource, inputs: Bag): Promise<dynamic.DiffResult | undefined> {
    return this.call(slot, "diff", () => this.provider.diff(id, plain(outputs), plain(inputs)));
  }

  private async check(slot: Slot, olds: Bag, { wrapped: _ofTheText, ...declared }: Declared): Promise<Bag | undefined> {
    const urn = `urn:pulumi:dev::shop::${AUTH_CONFIG_TYPE}::${slot}`;
    const news = withProvider({ ...declared, __identity: { organization: "organization", urn } });
    const checked = await this.call(slot, "check", () => this.provider.check(plain(olds), structuredClone(news)));
    if (!checked) return undefined;
    for (const { reason } of checked.failures ?? []) this.fail(slot, "check", reason);
    return checked.failures?.length ? undefined : withProvider(received(checked.inputs));
  }

  private async create(slot: Slot, inputs: Bag): Promise<void> {
    this.changes.push(`create ${slot}`);
    const keep = (id: string, outputs: Bag, isHalfMade: boolean) =>
      this.engine.resources.push({ slot, id, inputs, outputs, isDeleting: false, isHalfMade });
    const made = await this.call(
      slot,
      "create",
      () => this.provider.create(plain(inputs)),
      (half) => keep(half.id, received(half.properties), true),
    );
    if (made) keep(made.id, withProvider(received(made.outs)), false);
  }

  private async update(resource: Resource, inputs: Bag): Promise<void> {
    const { slot, id } = resource;
    this.changes.push(`update ${slot}`);
    const done = await this.call(
      slot,
      "update",
      () => this.provider.update(id, plain(resource.outputs), plain(inputs)),
      // The engine keeps the old inputs, and the outputs that the failure carries.
      (half) => Object.assign(resource, { outputs: received(half.properties), isHalfMade: true }),
    );
    if (done) Object.assign(resource, { inputs, outputs: withProvider(received(done.outs)), isHalfMade: false });
  }

  /** The new one is checked as if there had never been another. */
  private async replace(resource: Resource, declared: Declared): Promise<void> {
    const { slot } = resource;
    const inputs = await this.check(slot, {}, declared);
    if (!inputs) return;
    if (this.events.deletesFirst) {
      await this.delete(resource);
      if (!this.engine.resources.includes(resource)) await this.create(slot, inputs);
      return;
    }
    await this.create(slot, inputs);
    const isMade = this.engine.resources.some(
      (other) => other.slot === slot && !other.isDeleting && other !== resource,
    );
    if (isMade) resource.isDeleting = true;
  }

  private async delete(resource: Resource): Promise<void> {
    const { slot, id, outputs } = resource;
    this.changes.push(`delete ${slot}`);
    const done = await this.call(slot, "delete", async () => {
      await this.provider.delete(id, plain(outputs));
      return true;
    });
    if (done) this.drop(resource);
  }

  private drop(resource: Resource): void {
    this.engine.resources = this.engine.resources.filter((each) => each !== resource);
  }

  /** Undefined if the call failed, or if nobody is there any more to hear its answer. */
  private async call<Result>(
    slot: Slot,
    call: string,
    act: () => Promise<Result>,
    keepHalf: (half: Half) => void = () => {},
  ): Promise<Result | undefined> {
    const isKilled = ["create", "update", "delete"].includes(call) && this.events.killed?.includes(slot) === true;
    try {
      const result = await act();
      return isKilled ? undefined : result;
    } catch (error) {
      this.fail(slot, call, whatTheUserSees(error));
      if (error instanceof Error && "id" in error && !isKilled) keepHalf(whole(error as unknown as Half));
      return undefined;
    }
  }

  private fail(slot: Slot, call: string, message: string): void {
    this.failures.push({ slot, call, message });
    this.engine.print(message);
  }
}

/** A failure that has an id leaves a resource behind. */
interface Half {
  id: string;
  properties: Bag;
  reasons: string[];
}

/** On anything else the real engine loses the object, fails at the next delete, or waits for ever. */
function whole(half: Half): Half {
  const { id, properties, reasons } = half;
  if (!id || !reasons.length || properties.__provider !== PROVIDER_TEXT || hasUndefined(properties)) {
    throw new Error(`The engine can't take this failure: ${JSON.stringify({ id, properties, reasons })}`);
  }
  return half;
}

function whatTheUserSees(error: unknown): string {
  if (!(error instanceof Error)) throw new Error(`The engine hangs if something is thrown that is no error: ${error}`);
  return [error.message, error.stack, ...("reasons" in error ? (error.reasons as string[]) : [])].join("\n");
}

const entriesOf = (program: Program) => Object.entries(program) as [Slot, Declared][];

/** The SDK puts the text of the provider into every answer. */
const withProvider = (bag: object): Bag => ({ ...bag, __provider: PROVIDER_TEXT });
