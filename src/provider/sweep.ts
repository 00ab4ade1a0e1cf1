/**
 * Reads of many auth configs from few requests. The engine has only so many reads in flight, so one listing must serve the
 * reads that come after it too; and a stack of three auth configs must stay cheap in an account of a hundred thousand.
 *
 * Whether a listing is worth its pages is judged anew with each batch: it is, once the reads by id have cost as much as its
 * pages would. So a refresh never costs more than twice the better way, whatever the size of the account. A listing ends at the
 * page that holds the last auth config asked for. The API shows the newest first (assumption 22), and those are often the stack's.
 */
import DataLoader from "dataloader";
import type { AuthConfigItem } from "../api/auth-config";
import type { Page } from "../api/page";
import type { Client, ListAuthConfigsQuery } from "../client/client";
import type { Clock } from "../client/clock";
import { isNotFound } from "../client/errors";
import type { Pages } from "../client/pages";
import { pagesOfAuthConfigs } from "../client/pages";
import type { State } from "../model/inputs";
import { stackHalf } from "../model/marks";

/** How old a listing may be that answers a refresh, and one that says whether accounts are connected. */
export const READ_AGE_MS = 60_000;
export const GUARD_AGE_MS = 10_000;

/** So many reads in one process are asked for one by one: a listing would hardly be cheaper. */
const FEW = 3;

/** So many reads that come at once are of a stack that may well have several pages: they are asked for at the same time. */
const MANY = 32;

/** The engine's reads arrive within a few milliseconds of each other. */
const GATHER_MS = 10;

/** A "not found" is asked about once more after this time: a replica that lags is no reason to forget what is there. */
const SECOND_LOOK_AFTER_MS = 1_000;

interface Wanted {
  id: string;
  maxAgeMs: number;
  /** The scopes whose listing would hold it, the widest first. */
  scopes: readonly Scope[];
}

/** The pages of a scope that have been read so far. */
class Listing {
  readonly beganAt: number;
  readonly items = new Map<string, AuthConfigItem>();
  readonly #pages: Pages<AuthConfigItem>;
  /** Reads by id of what it lacked, since its last pages. */
  misses = 0;
  /** How many writes of this process there had been when its last pages were asked for. */
  #writesBefore = 0;
  #hasFailed = false;

  constructor(beganAt: number, pages: Pages<AuthConfigItem>) {
    this.beganAt = beganAt;
    this.#pages = pages;
  }

  /** No page will come any more. An auth config that it lacks is newer, or has moved between its pages. */
  get isEnded(): boolean {
    return this.#hasFailed || this.#pages.isAtEnd;
  }

  /** After a write, an auth config that it lacks may have moved to a page that was read: then a few are cheaper by their ids. */
  isWorthReadingOn(wanted: number, writes: number): boolean {
    return writes === this.#writesBefore || 2 * (this.misses + wanted) >= this.#pages.nextRound;
  }

  /** Its next pages; undefined if they can't be had. */
  async readOn(writes: number): Promise<Array<Page<AuthConfigItem>> | undefined> {
    this.misses = 0;
    const moved = writes - this.#writesBefore;
    this.#writesBefore = writes;
    try {
      const pages = await this.#pages.readOn(moved);
      for (const item of pages.flatMap(({ items }) => items)) this.items.set(item.id, item);
      return pages;
    } catch {
      this.#hasFailed = true;
      return undefined;
    }
  }
}

/** A part of the account that one query lists. */
class Scope {
  readonly query: ListAuthConfigsQuery;
  /** Does it hold little beside what is wanted, so that its pages are always worth it? */
  readonly isNarrow: boolean;
  /** Reads that were asked for since the last listing: each would have cost a request. */
  asked = 0;
  /** How many pages the listing has; undefined before anybody has asked. */
  pages: number | undefined;
  listing: Listing | undefined;
  /** Pages that are on their way: could they be had? */
  running: Promise<boolean> | undefined;

  constructor(query: ListAuthConfigsQuery, isNarrow: boolean) {
    this.query = { ...query, show_disabled: true };
    this.isNarrow = isNarrow;
  }

  /** Is it time to ask for a listing, or at least for its number of pages? */
  get isWorthIt(): boolean {
    return this.asked > FEW && (this.isNarrow || this.pages === undefined || this.pages <= this.asked);
  }
}

