/**
 * The one door from the plugin to the provider's lifecycle, which it shares with the dynamic resource. A dynamic resource tells
 * the provider who it is by hidden inputs; here the engine does, so they are filled in.
 */
import { isNotFound } from "../client/errors";
import { chosenInputs } from "../model/chosen-inputs";
import { difference, isChanged } from "../model/difference";
import { imported } from "../model/imported";
import type { Inputs, State } from "../model/inputs";
import { splitScopes } from "../model/values";
import { presentable } from "../provider/errors";
import { authConfigProvider } from "../provider/lifecycle";
import type { Operation } from "../provider/operation";
import { toEngine } from "../provider/results";
import type { Lookup } from "../settings";
import type { Change } from "./detailed-diff";
import { detailedDiff } from "./detailed-diff";
import { foreseenCreate, foreseenUpdate } from "./foreseen";
import { dynamicUrn } from "./urn";
import type { Bag } from "./wire";

export interface Checked {
  inputs: Bag;
  /** One line each. */
  failures: string[];
}

export interface Compared {
  isChanged: boolean;
  replaces: string[];
  details: Record<string, Change>;
}

export interface Made {
  id: string;
  state: Bag;
}

export interface Seen {
  /** Empty if it is gone. */
  id: string;
  state?: Bag;
  /** Absent if the engine is to keep those that it has. */
  inputs?: Bag;
}

type Methods = Required<ReturnType<typeof authConfigProvider>>;

export class LifecycleDoor {
  readonly #operation: Operation;
  readonly #lifecycle: Methods;

  constructor(operation: Operation) {
    this.#operation = operation;
    this.#lifecycle = authConfigProvider(operation) as Methods;
  }

  configure(config: Lookup): void {
    this.#operation.connection.configure(config);
  }

  async check(urn: string, olds: Bag, news: Bag): Promise<Checked> {
    const { validate, ...declared } = news;
    if (validate !== undefined && validate !== "local") {
      return { inputs: declared, failures: [`validate: must be "local", but got: ${JSON.stringify(validate)}`] };
    }
    const identity = { organization: this.#organization, urn: dynamicUrn(urn) };
    const identified = {
      ...own(declared),
      ...(validate !== undefined && { __validate: validate }),
      __identity: identity,
    };
    const { inputs = {}, failures = [] } = await this.#lifecycle.check(own(olds), identified);
    return { inputs, failures: failures.map(({ reason }) => reason) };
  }

  async diff(id: string, olds: Bag, news: Bag): Promise<Compared> {
    const { replaces = [], changes = false } = await this.#lifecycle.diff(id, olds, news);
    const [state, inputs] = [olds as unknown as State, news as unknown as Inputs];
    const found = difference(state, inputs);
    const details = changes && isChanged(state, found) ? detailedDiff(state, inputs, found) : {};
    return { isChanged: changes, replaces, details };
  }

  async create(inputs: Bag): Promise<Made> {
    const { id, outs } = await this.#lifecycle.create(inputs);
    return { id, state: outs ?? {} };
  }

  /** The state after the operation, as far as it is known. */
  foreseeCreate = (inputs: Bag): Bag => toEngine(foreseenCreate(inputs as unknown as Inputs));

  async update(id: string, olds: Bag, news: Bag): Promise<Bag> {
    const { outs } = await this.#lifecycle.update(id, own(olds), news);
    return outs ?? {};
  }

  foreseeUpdate = (olds: Bag, news: Bag): Bag =>
    toEngine(foreseenUpdate(own(olds) as unknown as State, news as unknown as Inputs));

  async read(id: string, state: Bag): Promise<Seen> {
    const { id: found = "", props, inputs } = await this.#lifecycle.read(id, own(state));
    return {
      id: found,
      ...(props && { state: withLists(props, state) }),
      ...(inputs && { inputs: withLists(inputs, state) }),
    };
  }

  /** Reads one that the stack has no state of: what somebody chose of it are its inputs. Throws if there is none. */
  async readAnew(id: string): Promise<Seen> {
    const operation = this.#operation;
    const { owner, connection } = operation;
    try {
      const client = operation.client();
      const item = await client.getAuthConfig(id);
      const toolkit = await client.getToolkit(item.toolkit.slug).catch(nothingIfNotFound);
      const chosen = chosenInputs(item, toolkit);
      const { inputs, state } = imported(item, chosen, { trusts: true, providerName: connection.providerName });
      const seen = { ...state, __lastSeenBy: owner.mark() };
      return { id, state: withLists(toEngine(seen)), inputs: withLists(toEngine(inputs)) };
    } catch (error) {
      throw presentable(error, operation, true);
    }
  }

  async delete(id: string, state: Bag): Promise<void> {
    await this.#lifecycle.delete(id, own(state));
  }

  /** From now on no text that leaves the process shows these values. */
  hide(values: readonly unknown[]): void {
    this.#operation.voice.redactor.remember(values);
  }

  /**
   * The organization comes in no request. Backends that the user runs have one alone, of this name; on Pulumi Cloud it is left
   * out of marks.
   */
  get #organization(): string {
    return /(^| )https?:/.test(this.#operation.backend ?? "") ? "" : "organization";
  }
}

/** Without the provider text, which a stack brings along that has moved here from dynamic resources. */
const own = ({ __provider, ...bag }: Bag): Bag => bag;

/**
 * With scopes as lists, which is their one form in the schema: the API shows a string. What the state has as a string, of a
 * stack that has moved here, stays one.
 */
function withLists(bag: Bag, last: Bag = {}): Bag {
  const strings = (["scopes", "userScopes"] as const).flatMap((name): Array<[string, string]> => {
    const value = bag[name];
    return typeof value === "string" && typeof last[name] !== "string" ? [[name, value]] : [];
  });
  return { ...bag, ...Object.fromEntries(strings.map(([name, value]) => [name, splitScopes(value)])) };
}

/** An auth config can outlive its toolkit. */
function nothingIfNotFound(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}
