/** The beginning of every test on the engine: an emulator and a backend, and if it likes a stack, for each test of a file. */
import type { PulumiFn } from "@pulumi/pulumi/automation";
import type { Emulator, EmulatorOptions } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import type { PassingClock } from "./clocks";
import { passingClock } from "./clocks";
import type { Backend, TestStack } from "./engine/stack";
import { openBackend } from "./engine/stack";

const HOOK_LIMIT_MS = 60_000;

export interface EmulatedBackend {
  emulator: Emulator;
  backend: Backend;
  /** Lets minutes pass for the API. */
  passMinutes: PassingClock["passMinutes"];
  /** The key and the address of the emulator, as an environment has them. */
  access: { COMPOSIO_API_KEY: string; COMPOSIO_BASE_URL: string };
}

export interface EmulatedStack extends EmulatedBackend {
  stack: TestStack;
}

/** Begins before each test and ends after it; the fields are there within tests alone. */
export function emulatedBackend(options: EmulatorOptions = {}): EmulatedBackend {
  const world = {} as EmulatedBackend;
  beforeEach(async () => {
    const { clock, passMinutes } = passingClock();
    const emulator = await startEmulator({ clock, ...options });
    const access = { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url };
    Object.assign(world, { emulator, backend: await openBackend(), passMinutes, access });
  }, HOOK_LIMIT_MS);
  afterEach(async () => {
    await world.backend.close();
    await world.emulator.close();
  }, HOOK_LIMIT_MS);
  return world;
}

/** The same with a stack `dev` that talks to the emulator. */
export function emulatedStack(program: PulumiFn, env: Record<string, string> = {}): EmulatedStack {
  const world = emulatedBackend() as EmulatedStack;
  // For tests that have no limit of their own.
  jest.setTimeout(60_000);
  beforeEach(async () => {
    world.stack = await world.backend.stack("dev", { program, env: { ...world.access, ...env } });
  }, HOOK_LIMIT_MS);
  return world;
}