export class Sweep {
  readonly #client: () => Client;
  readonly #clock: Clock;
  readonly #scopes = new Map<string, Scope>();
  /** Written to by this process since it was listed. */
  readonly #outdated = new Set<string>();
  #writes = 0;
  readonly #loader = new DataLoader<Wanted, AuthConfigItem>((wanted) => this.#answer(wanted), {
    cache: false,
    // The end of the run ends the wait too: then each read fails when it asks.
    batchScheduleFn: (gathered) => void this.#clock.sleep(GATHER_MS).then(gathered, gathered),
  });

  constructor(client: () => Client, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** The auth config; rejects as a read of it by its id does. What a listing does not hold is asked for by id. */
  async find(id: string, state: Partial<State>, maxAgeMs: number): Promise<AuthConfigItem> {
    const wanted = { id, maxAgeMs, scopes: this.#scopesOf(state) };
    for (const scope of wanted.scopes) scope.asked += 1;
    return this.#listed(wanted) ?? this.#loader.load(wanted);
  }

  /** This process has written to it: what was listed before says nothing any more. */
  forget(id: string): void {
    this.#outdated.add(id);
    this.#writes += 1;
  }

  /** An auto-name tells the stack. A name of the user's own tells nothing, so it is one of its toolkit or of the account. */
  #scopesOf({ __isAutoNamed, __mark, toolkit }: Partial<State>): Scope[] {
    if (__isAutoNamed && __mark) return [this.#scope({ search: stackHalf(__mark) }, true)];
    const account = this.#scope({}, false);
    return toolkit === undefined ? [account] : [account, this.#scope({ toolkit_slug: toolkit }, false)];
  }

  #scope(query: ListAuthConfigsQuery, isNarrow: boolean): Scope {
    const key = JSON.stringify(query);
    const scope = this.#scopes.get(key) ?? new Scope(query, isNarrow);
    this.#scopes.set(key, scope);
    return scope;
  }

  async #answer(batch: readonly Wanted[]): Promise<Array<AuthConfigItem | Error>> {
    // The widest first: what it answers needs no narrower one.
    for (const width of [0, 1]) {
      const scopes = new Set(batch.flatMap((wanted) => wanted.scopes.slice(width, width + 1)));
      const wantedOf = (scope: Scope) => batch.filter((wanted) => wanted.scopes[width] === scope);
      await Promise.all([...scopes].map((scope) => this.#list(scope, wantedOf(scope))));
    }
    return Promise.all(
      batch.map((wanted) => this.#listed(wanted) ?? this.#read(wanted).catch((error: Error) => error)),
    );
  }

  /** No listing will say more of it than those that are there. */
  #isSettled(wanted: Wanted): boolean {
    return (
      this.#outdated.has(wanted.id) ||
      this.#listed(wanted) !== undefined ||
      this.#fresh(wanted).some(({ isEnded }) => isEnded)
    );
  }

  #listed(wanted: Wanted): AuthConfigItem | undefined {
    if (this.#outdated.has(wanted.id)) return undefined;
    return this.#fresh(wanted)
      .flatMap(({ items }) => items.get(wanted.id) ?? [])
      .at(0);
  }

  #fresh({ scopes, maxAgeMs }: Wanted): Listing[] {
    const now = this.#clock.now();
    return scopes.flatMap(({ listing }) => (listing && now - listing.beganAt <= maxAgeMs ? [listing] : []));
  }

  async #read(wanted: Wanted): Promise<AuthConfigItem> {
    const { id } = wanted;
    for (const listing of this.#fresh(wanted)) listing.misses += 1;
    try {
      return await this.#client().getAuthConfig(id);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      await this.#clock.sleep(SECOND_LOOK_AFTER_MS);
      return this.#client().getAuthConfig(id);
    }
  }

  /** Lists a scope as far as those are found, if it is worth it. Reads that come while pages are on their way wait for them. */
  async #list(scope: Scope, wanted: readonly Wanted[]): Promise<void> {
    while (true) {
      const open = wanted.filter((each) => !this.#isSettled(each));
      if (open.length === 0) return;
      const { listing } = scope;
      const isFresh = listing && open.every((each) => this.#fresh(each).includes(listing));
      const isBegun = open.every((each) => this.#fresh(each).length > 0);
      const isWorthIt = isFresh ? listing.isWorthReadingOn(open.length, this.#writes) : scope.isWorthIt && !isBegun;
      if (!scope.running && !isWorthIt) return;
      scope.running ??= (isFresh ? this.#readOn(listing) : this.#begin(scope, open.length)).finally(() => {
        scope.running = undefined;
      });
      if (!(await scope.running)) return;
    }
  }

  /** Asks for the first page, which says whether the others are worth it. */
  async #begin(scope: Scope, wanted: number): Promise<boolean> {
    const areMany = scope.isNarrow && wanted >= MANY && scope.pages !== 1;
    const listing = new Listing(this.#clock.now(), pagesOfAuthConfigs(this.#client(), scope.query, { areMany }));
    const first = (await listing.readOn(this.#writes))?.[0];
    if (!first) return false;
    scope.pages = first.total_pages;
    if (scope.isWorthIt) {
      scope.listing = listing;
      scope.asked = 0;
    }
    return true;
  }

  async #readOn(listing: Listing): Promise<boolean> {
    return (await listing.readOn(this.#writes)) !== undefined;
  }
}
