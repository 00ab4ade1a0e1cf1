/**
 * The auth configs and accounts that a run makes, and their end. Every create goes through here: it is of an allowed toolkit,
 * carries the mark, and is remembered before it is sent.
 */
import type { Item } from "./items";
import { everyAuthConfig, idOf, isItem } from "./items";
import { isScratch, SCRATCH_USER, scratchName } from "./marks";
import { configIdOf, everyAccount, removeAccount, removeConfig } from "./removal";
import type { Reply, Wire } from "./wire";
import { Unclear } from "./wire";

/** Alive at once. */
export const MOST_SCRATCH_CONFIGS = 12;

/** How often, and after which waits, what may still arrive is looked for: a create without an answer can be late. */
const LOOK_AGAIN_AFTER_MS = [1000, 2000, 5000, 10_000];

export interface ScratchOptions {
  wire: Wire;
  /** 8 hex of this run. */
  runHex: string;
  /** 8 random hex, each time others. */
  createHex: () => string;
  /** Toolkits that the project has no auth config of. */
  toolkits: ReadonlySet<string>;
  /** Throws `Stopped` if no more may be made. */
  goOn: () => void;
}

export class Scratch {
  readonly #options: ScratchOptions;
  /** Ids of all configs that this run has made. */
  readonly #made = new Set<string>();
  /** Ids of those configs that may still exist. */
  readonly #alive = new Set<string>();
  /** Creates whose end nobody knows. */
  #lost = 0;

  constructor(options: ScratchOptions) {
    this.#options = options;
  }

  createName(): string {
    return scratchName(this.#options.runHex, this.#options.createHex());
  }

  /** Sends a create. `authConfig` must carry a name of `createName`, or one as its client id. */
  async create(toolkit: string, authConfig: Item): Promise<Reply> {
    const { wire, toolkits, runHex, goOn } = this.#options;
    goOn();
    if (!toolkits.has(toolkit)) throw new Error(`${toolkit} is none of the toolkits that this run may use.`);
    if (!isScratch(authConfig, runHex)) throw new Error("A scratch auth config must carry the mark of the run.");
    if (this.#alive.size + this.#lost >= MOST_SCRATCH_CONFIGS) throw new Unclear("too many scratch configs are alive");
    this.#lost += 1;
    const body = { toolkit: { slug: toolkit }, auth_config: authConfig };
    const reply = await wire.once({ method: "POST", path: "/auth_configs", body });
    if (reply.status < 300) {
      const id = createdId(reply);
      this.#made.add(id);
      this.#alive.add(id);
    }
    this.#lost -= 1;
    return reply;
  }

  /** An account of our own on a scratch config of ours. */
  async connect(id: string, values: Record<string, string>): Promise<Reply> {
    this.#options.goOn();
    if (!this.#alive.has(id)) throw new Unclear("the config is not one of this run");
    const connection = { user_id: SCRATCH_USER, state: { authScheme: "API_KEY", val: values } };
    const body = { auth_config: { id }, connection, validate_credentials: false };
    return this.#options.wire.once({ method: "POST", path: "/connected_accounts", body });
  }

  /** A probe has deleted it, or tried to. What is not gone after all is met by `removeAll`. */
  forget(id: string): void {
    this.#alive.delete(id);
  }

  /** Deletes one of ours; what fails is left to `removeAll`. */
  async remove(id: string): Promise<void> {
    try {
      if (await removeConfig(this.#options.wire, id)) this.#alive.delete(id);
    } catch (error) {
      if (!(error instanceof Unclear)) throw error;
    }
  }

  /** Deletes all that this run has made, and looks whether it is gone. Gives how many could not be deleted. */
  async removeAll(): Promise<number> {
    for (const id of this.#alive) await this.remove(id);
    let isDoubtful = this.#lost > 0 || this.#alive.size > 0;
    let left = 0;
    for (const waitMs of [0, ...LOOK_AGAIN_AFTER_MS]) {
      if (waitMs > 0) await this.#options.wire.sleep(waitMs);
      const { found, kept } = await this.#removeWhatIsThere();
      left = kept;
      if (found === 0 && !isDoubtful) return 0;
      // A scratch config that was found late may have a twin that comes later still, so every wait is spent.
      isDoubtful = true;
    }
    return left;
  }

  async #removeWhatIsThere(): Promise<{ found: number; kept: number }> {
    const { wire, runHex } = this.#options;
    const configs = (await everyAuthConfig(wire)).filter(
      (item) => isScratch(item, runHex) || this.#made.has(String(item.id)),
    );
    let kept = 0;
    for (const item of configs) if (!(await removeConfig(wire, idOf(item)))) kept += 1;
    const accounts = (await everyAccount(wire)).filter((account) => this.#made.has(configIdOf(account)));
    for (const account of accounts) await removeAccount(wire, idOf(account));
    return { found: configs.length + accounts.length, kept };
  }
}

/** The id in the answer to a create; `Unclear` if there is none, and then the create counts as lost. */
export function createdId({ json }: Reply): string {
  const made = isItem(json) ? json.auth_config : undefined;
  if (!isItem(made)) throw new Unclear("a create was answered without an id");
  return idOf(made);
}
