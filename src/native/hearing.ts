import type { Bag } from "./wire";
import { received, valuesAt } from "./wire";

/** What one request has brought, and where secrets stood in it. */
export class Hearing {
  /** To be marked again in the answer. */
  readonly secrets: string[][] = [];
  readonly #hide: (values: readonly unknown[]) => void;

  /** `hide` is told of every secret. */
  constructor(hide: (values: readonly unknown[]) => void) {
    this.#hide = hide;
  }

  bag(struct: Parameters<typeof received>[0]): Bag {
    const { bag, secrets } = received(struct);
    this.#hide(valuesAt(bag, secrets));
    this.secrets.push(...secrets.map((place) => [...place]));
    return bag;
  }

  /** What was a secret here is one in the answer only if it is one elsewhere. */
  unmarked(struct: Parameters<typeof received>[0]): Bag {
    const { bag, secrets } = received(struct);
    this.#hide(valuesAt(bag, secrets));
    return bag;
  }
}
