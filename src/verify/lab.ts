/** The lab of the probes: scratch auth configs that stand ready, and those that a probe uses up. */
import type { KindName } from "./bodies";
import { Bodies } from "./bodies";
import type { Item } from "./items";
import { isItem } from "./items";
import { deleteConfig, removeAccount } from "./removal";
import { Requests, refusalOf } from "./requests";
import type { Scratch } from "./scratch";
import { createdId } from "./scratch";
import type { ChosenToolkits } from "./toolkits";
import type { Reply, Wire } from "./wire";
import { Unclear } from "./wire";

const VISIBLE_AFTER_MS = 500;
const MOST_LOOKS = 60;

export interface LabOptions {
  wire: Wire;
  scratch: Scratch;
  toolkits: ChosenToolkits;
  /** The beginning of the names of this run's scratch configs. */
  search: string;
}

export class Lab {
  readonly wire: Wire;
  readonly scratch: Scratch;
  readonly bodies: Bodies;
  readonly requests: Requests;
  readonly #fixtures = new Map<KindName, string>();

  constructor({ wire, scratch, toolkits, search }: LabOptions) {
    this.wire = wire;
    this.scratch = scratch;
    this.bodies = new Bodies(toolkits, () => scratch.createName());
    this.requests = new Requests(wire, search);
  }

  /** The id of one that stands ready, and that no probe may change. */
  async fixture(kind: KindName): Promise<string> {
    const id = this.#fixtures.get(kind) ?? (await this.#make(kind)).id;
    this.#fixtures.set(kind, id);
    return id;
  }

  async #make(kind: KindName): Promise<{ id: string; reply: Reply }> {
    const reply = await this.create(kind, this.bodies.plain(kind));
    if (reply.status >= 300) throw new Unclear(`a plain create was answered with ${reply.status}`);
    const id = createdId(reply);
    await this.#untilVisible(id);
    return { id, reply };
  }

  create(kind: KindName, authConfig: Item): Promise<Reply> {
    return this.scratch.create(this.bodies.toolkit(kind).slug, authConfig);
  }

  async #untilVisible(id: string): Promise<void> {
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      if ((await this.requests.read(id)).status === 200) return;
      await this.wire.sleep(VISIBLE_AFTER_MS);
    }
    throw new Unclear("a new auth config did not appear");
  }

  /** Makes an auth config that a probe may change, hands it over with the answer to its create, and deletes it afterwards. */
  async temporary<Result>(kind: KindName, use: (id: string, reply: Reply) => Promise<Result>): Promise<Result> {
    const { id, reply } = await this.#make(kind);
    try {
      return await use(id, reply);
    } finally {
      await this.scratch.remove(id);
    }
  }

  /**
   * Whether a create is taken that differs from the plain one, which must be taken: otherwise a refusal says nothing. `look` sees
   * the new one.
   */
  async trial<Taken>(
    kind: KindName,
    authConfig: Item,
    look: (id: string) => Promise<Taken>,
  ): Promise<Taken | "refused"> {
    await this.fixture(kind);
    const reply = await this.create(kind, authConfig);
    if (reply.status >= 300) return refusalOf(reply);
    const id = createdId(reply);
    try {
      await this.#untilVisible(id);
      return await look(id);
    } finally {
      await this.scratch.remove(id);
    }
  }

  /** Makes an auth config and looks at it at once, without a wait for replicas. */
  async trialAtOnce<Result>(kind: KindName, look: (id: string) => Promise<Result>): Promise<Result> {
    await this.fixture(kind);
    const reply = await this.create(kind, this.bodies.plain(kind));
    if (reply.status >= 300) throw new Unclear(`a plain create was answered with ${reply.status}`);
    const id = createdId(reply);
    try {
      return await look(id);
    } finally {
      await this.scratch.remove(id);
    }
  }

  /** Deletes a temporary one as a user would, without a second try. */
  async deleteOnce(id: string): Promise<Reply> {
    const reply = await deleteConfig(this.wire, id);
    if (reply.status < 300) this.scratch.forget(id);
    return reply;
  }

  /** A temporary key config with an active account of ours. Both are deleted afterwards. */
  connected<Result>(use: (id: string, accountId: string) => Promise<Result>): Promise<Result> {
    return this.temporary("keyed", async (id) => {
      const { status, json } = await this.scratch.connect(id, this.bodies.userKeys());
      const accountId = isItem(json) ? json.id : undefined;
      if (status >= 300 || typeof accountId !== "string")
        throw new Unclear("an account with a made-up key was refused");
      try {
        if ((await this.requests.account(accountId))?.status !== "ACTIVE")
          throw new Unclear("the account did not become active");
        return await use(id, accountId);
      } finally {
        await removeAccount(this.wire, accountId);
      }
    });
  }
}
