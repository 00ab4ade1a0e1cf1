/**
 * One random schedule: a few resources, a few operations under faults, some of them killed; then one clean `up`. What must
 * hold is looked up in the emulator, not in what the client says.
 */
import type { Client } from "../../../src/client/client";
import type { Emulator } from "../../../src/emulator";
import { startEmulator } from "../../../src/emulator";
import type { Operation } from "../../../src/provider/operation";
import { startOperation } from "../../../src/provider/operation";
import { providerOf } from "../../support/door";
import { fakeTime } from "../../support/fake-time";
import { endsClean, holdsAlways, keepsSecrets } from "./holds";
import type { Random } from "./random";
import { randomFrom } from "./random";
import type { Freedom, Program } from "./schedule";
import { firstProgram, nextProgram, OWN_NAME, someFaults } from "./schedule";
import type { Failure, UpOptions } from "./simulated-engine";
import { SimulatedStack } from "./simulated-engine";
import type { Death, World } from "./world";

/** Of one try: long for an emulator in the same process, short for a test that waits for it to pass. */
const TIMEOUT_MS = 250;
/** Where nothing is to fail, not even on a machine that has much else to do. */
const PATIENT_MS = 30_000;

/** Plays it; throws with its whole story where something does not hold. */
export async function play(seed: number): Promise<{ requests: number; faults: number }> {
  const random = randomFrom(seed);
  const time = fakeTime(randomFrom(~seed));
  const toolkitFilter = random.oneOf(["applied", "ignored"] as const);
  const emulator = await startEmulator({ clock: time.date, answers: { toolkitFilter } });
  const lines: string[] = [];
  const environment = {
    COMPOSIO_API_KEY: emulator.apiKey,
    COMPOSIO_BASE_URL: emulator.url,
    COMPOSIO_MAX_REQUESTS: random.oneOf(["1", "4", "16"]),
    PULUMI_BACKEND_URL: "https://api.pulumi.com",
  };
  let timeoutMs = TIMEOUT_MS;
  const startProcess = () => {
    const around = { environment, directory: "/nowhere", engine: undefined, clock: time.clock, timeoutMs };
    const operation = startOperation({ ...around, log: (line) => lines.push(line) });
    return providerOf(mortal(operation, world.death));
  };
  const stack = new SimulatedStack(startProcess, (name) => ({
    organization: "acme",
    urn: `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/composio:AuthConfig::${name}`,
  }));
  const world: World = {
    emulator,
    stack,
    lines,
    open: new Set(),
    unheard: new Set(),
    doubtful: new Set(),
    lostNamed: new Set(),
    isReplacementLost: false,
    death: undefined,
  };
  try {
    let program = firstProgram(random);
    for (let left = 2 + random.below(4); left > 0; left -= 1) {
      for (const fault of someFaults(random)) {
        emulator.failNext(fault);
        lines.push(`fault ${JSON.stringify(fault)}`);
      }
      await operate(world, program, random);
      await emulator.settled();
      await withoutFaults(emulator);
      holdsAlways(world, program);
      program = nextProgram(program, random, (name) => freedomOf(world, name));
    }
    timeoutMs = PATIENT_MS;
    // What was made a moment ago is never taken for gone.
    await time.clock.sleep(2 * 60_000);
    await endsClean(world, program);
    keepsSecrets(world);
    return { requests: emulator.requests.length, faults: emulator.requests.filter(({ fault }) => fault).length };
  } catch (error) {
    const story = [`SEED=${seed} does not hold: ${(error as Error).message}`, ...lines, ...requestsOf(emulator)];
    throw new Error(story.join("\n"), { cause: error });
  } finally {
    await emulator.close();
  }
}

/** A refresh would find out what a killed update has done, but of secrets; and what was never heard of is known by its name alone. */
function freedomOf({ stack, open, unheard }: World, name: string): Freedom {
  if (unheard.has(name)) return "none";
  return stack.live(name) !== undefined && !open.has(name) ? "any" : "update";
}

