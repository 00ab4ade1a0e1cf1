/** The real engine, with a stack of its own. */
import * as pulumi from "@pulumi/pulumi";
import type { AuthConfigArgs } from "pulumi-composio";
import { AuthConfig, secretFromEnv } from "pulumi-composio";
import type { Emulator } from "../../src/emulator";
import { holdsSecrets } from "../../src/input-names";
import type { PassingClock } from "../support/clocks";
import type { Operation, TestStack } from "../support/engine/stack";
import { openStack } from "../support/engine/stack";
import type { Slot } from "./history";
import { CONCEALED, MARKERS } from "./values";
import type { Declared, Wrapping } from "./wish";
import type { Entry, Outcome, Program, World } from "./world";

const TYPE = "pulumi-nodejs:dynamic/composio:AuthConfig";

export class RealEngine implements World {
  readonly isCheap = false;
  readonly markers = [...MARKERS, CONCEALED];
  environment: Record<string, string> = {};

  private constructor(
    readonly emulator: Emulator,
    readonly passMinutes: PassingClock["passMinutes"],
    private readonly stack: TestStack,
  ) {}

  static async open(emulator: Emulator, passMinutes: PassingClock["passMinutes"]): Promise<RealEngine> {
    const env = { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url };
    return new RealEngine(emulator, passMinutes, await openStack({ program: async () => {}, env }));
  }

  close(): Promise<void> {
    return this.stack.close();
  }

  up(program: Program): Promise<Outcome> {
    return this.run(program, () => this.stack.up());
  }

  preview(program: Program): Promise<Outcome> {
    return this.run(program, () => this.stack.preview());
  }

  refresh(): Promise<Outcome> {
    return this.run({}, () => this.stack.refresh());
  }

  destroy(): Promise<Outcome> {
    return this.run({}, () => this.stack.destroy());
  }

  async forgetFaults(): Promise<void> {
    const { url, apiKey } = this.emulator;
    await fetch(`${url}/_emulator/faults`, { method: "DELETE", headers: { "x-api-key": apiKey } });
  }

  entries(): Entry[] {
    const found = (this.stack.state().resources ?? []).filter(({ type }) => type === TYPE);
    return found.map(({ urn, id = "", delete: isDeleting }) => ({
      slot: urn.split("::").pop() as Slot,
      id,
      isDeleting: isDeleting === true,
    }));
  }

  printed(): string {
    return this.stack.output;
  }

  stored(): string {
    return `${this.stack.backend.allBytes()}`;
  }

  private async run(program: Program, operate: () => Promise<Operation>): Promise<Outcome> {
    this.stack.program = async () => {
      for (const [slot, declared] of Object.entries(program)) new AuthConfig(slot, argsOf(declared));
    };
    Object.assign(this.stack.env, this.environment);
    const { ok, output, changes, steps } = await operate();
    return {
      failures: ok ? [] : [{ slot: undefined, call: "run", message: output }],
      changes: Object.keys(changes).some((op) => op !== "same")
        ? steps
            .filter(({ op }) => op !== "same" && op !== "refresh")
            .map(({ op, name, diff }) => `${op} ${name} ${diff}`)
        : [],
    };
  }
}

/** The arguments that a program would pass. */
function argsOf({ wrapped, ...declared }: Declared): AuthConfigArgs {
  const args = Object.entries(written(declared) as object).map(([input, value]) => [
    input,
    holdsSecrets(input) ? wrap(value as object, wrapped) : value,
  ]);
  return Object.fromEntries(args) as AuthConfigArgs;
}

function wrap(map: object, wrapping: Wrapping | undefined): pulumi.Input<object> {
  if (wrapping === undefined) return map;
  return wrapping === "secret" ? pulumi.secret(map) : pulumi.output(map);
}

/** With secrets of the environment, and what is to be concealed, as a program writes them. */
function written(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith(CONCEALED) ? pulumi.secret(value) : value;
  if (Array.isArray(value)) return value.map(written);
  if (value === null || typeof value !== "object") return value;
  if ("fromEnvironment" in value) return secretFromEnv(value.fromEnvironment as string);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
}
