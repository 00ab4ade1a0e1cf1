/** Chance that can be had again: the same seed gives the same numbers on every machine. */
export interface Random {
  /** From 0 to below 1. */
  next: () => number;
  below: (end: number) => number;
  isLikely: (share: number) => boolean;
  oneOf: <Item>(items: readonly Item[]) => Item;
}

/** Mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    next,
    below,
    isLikely: (share) => next() < share,
    oneOf: (items) => {
      if (items.length === 0) throw new Error("There is nothing to choose from");
      return items[below(items.length)] as (typeof items)[number];
    },
  };
}
