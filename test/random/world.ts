/** An engine with our provider in it, as a history knows it: simulated, or real. */
import type { Emulator } from "../../src/emulator";
import type { Events, Slot } from "./history";
import type { Declared } from "./wish";

export type Program = Partial<Record<Slot, Declared>>;

export interface World {
  readonly emulator: Emulator;
  /** Lets minutes pass for the API: what was made before is then old enough to be taken for gone. */
  passMinutes: (minutes: number) => Promise<void> | void;
  /** Faults that no request has met are over. */
  forgetFaults(): Promise<void>;
  /** May it be asked more than is needed? */
  readonly isCheap: boolean;
  /** The environment of the next operation, except the key and the address. */
  environment: Record<string, string>;
  up(program: Program, events?: Events): Promise<Outcome>;
  refresh(): Promise<Outcome>;
  destroy(): Promise<Outcome>;
  /** The changes that `up` would make. */
  preview(program: Program): Promise<Outcome>;
  /** Every auth config of the state. */
  entries(): Entry[];
  /** Texts that must not stand in a state or an output. */
  readonly markers: readonly string[];
  /** All that was ever printed. */
  printed(): string;
  /** All states, as they are stored. */
  stored(): string;
}

export interface Entry {
  slot: Slot;
  id: string;
  /** A replaced one, whose deletion is still to come. */
  isDeleting: boolean;
}

export interface Outcome {
  failures: Failure[];
  /** `update one`, and so on. */
  changes: string[];
}

export interface Failure {
  /** Undefined if the engine does not say. */
  slot: Slot | undefined;
  call: string;
  /** The output that the user sees. */
  message: string;
}
