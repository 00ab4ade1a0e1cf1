/** The lab of the probes: scratch auth configs of three kinds, made when one first needs them, and short ways to look at them. */
import type { Toolkit } from "../api/toolkit";
import type { Outgoing } from "../client/exchange";
import type { Item } from "./items";
import { isItem, itemsOf } from "./items";
import { removeAccount } from "./removal";
import type { Scratch } from "./scratch";
import { createdId } from "./scratch";
import type { ChosenToolkits, PartName } from "./toolkits";
import { askedFields, defaultScopesOf, managedScope } from "./toolkits";
import type { Reply, Wire } from "./wire";
import { Unclear } from "./wire";

/** Made up, and long enough that every form of mask can be told from the others. */
export const SECRET = "made-up-by-pulumi-composio-verify";
export const REDIRECT = "https://backend.composio.dev/api/v3.1/toolkits/auth/callback";
const SHARED_VALUE = "made-up-and-shared";

/** The scratch configs that stand ready: `scoped` ones have scopes that were sent. */
export type FixtureName = PartName | "scoped" | "managedScoped";

const PART_OF: Record<FixtureName, PartName> = {
  app: "app",
  scoped: "app",
  managed: "managed",
  managedScoped: "managed",
  keyed: "keyed",
};

const REFUSALS = [400, 409, 422];
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
  readonly search: string;
  readonly #toolkits: ChosenToolkits;
  readonly #fixtures = new Map<FixtureName, string>();

  constructor({ wire, scratch, toolkits, search }: LabOptions) {
    this.wire = wire;
    this.scratch = scratch;
    this.search = search;
    this.#toolkits = toolkits;
  }

  toolkit(part: PartName): Toolkit {
    const toolkit = this.#toolkits[part];
    if (!toolkit) throw new Unclear("the project has auth configs of every toolkit that would do");
    return toolkit;
  }

  /** Default scopes of the toolkit, two if it has them. */
  scopesOf(name: "scoped" | "managedScoped"): string {
    const toolkit = this.toolkit(PART_OF[name]);
    if (name === "managedScoped") return managedScope(toolkit) ?? "";
    return defaultScopesOf(toolkit)
      .split(/[\s,]+/)
      .slice(0, 2)
      .join(",");
  }

  /** Names of fields that no user has to keep secret. */
  sharedFieldNames(): string[] {
    return askedFields(this.toolkit("keyed"), "API_KEY")
      .filter(({ is_secret }) => is_secret !== true)
      .map(({ name }) => name);
  }

  /** The `auth_config` of a create that has nothing odd about it. */
  plain(name: FixtureName): Item {
    const mark = this.scratch.createName();
    if (name === "managed") return { type: "use_composio_managed_auth", name: mark };
    if (name === "managedScoped") return { ...this.plain("managed"), credentials: { scopes: this.scopesOf(name) } };
    if (name === "keyed") {
      const shared = Object.fromEntries(this.sharedFieldNames().map((field) => [field, SHARED_VALUE]));
      const both = { shared_connection_fields: shared, shared_credentials: shared };
      return { type: "use_custom_auth", authScheme: "API_KEY", name: mark, credentials: {}, ...both };
    }
    const sent = name === "scoped" ? { scopes: this.scopesOf(name), oauth_redirect_uri: REDIRECT } : {};
    const credentials = { client_id: mark, client_secret: SECRET, ...sent };
    return { type: "use_custom_auth", authScheme: "OAUTH2", name: mark, credentials };
  }

  /** The id of one that stands ready, and that no probe may change. */
  async fixture(name: FixtureName): Promise<string> {
    const id = this.#fixtures.get(name) ?? (await this.#make(name)).id;
    this.#fixtures.set(name, id);
    return id;
  }

  async #make(name: FixtureName): Promise<{ id: string; reply: Reply }> {
    const reply = await this.create(name, this.plain(name));
    if (reply.status >= 300) throw new Unclear(`a plain create was answered with ${reply.status}`);
    const id = createdId(reply);
    await this.#untilVisible(id);
    return { id, reply };
  }

  create(name: FixtureName, authConfig: Item): Promise<Reply> {
    return this.scratch.create(this.toolkit(PART_OF[name]).slug, authConfig);
  }

  async #untilVisible(id: string): Promise<void> {
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const { status } = await this.wire.often({ method: "GET", path: `/auth_configs/${id}` });
      if (status === 200) return;
      await this.wire.sleep(VISIBLE_AFTER_MS);
    }
    throw new Unclear("a new auth config did not appear");
  }

  /**
   * Makes an auth config that a probe may change, hands it over with the answer to its create, and deletes it
   * afterwards.
   */
  async temporary<Result>(name: FixtureName, use: (id: string, reply: Reply) => Promise<Result>): Promise<Result> {
    const { id, reply } = await this.#make(name);
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
    name: FixtureName,
    authConfig: Item,
    look: (id: string) => Promise<Taken>,
  ): Promise<Taken | "refused"> {
    await this.fixture(name);
    const reply = await this.create(name, authConfig);
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
  async trialAtOnce<Result>(name: FixtureName, look: (id: string) => Promise<Result>): Promise<Result> {
    await this.fixture(name);
    const reply = await this.create(name, this.plain(name));
    if (reply.status >= 300) throw new Unclear(`a plain create was answered with ${reply.status}`);
    const id = createdId(reply);
    try {
      return await look(id);
    } finally {
      await this.scratch.remove(id);
    }
  }

  async item(id: string): Promise<Item> {
    const { status, json } = await this.wire.often({ method: "GET", path: `/auth_configs/${id}` });
    if (status !== 200 || !isItem(json)) throw new Unclear(`a read was answered with ${status}`);
    return json;
  }

  async credentials(id: string): Promise<Item> {
    const { credentials } = await this.item(id);
    if (!isItem(credentials)) throw new Unclear("an item had no credentials");
    return credentials;
  }

  /** A change that must be taken; otherwise nothing can be seen of what it does. */
  async change(id: string, body: object): Promise<Reply> {
    const reply = await this.patch(id, body);
    if (reply.status >= 300) throw new Unclear(`a change was answered with ${reply.status}`);
    return reply;
  }

  patch(id: string, body: object): Promise<Reply> {
    return this.wire.once({ method: "PATCH", path: `/auth_configs/${id}`, body });
  }

  setStatus(id: string, status: "ENABLED" | "DISABLED"): Promise<Reply> {
    return this.wire.once({ method: "PATCH", path: `/auth_configs/${id}/${status}` });
  }

  /** Deletes a temporary one as a user would, without a second try. */
  async deleteOnce(id: string): Promise<Reply> {
    const reply = await this.wire.once({ method: "DELETE", path: `/auth_configs/${id}` });
    if (reply.status < 300) this.scratch.forget(id);
    return reply;
  }

  /** The scratch configs of this run that a list finds. */
  async list(query: Outgoing["query"] = {}): Promise<Item[]> {
    const { status, json } = await this.listPage({ search: this.search, limit: 50, ...query });
    if (status !== 200) throw new Unclear(`a list was answered with ${status}`);
    return itemsOf(json);
  }

  listPage(query: NonNullable<Outgoing["query"]>): Promise<Reply> {
    return this.wire.often({ method: "GET", path: "/auth_configs", query });
  }

  /** A temporary key config with an active account of ours. Both are deleted afterwards. */
  connected<Result>(use: (id: string, accountId: string) => Promise<Result>): Promise<Result> {
    return this.temporary("keyed", async (id) => {
      const values = Object.fromEntries(
        askedFields(this.toolkit("keyed"), "API_KEY").map(({ name }) => [name, SECRET]),
      );
      const { status, json } = await this.scratch.connect(id, values);
      const accountId = isItem(json) ? json.id : undefined;
      if (status >= 300 || typeof accountId !== "string")
        throw new Unclear("an account with a made-up key was refused");
      try {
        if ((await this.account(accountId))?.status !== "ACTIVE")
          throw new Unclear("the account did not become active");
        return await use(id, accountId);
      } finally {
        await removeAccount(this.wire, accountId);
      }
    });
  }

  /** Undefined if the API does not know it. */
  async account(id: string): Promise<Item | undefined> {
    const { status, json } = await this.wire.often({ method: "GET", path: `/connected_accounts/${id}` });
    if (status === 404) return undefined;
    if (status !== 200 || !isItem(json)) throw new Unclear(`an account was answered with ${status}`);
    return json;
  }
}

/** How the API says no to a body; any other answer says nothing of it. */
export function refusalOf({ status }: Reply): "refused" {
  if (!REFUSALS.includes(status)) throw new Unclear(`the answer was a ${status}`);
  return "refused";
}
