/**
 * Reads of many auth configs from few requests. The engine has only so many reads in flight, so one listing must serve the
 * reads that come after it too; and a stack of three auth configs must stay cheap in an account of a hundred thousand.
 */
import DataLoader from "dataloader";
import type { AuthConfigItem } from "../api/auth-config";
import type { Page } from "../api/page";
import type { Client } from "../client/client";
import type { Clock } from "../client/clock";
import { isNotFound } from "../client/errors";
import { everyAuthConfigIf } from "../client/pages";
import type { State } from "../model/inputs";
import { stackHalf } from "../model/marks";

/** How old a listing may be that answers a refresh, and one that says whether accounts are connected. */
export const READ_AGE_MS = 60_000;
export const GUARD_AGE_MS = 10_000;

/** So many reads in one process are asked for one by one: a listing would hardly be cheaper. */
const FEW = 3;

/** The engine's reads arrive within a few milliseconds of each other. */
const GATHER_MS = 10;

/** A "not found" is asked about once more after this time: a replica that lags is no reason to forget what is there. */
const SECOND_LOOK_AFTER_MS = 1_000;

interface Wanted {
  id: string;
  /** The mark of the stack in an auto-name: narrows a listing to this stack. Empty for a name of the user's own. */
  mark: string;
  maxAgeMs: number;
}

interface Listing {
  beganAt: number;
  /** Undefined where the listing was not worth its pages, or failed. */
  items: Promise<Map<string, AuthConfigItem> | undefined>;
}

export class Sweep {
  readonly #client: () => Client;
  readonly #clock: Clock;
  readonly #listings = new Map<string, Listing>();
  /** Reads so far, by mark. */
  readonly #asked = new Map<string, number>();
  /** Written to by this process since it was listed. */
  readonly #outdated = new Set<string>();
  readonly #loader = new DataLoader<Wanted, AuthConfigItem>((wanted) => this.#answer(wanted), {
    cache: false,
    batchScheduleFn: (gathered) => void this.#clock.sleep(GATHER_MS).then(gathered),
  });

  constructor(client: () => Client, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** The auth config; rejects as a read of it by its id does. What a listing does not hold is asked for by id. */
  async find(id: string, { __isAutoNamed, __mark }: Partial<State>, maxAgeMs: number): Promise<AuthConfigItem> {
    const wanted = { id, mark: __isAutoNamed && __mark ? stackHalf(__mark) : "", maxAgeMs };
    const known = await this.#fresh(wanted)?.items;
    return known?.get(id) && !this.#outdated.has(id) ? (known.get(id) as AuthConfigItem) : this.#loader.load(wanted);
  }

  /** This process has written to it: what was listed before says nothing any more. */
  forget(id: string): void {
    this.#outdated.add(id);
  }

  async #answer(wanted: readonly Wanted[]): Promise<Array<AuthConfigItem | Error>> {
    const byMark = new Map<string, Wanted[]>();
    for (const each of wanted) byMark.set(each.mark, [...(byMark.get(each.mark) ?? []), each]);
    await Promise.all([...byMark.values()].map((group) => this.#list(group)));
    return Promise.all(wanted.map((each) => this.#one(each)));
  }

  async #one(wanted: Wanted): Promise<AuthConfigItem | Error> {
    const { id } = wanted;
    const listed = this.#outdated.has(id) ? undefined : (await this.#fresh(wanted)?.items)?.get(id);
    return listed ?? this.#read(id).catch((error: Error) => error);
  }

  async #read(id: string): Promise<AuthConfigItem> {
    try {
      return await this.#client().getAuthConfig(id);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      await this.#clock.sleep(SECOND_LOOK_AFTER_MS);
      return this.#client().getAuthConfig(id);
    }
  }

  /** Begins a listing for reads that wait, where it is worth it. */
  async #list(group: readonly Wanted[]): Promise<void> {
    const { mark = "" } = group[0] ?? {};
    const asked = (this.#asked.get(mark) ?? 0) + group.length;
    this.#asked.set(mark, asked);
    if (asked <= FEW || group.every((wanted) => this.#fresh(wanted))) return;
    const listing: Listing = { beganAt: this.#clock.now(), items: this.#pages(mark, asked).catch(() => undefined) };
    this.#listings.set(mark, listing);
    await listing.items;
  }

  /** A narrowed listing holds this stack alone, so its pages are always worth it; a whole account may have too many. */
  async #pages(mark: string, asked: number): Promise<Map<string, AuthConfigItem> | undefined> {
    const isWorthIt = ({ total_pages: pages }: Page<AuthConfigItem>) => mark !== "" || pages <= asked;
    const query = { show_disabled: true, ...(mark && { search: mark }) };
    const items = await everyAuthConfigIf(isWorthIt, this.#client(), query);
    return items && new Map(items.map((item) => [item.id, item]));
  }

  #fresh({ mark, maxAgeMs }: Wanted): Listing | undefined {
    const listing = this.#listings.get(mark);
    return listing && this.#clock.now() - listing.beganAt <= maxAgeMs ? listing : undefined;
  }
}
