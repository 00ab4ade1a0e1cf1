/** What one schedule knows of its world: the emulator that has seen everything, and what the engine has heard. */
import type { Emulator } from "../../../src/emulator";
import type { SimulatedStack } from "./simulated-engine";

/** After so many calls of the API no more are made (`machine`), or the engine is no more there (`engine`). */
export interface Death {
  of: "machine" | "engine";
  afterCalls: number;
}

export interface World {
  emulator: Emulator;
  stack: SimulatedStack;
  /** What happened, and all that a user got to see. */
  lines: string[];
  /** Resources whose last create nobody knows the end of. */
  open: Set<string>;
  /** Resources whose update was killed: until it is repeated, nobody knows what the API holds. */
  unheard: Set<string>;
  /** Resources whose last delete nobody knows the end of: without a refresh the engine believes in them. */
  doubtful: Set<string>;
  /** Ids of finished ones with the user's own name, whose create was never heard of: they can't be told from what others make. */
  lostNamed: Set<string>;
  /** Was the user-named one killed in the middle of a replacement? What that left has a mark, but no later create looks for it. */
  isReplacementLost: boolean;
  /** What ends the provider process of the next operation before its time. */
  death: Death | undefined;
}
