/** The real engine, with a stack of its own. */

import * as pulumi from "@pulumi/pulumi";
import type { AuthConfigArgs } from "pulumi-composio";
import { AuthConfig, secretFromEnv } from "pulumi-composio";
import type { Emulator } from "../../src/emulator";
import type { Operation, TestStack } from "../support/engine/stack";
import { openStack } from "../support/engine/stack";
import type { PassingClock } from "../support/passing-clock";
import type { Slot } from "./history";
import { CONCEALED, MARKERS, SLOTS } from "./history";
import type { Outcome, Program, World } from "./play";
import type { Declared, Wrapping } from "./wish";

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

  ids(): Partial<Record<Slot, string>> {
    const resources = this.stack.state().resources ?? [];
    return Object.fromEntries(
      SLOTS.flatMap((slot) => {
        const found = resources.find(({ urn, delete: isDying }) => urn.endsWith(`::${slot}`) && isDying !== true);
        return found?.id === undefined ? [] : [[slot, found.id]];
      }),
    );
  }

  everything(): string {
    return `${this.stack.backend.allBytes()}${this.stack.output}`;
  }

  private async run(program: Program, operate: () => Promise<Operation>): Promise<Outcome> {
    this.stack.program = async () => {
      for (const [slot, declared] of Object.entries(program)) new AuthConfig(slot, argsOf(declared));
    };
    Object.assign(this.stack.env, this.environment);
    const { ok, output, changes, steps } = await operate();
    return {
      errors: ok ? [] : [output],
      changes: Object.keys(changes).some((op) => op !== "same")
        ? steps
            .filter(({ op }) => op !== "same" && op !== "refresh")
            .map(({ op, name, diff }) => `${op} ${name} ${diff}`)
        : [],
    };
  }
}

/** What a program would say. */
function argsOf({ wrapped, ...declared }: Declared): AuthConfigArgs {
  const args = written(declared) as AuthConfigArgs;
  return {
    ...args,
    ...(args.credentials && { credentials: wrap(args.credentials, wrapped) }),
    ...(args.sharedCredentials && { sharedCredentials: wrap(args.sharedCredentials, wrapped) }),
    ...(args.proxyConfig && { proxyConfig: wrap(args.proxyConfig, wrapped) }),
  };
}

const wrap = <Value extends object>(map: pulumi.Input<Value>, wrapping: Wrapping | undefined): pulumi.Input<Value> => {
  if (wrapping === undefined) return map;
  return (wrapping === "secret" ? pulumi.secret(map) : pulumi.output(map)) as unknown as pulumi.Input<Value>;
};

/** With secrets of the environment, and what is to be concealed, as a program writes them. */
function written(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith(CONCEALED) ? pulumi.secret(value) : value;
  if (Array.isArray(value)) return value.map(written);
  if (value === null || typeof value !== "object") return value;
  if ("fromEnvironment" in value) return secretFromEnv(value.fromEnvironment as string);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
}