async function operate(world: World, program: Program, random: Random): Promise<void> {
  const { stack } = world;
  const names = [...program.keys()];
  const some = (share: number) => new Set(names.filter(() => random.isLikely(share)));
  const killed = random.isLikely(0.2) ? some(0.5) : new Set<string>();
  const tainted = random.isLikely(0.15) ? some(0.5) : new Set<string>();
  const deletesFirst = random.isLikely(0.3);
  const what = random.next();
  if (killed.size > 0 && random.isLikely(0.6)) {
    world.death = { of: random.oneOf(["machine", "engine"] as const), afterCalls: random.below(12) };
    world.lines.push(`death ${JSON.stringify(world.death)}`);
  }
  if (what < 0.7) await up(world, program, { killed, tainted, deletesFirst });
  else if (what < 0.9) note(world, "refresh", await stack.refresh());
  else note(world, "destroy", await stack.destroy());
  world.death = undefined;
}

/** An operation that ends in its middle, between any two calls. */
function mortal(operation: Operation, death: Death | undefined): Operation {
  if (!death) return operation;
  let calls = 0;
  const isDead = () => calls >= death.afterCalls;
  const counted = (client: Client): Client =>
    new Proxy(client, {
      get: (target, name: keyof Client) => {
        if (name === "serverTime" || name === "close") return target[name].bind(target);
        return async (...args: never[]) => {
          if (death.of === "machine" && isDead()) throw new Error("The machine died.");
          calls += 1;
          return (target[name] as (...all: never[]) => unknown)(...args);
        };
      },
    });
  const confirm = async () => {
    if (isDead()) throw new Error("The engine is gone.");
  };
  return {
    ...operation,
    client: () => counted(operation.client()),
    engine: { ...operation.engine, confirm, warn: async () => false },
  };
}

interface Chosen {
  killed: Set<string>;
  tainted: Set<string>;
  deletesFirst: boolean;
}

async function up(world: World, program: Program, { killed, tainted, deletesFirst }: Chosen): Promise<void> {
  const options: UpOptions = {
    killed: (name) => killed.has(name),
    tainted: (name) => tainted.has(name),
    deletesFirst,
  };
  const words = [
    deletesFirst && "deleting first",
    ...[...killed].map((n) => `${n} killed`),
    ...[...tainted].map((n) => `${n} tainted`),
  ];
  world.lines.push(`program ${JSON.stringify([...program])}`);
  const before = new Set(world.stack.entries.map(({ name }) => name));
  const failures = await world.stack.up(program, options);
  for (const name of program.keys()) {
    const isOpen = killed.has(name) || failures.some((failure) => failure.name === name);
    if (killed.has(name) && before.has(name)) world.unheard.add(name);
    else if (!isOpen) world.unheard.delete(name);
    if (isOpen) world.open.add(name);
    else world.open.delete(name);
    if (name === "named" && killed.has(name)) noteLost(world, before.has(name));
    if (killed.has(name)) world.doubtful.add(name);
  }
  note(world, `up (${words.filter(Boolean).join(", ")})`, failures);
}

/** What the killed create of the user-named one has left. */
function noteLost(world: World, wasThere: boolean): void {
  const { emulator, stack, lostNamed } = world;
  const held = new Set(stack.entries.map(({ id }) => id));
  for (const { id, name, deleted } of emulator.authConfigs()) {
    if (name === OWN_NAME && !deleted && !held.has(id)) lostNamed.add(id);
  }
  world.isReplacementLost ||= wasThere;
}

function note({ lines, doubtful, stack }: World, what: string, failures: Failure[]): void {
  lines.push(what);
  for (const { name, call, message } of failures) {
    lines.push(`  ${call} ${name}: ${message}`);
    if (call === "delete") doubtful.add(name);
  }
  if (what === "refresh" && failures.length === 0) doubtful.clear();
  const entries = stack.entries.map(
    ({ name, id, isDeleting, isHalfMade }) =>
      `${name}=${id}${isDeleting ? " to delete" : ""}${isHalfMade ? " half" : ""}`,
  );
  lines.push(`  state ${entries}`);
}

async function withoutFaults({ url, apiKey }: Emulator): Promise<void> {
  await fetch(`${url}/_emulator/faults`, { method: "DELETE", headers: { "x-api-key": apiKey } });
}

const requestsOf = ({ requests }: Emulator): string[] =>
  requests.map(({ at, method, path, query, status, fault, body }) =>
    [at.slice(14, 23), method, path, JSON.stringify(query), status, fault, body && JSON.stringify(body)].join(" "),
  );
