/**
 * What Pulumi's engine does with a provider, as far as faults are concerned: which call it makes when, and what it keeps of
 * an answer or a failure. Seen on engine 3.274.1. It is here since the real one has no fake clock.
 */
import type { dynamic } from "@pulumi/pulumi";

type Bag = Record<string, unknown>;

/** One object in the state. */
export interface Entry {
  name: string;
  id: string;
  inputs: Bag;
  outputs: Bag;
  /** A replaced one, whose deletion is still to come. */
  isDeleting: boolean;
  /** A create or an update of it has failed half-way: the next run updates it, whatever diff says. */
  isHalfMade: boolean;
}

export interface Failure {
  name: string;
  call: "check" | "diff" | "create" | "read" | "update" | "delete";
  message: string;
}

export interface UpOptions {
  /** Whose steps are done but never heard of: the CLI was killed meanwhile. */
  killed?: (name: string) => boolean;
  /** Replaced although nothing differs, as with `--replace`. */
  tainted?: (name: string) => boolean;
  deletesFirst?: boolean;
}

const PROVIDER_TEXT = "the provider's text";
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

export class SimulatedStack {
  entries: Entry[] = [];

  /** `startProcess` gives a provider in a process of its own; `urnOf` the identity of a resource. */
  constructor(
    private readonly startProcess: () => dynamic.ResourceProvider,
    private readonly identityOf: (name: string) => { organization: string; urn: string },
  ) {}

  live(name: string): Entry | undefined {
    return this.entries.find((entry) => entry.name === name && !entry.isDeleting);
  }

  async up(program: ReadonlyMap<string, Bag>, options: UpOptions = {}): Promise<Failure[]> {
    const run = new Operation(this, this.start(), this.identityOf, options);
    const steps: Promise<void>[] = [];
    // Checks and diffs are made one after the other, while the steps that they lead to run already.
    for (const [name, args] of program) steps.push(...(await run.plan(name, args)));
    await Promise.all(steps);
    const hasEnded = run.failures.length > 0 || [...program.keys()].some((name) => options.killed?.(name));
    if (!hasEnded) await run.deleteAll(this.entries.filter(({ name, isDeleting }) => isDeleting || !program.has(name)));
    return run.failures;
  }

  async refresh(): Promise<Failure[]> {
    const run = new Operation(this, this.start(), this.identityOf, {});
    await Promise.all(this.entries.filter(({ isDeleting }) => !isDeleting).map((entry) => run.refresh(entry)));
    return run.failures;
  }

  async destroy(): Promise<Failure[]> {
    const run = new Operation(this, this.start(), this.identityOf, {});
    await run.deleteAll([...this.entries]);
    return run.failures;
  }

  private start(): Required<dynamic.ResourceProvider> {
    return this.startProcess() as Required<dynamic.ResourceProvider>;
  }
}

class Operation {
  readonly failures: Failure[] = [];

  constructor(
    private readonly stack: SimulatedStack,
    private readonly provider: Required<dynamic.ResourceProvider>,
    private readonly identityOf: (name: string) => { organization: string; urn: string },
    private readonly options: UpOptions,
  ) {}

  /** The step that a declared resource needs, already on its way. */
  async plan(name: string, args: Bag): Promise<Promise<void>[]> {
    const entry = this.stack.live(name);
    const isTainted = entry !== undefined && this.options.tainted?.(name) === true;
    const inputs = await this.check(name, isTainted ? {} : (entry?.inputs ?? {}), args);
    if (!inputs) return [];
    if (!entry) return [this.create(name, inputs)];

    const { changes = false, replaces = [] } = isTainted
      ? { replaces: ["taint"] }
      : ((await this.call(name, "diff", () => this.provider.diff(entry.id, entry.outputs, inputs))) ?? {});
    if (this.failures.some((failure) => failure.name === name)) return [];
    if (replaces.length > 0) return [this.replace(entry, args)];
    if (changes || entry.isHalfMade) return [this.update(entry, inputs)];
    // Nothing to send: inputs are kept as they are declared now.
    entry.inputs = inputs;
    return [];
  }

  async deleteAll(entries: Entry[]): Promise<void> {
    await Promise.all(entries.map((entry) => this.delete(entry)));
  }

  async refresh(entry: Entry): Promise<void> {
    const { name, id } = entry;
    const found = await this.call(name, "read", () => this.provider.read(id, entry.outputs));
    if (!found) return;
    if (!found.id) return this.drop(entry);
    const oldInputs = entry.inputs;
    entry.outputs = received({ ...found.props, __provider: PROVIDER_TEXT });
    if (found.inputs) entry.inputs = received({ ...found.inputs, __provider: PROVIDER_TEXT });
    entry.isHalfMade = false;
    await this.call(name, "diff", () => this.provider.diff(id, entry.outputs, oldInputs));
  }

