/** What must hold, whatever went wrong. Each of these throws where it does not. */
import type { Emulator, StoredAuthConfig } from "../../../src/emulator";
import { markIn } from "../../../src/model/marks";
import { differences } from "./declared-as";
import type { Program } from "./schedule";
import { OWN_NAME, SECRETS } from "./schedule";
import type { Failure } from "./simulated-engine";
import type { World } from "./world";

/** After any operation, however badly it went. */
export function holdsAlways({ emulator, stack, open, doubtful, lostNamed }: World, program: Program): void {
  const live = liveOf(emulator);
  const deleting = new Set(stack.entries.filter(({ isDeleting }) => isDeleting).map(({ id }) => id));
  // A create under a name of the user's own that was complete, but not in the state when the run was killed, can't be told.
  for (const [kind, configs] of grouped(live.filter(({ id }) => !deleting.has(id) && !lostNamed.has(id)))) {
    if (configs.length > 1) throw new Error(`${configs.length} of ${kind}: ${configs.map(({ id }) => id)}`);
  }
  for (const { name, id, isDeleting } of stack.entries) {
    if (isDeleting || doubtful.has(name) || open.has(name) || !program.has(name)) continue;
    if (!live.some((config) => config.id === id)) throw new Error(`${name} is declared, but ${id} was deleted`);
  }
}

export async function endsClean(
  { emulator, stack, lines, doubtful, lostNamed, isReplacementLost }: World,
  program: Program,
): Promise<void> {
  if (doubtful.size > 0) expectNone("refresh", await stack.refresh());
  lines.push(`at last ${JSON.stringify([...program])}`);
  expectNone("up", await stack.up(program));
  const live = liveOf(emulator);
  for (const [name, args] of program) {
    const entry = stack.live(name);
    const config = live.find(({ id }) => id === entry?.id);
    if (!entry || !config) throw new Error(`${name} is declared and has no auth config; the state says ${entry?.id}`);
    const isTakenOver = lines.some((line) => line.includes("takes it over") && line.includes(config.id));
    const differing = differences(config, args, isTakenOver);
    if (differing.length > 0) throw new Error(`${name} (${config.id}) is not as declared: ${differing.join("; ")}`);
  }
  if (stack.entries.length !== program.size) throw new Error("the state holds more than the program");
  // One that a killed replacement left has a mark, by which doctor names it: the resource is there, so no create looks for it.
  const isExcused = ({ id, name }: StoredAuthConfig) =>
    lostNamed.has(id) || (isReplacementLost && name.startsWith(OWN_NAME) && markIn(name) !== undefined);
  const strangers = live.filter((config) => !stack.entries.some(({ id }) => id === config.id) && !isExcused(config));
  if (strangers.length > 0) throw new Error(`nobody owns ${strangers.map(({ id, name }) => `${id} ${name}`)}`);

  const sent = emulator.requests.length;
  expectNone("second up", await stack.up(program));
  if (emulator.requests.length > sent) throw new Error("a second up without changes sent something");
  expectNone("last refresh", await stack.refresh());
  if (stack.entries.length !== program.size) throw new Error("the last refresh found something gone");
}

const liveOf = (emulator: Emulator): StoredAuthConfig[] => emulator.authConfigs().filter(({ deleted }) => !deleted);

function grouped(configs: StoredAuthConfig[]): Map<string, StoredAuthConfig[]> {
  const groups = new Map<string, StoredAuthConfig[]>();
  for (const config of configs) {
    // Temporary names of one resource differ in their attempts alone.
    const kind = `${config.name.replace(/(-[0-9a-f]{16})-[0-9a-f]{8}$/, "$1")} (${config.toolkit})`;
    groups.set(kind, [...(groups.get(kind) ?? []), config]);
  }
  return groups;
}

function expectNone(what: string, failures: Failure[]): void {
  if (failures.length === 0) return;
  throw new Error(
    `the clean ${what} failed: ${failures.map(({ name, call, message }) => `${call} ${name}: ${message}`)}`,
  );
}

/** What the test itself wrote down is not what a user sees: its lines begin with other words. */
export function keepsSecrets({ emulator, lines }: World): void {
  const seen = lines.filter((line) => !/^(fault|death|program|at last)/.test(line));
  const addresses = emulator.requests.map(({ path, query }) => `${path} ${JSON.stringify(query)}`);
  for (const secret of [...SECRETS, ...SECRETS.map((text) => JSON.stringify(text).slice(1, -1)), emulator.apiKey]) {
    const leak = [...seen, ...addresses].find((text) => text.includes(secret));
    if (leak) throw new Error(`a secret leaks: ${leak}`);
  }
}
