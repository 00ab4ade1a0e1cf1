import { secretsAt } from "../model/secrets";
import type { Bag } from "./wire";
import { received } from "./wire";

/** The properties that one request has brought, and the places of secrets in them. */
export class Hearing {
  /** The places that become secrets again in the answer. */
  readonly secrets: string[][] = [];
  readonly #hide: (values: readonly unknown[]) => void;

  /** `hide` is told of every secret. */
  constructor(hide: (values: readonly unknown[]) => void) {
    this.#hide = hide;
  }

  bag(struct: Parameters<typeof received>[0]): Bag {
    const { bag, secrets } = received(struct);
    this.#hide(secretsAt(bag, secrets));
    this.secrets.push(...secrets.map((place) => [...place]));
    return bag;
  }

  /** A value that was a secret here is a secret in the answer only if it is one elsewhere. */
  unmarked(struct: Parameters<typeof received>[0]): Bag {
    const { bag, secrets } = received(struct);
    this.#hide(secretsAt(bag, secrets));
    return bag;
  }
}