  private async check(name: string, olds: Bag, args: Bag): Promise<Bag | undefined> {
    const news = { ...args, __provider: PROVIDER_TEXT, __identity: this.identityOf(name) };
    const checked = await this.call(name, "check", () => this.provider.check(olds, news));
    if (!checked) return undefined;
    for (const { reason } of checked.failures ?? []) this.failures.push({ name, call: "check", message: reason });
    return checked.failures?.length ? undefined : received({ ...checked.inputs, __provider: PROVIDER_TEXT });
  }

  private async create(name: string, inputs: Bag): Promise<void> {
    const keep = (id: string, outputs: Bag, isHalfMade: boolean) =>
      this.stack.entries.push({ name, id, inputs, outputs, isDeleting: false, isHalfMade });
    const made = await this.call(
      name,
      "create",
      () => this.provider.create(inputs),
      (half) => keep(half.id, received(half.properties), true),
    );
    if (made) keep(made.id, received({ ...made.outs, __provider: PROVIDER_TEXT }), false);
  }

  private async update(entry: Entry, inputs: Bag): Promise<void> {
    const done = await this.call(
      entry.name,
      "update",
      () => this.provider.update(entry.id, entry.outputs, inputs),
      // The engine keeps the old inputs, and the outputs that the failure carries.
      (half) => Object.assign(entry, { outputs: received(half.properties), isHalfMade: true }),
    );
    if (!done) return;
    const outputs = received({ ...done.outs, __provider: PROVIDER_TEXT });
    Object.assign(entry, { inputs, outputs, isHalfMade: false });
  }

  /** The new one is checked as if there had never been another. */
  private async replace(entry: Entry, args: Bag): Promise<void> {
    const { name } = entry;
    const inputs = await this.check(name, {}, args);
    if (!inputs) return;
    if (this.options.deletesFirst) {
      await this.delete(entry);
      if (this.stack.entries.includes(entry)) return;
      return this.create(name, inputs);
    }
    const before = this.stack.entries.length;
    await this.create(name, inputs);
    if (this.stack.entries.slice(before).some((made) => made.name === name)) entry.isDeleting = true;
  }

  private async delete(entry: Entry): Promise<void> {
    const done = await this.call(entry.name, "delete", async () => {
      await this.provider.delete(entry.id, entry.outputs);
      return true;
    });
    if (done) this.drop(entry);
  }

  private drop(entry: Entry): void {
    this.stack.entries = this.stack.entries.filter((each) => each !== entry);
  }

  /** Undefined where the call failed, or where nobody is there any more to hear its answer. */
  private async call<Result>(
    name: string,
    call: Failure["call"],
    act: () => Promise<Result>,
    keepHalf: (half: Half) => void = () => {},
  ): Promise<Result | undefined> {
    const isKilled = ["create", "update", "delete"].includes(call) && this.options.killed?.(name) === true;
    try {
      const result = await act();
      return isKilled ? undefined : result;
    } catch (error) {
      this.failures.push({ name, call, message: whatTheUserSees(error) });
      if (error instanceof Error && "id" in error && !isKilled) keepHalf(checkedHalf(error as unknown as Half));
      return undefined;
    }
  }
}

interface Half {
  id: string;
  properties: Bag;
  reasons: string[];
}

/** On these the real engine loses the object, fails at the next delete, or waits for ever. */
function checkedHalf(half: Half): Half {
  const { id, properties, reasons } = half;
  if (!id || !reasons.length || properties.__provider !== PROVIDER_TEXT || hasUndefined(properties)) {
    throw new Error(`The engine can't take this failure: ${JSON.stringify({ id, properties, reasons })}`);
  }
  return half;
}

function whatTheUserSees(error: unknown): string {
  if (!(error instanceof Error))
    throw new Error(`The engine hangs when something is thrown that is no error: ${error}`);
  return [error.message, error.stack, ...("reasons" in error ? (error.reasons as string[]) : [])].join("\n");
}

/** As it arrives: through JSON, secrets out of their envelopes. */
function received(bag: object): Bag {
  if (hasUndefined(bag)) throw new Error(`The engine waits for ever on undefined: ${JSON.stringify(bag)}`);
  return JSON.parse(JSON.stringify(bag), (_key, value) =>
    value !== null && typeof value === "object" && SIGNATURE_KEY in value ? value.value : value,
  );
}

function hasUndefined(value: unknown): boolean {
  if (value !== null && typeof value === "object") return Object.values(value).some(hasUndefined);
  return value === undefined;
}
