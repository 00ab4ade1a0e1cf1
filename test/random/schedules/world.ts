/** What one schedule knows of its world: the emulator that has seen everything, and what the engine has heard. */
import type { Emulator } from "../../../src/emulator";
import type { SimulatedStack } from "./simulated-engine";

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
  /** Creates of the user-named one that ended without an id: what they made can't be told from what others make. */
  lostNamed: number;
}
