/** An emulator, and a stack of its own that talks to it, for every test of a file. */
import type { PulumiFn } from "@pulumi/pulumi/automation";
import type { Emulator } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import type { TestStack } from "./engine/stack";
import { openStack } from "./engine/stack";
import type { PassingClock } from "./passing-clock";
import { passingClock } from "./passing-clock";

export interface EmulatedStack {
  emulator: Emulator;
  stack: TestStack;
  passMinutes: PassingClock["passMinutes"];
}

/** Begins before each test and ends after it; the fields are there within tests alone. */
export function emulatedStack(program: PulumiFn, env: Record<string, string> = {}): EmulatedStack {
  const world = {} as EmulatedStack;
  // For the hooks, which have no limit of their own.
  jest.setTimeout(60_000);
  beforeEach(async () => {
    const { clock, passMinutes } = passingClock();
    world.passMinutes = passMinutes;
    world.emulator = await startEmulator({ clock });
    const { apiKey, url } = world.emulator;
    world.stack = await openStack({ program, env: { COMPOSIO_API_KEY: apiKey, COMPOSIO_BASE_URL: url, ...env } });
  });
  afterEach(async () => {
    await world.stack.close();
    await world.emulator.close();
  });
  return world;
}
