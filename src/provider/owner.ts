import { fingerprint, isFingerprintOf, newSalt } from "../model/fingerprint";
import type { Connection } from "./connection";

type Known = Pick<Connection, "project" | "keyOrigin">;

/**
 * Whose key and address see an auth config: a salted fingerprint of both, which the state keeps. "Not found" means "gone" only
 * under the ones that last saw it, since an id of another project does not exist.
 */
export class Owner {
  readonly #connection: Known;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(connection: Known, environment: NodeJS.ProcessEnv) {
    this.#connection = connection;
    this.#environment = environment;
  }

  /**
   * The fingerprint for the state. The last one is kept while it holds; a new one is like no other, since it also tells apart
   * two entries of the state that hold one id.
   */
  mark(last?: string): string {
    const { project } = this.#connection;
    return last !== undefined && isFingerprintOf(last, project) ? last : fingerprint(project, newSalt());
  }

  /** The place that the current key came from, for a message. */
  get keyOrigin(): string {
    return this.#connection.keyOrigin;
  }

  /** Did the current key and address see it last? */
  isSameAs(last: string | undefined): boolean {
    return last !== undefined && isFingerprintOf(last, this.#connection.project);
  }

  /** Has the user said, for this run, that "not found" means gone, even under another key? */
  get acceptsGone(): boolean {
    return this.#environment.COMPOSIO_ACCEPT_GONE?.trim() === "1";
  }

  /** Does "not found" mean that it is gone? */
  believesGone(last: string | undefined): boolean {
    return this.acceptsGone || last === undefined || this.isSameAs(last);
  }
}
