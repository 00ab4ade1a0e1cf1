/** Short ways to look at scratch configs and to change them. */
import type { Outgoing } from "../client/exchange";
import type { Item } from "./items";
import { isItem, itemsOf } from "./items";
import type { Reply, Wire } from "./wire";
import { Unclear } from "./wire";

const REFUSALS = [400, 409, 422];

export class Requests {
  readonly #wire: Wire;
  /** The beginning of the names of this run's scratch configs. */
  readonly search: string;

  constructor(wire: Wire, search: string) {
    this.#wire = wire;
    this.search = search;
  }

  read(id: string): Promise<Reply> {
    return this.#wire.often({ method: "GET", path: `/auth_configs/${id}` });
  }

  async item(id: string): Promise<Item> {
    const { status, json } = await this.read(id);
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
    return this.#wire.once({ method: "PATCH", path: `/auth_configs/${id}`, body });
  }

  setStatus(id: string, status: "ENABLED" | "DISABLED"): Promise<Reply> {
    return this.#wire.once({ method: "PATCH", path: `/auth_configs/${id}/${status}` });
  }

  /** The scratch configs of this run that a list finds. */
  async list(query: Outgoing["query"] = {}): Promise<Item[]> {
    const { status, json } = await this.listPage({ search: this.search, limit: 50, ...query });
    if (status !== 200) throw new Unclear(`a list was answered with ${status}`);
    return itemsOf(json);
  }

  listPage(query: NonNullable<Outgoing["query"]>): Promise<Reply> {
    return this.#wire.often({ method: "GET", path: "/auth_configs", query });
  }

  /** Undefined if the API does not know it. */
  async account(id: string): Promise<Item | undefined> {
    const { status, json } = await this.#wire.often({ method: "GET", path: `/connected_accounts/${id}` });
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
