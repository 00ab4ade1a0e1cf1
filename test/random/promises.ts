/** The promises that must always hold. Each function gives a line for every breach; the eye is the emulator's records. */
import type { StoredAuthConfig } from "../../src/emulator";
import type { Doubts } from "./doubts";
import type { Slot } from "./history";
import type { Parts } from "./parts";
import { declaredKind, declaredParts, FILLED_IN, kindOf, NOTHING, recordParts } from "./parts";
import type { Declared } from "./wish";
import type { Program, World } from "./world";

/** The history of one auth config since it was last settled. */
export interface Since {
  id: string | undefined;
  /** Parts that some program has declared, the one of then among them. */
  declared: Set<string>;
  /** Parts that the program of then has declared. */
  declaredThen: Set<string>;
  /** How many requests had come in by then. */
  requests: number;
  /** How many characters had been printed by then. */
  printed: number;
  /** Parts that were changed by hand. */
  touched: Set<string>;
  /** Those of before then to which no write has answered, since no program has declared them. */
  unanswered: Set<string>;
}

/** Parts that the API has no way to set back: they stay, and are managed no more. */
const STAYING = ["is_enabled_for_tool_router", "managed_app_id"];

interface Facts {
  program: Program;
  world: World;
  doubts: Doubts;
}

type OfEach<Value> = Record<Slot, Value>;

const liveOf = ({ emulator }: World): StoredAuthConfig[] => emulator.authConfigs().filter(({ deleted }) => !deleted);

/** After any operation, however badly it went: no two of one resource, and nothing deleted that is declared. */
export function oneOfEach({ program, world, doubts }: Facts, since: OfEach<Since>): string[] {
  const live = liveOf(world);
  const entries = world.entries();
  const deleting = new Set(entries.filter(({ isDeleting }) => isDeleting).map(({ id }) => id));
  const counted = grouped(live.filter(({ id }) => !deleting.has(id)));
  const tooMany = [...counted].filter(([, configs]) => configs.length > mostOf(configs, doubts));
  const missing = entries.filter(
    ({ slot, id, isDeleting }) =>
      !isDeleting &&
      program[slot] &&
      doubts.isSure(slot) &&
      !since[slot].touched.has("deleted") &&
      !live.some((config) => config.id === id),
  );
  return [
    ...tooMany.map(([kind, configs]) => `${configs.length} of ${kind}: ${configs.map(({ id }) => id)}`),
    ...missing.map(({ slot, id }) => `${slot} is declared, but ${id} was deleted`),
  ];
}

/** A name that was made here is of one resource; one that was changed by hand may be anybody's. */
function mostOf([config]: StoredAuthConfig[], doubts: Doubts): number {
  const { name = "" } = config ?? {};
  if (/-[0-9a-f]{16}(-[0-9a-f]{8})?$/.test(name)) return 1;
  return doubts.isNameOfUsers(name) ? doubts.mostOfName(name) : Number.POSITIVE_INFINITY;
}

function grouped(configs: StoredAuthConfig[]): Map<string, StoredAuthConfig[]> {
  const groups = new Map<string, StoredAuthConfig[]>();
  for (const config of configs) {
    const kind = `${config.name} (${kindOf(config)} ${config.managed_app_id})`;
    groups.set(kind, [...(groups.get(kind) ?? []), config]);
  }
  return groups;
}

/** When all has settled: is every live auth config that of one resource, and every part of it as it should be? */
export function asDeclared(facts: Facts, since: OfEach<Since>, before: OfEach<StoredAuthConfig | undefined>): string[] {
  const { program, world, doubts } = facts;
  const live = liveOf(world);
  const entries = world.entries();
  const strangers = live.filter(({ id }) => !entries.some((entry) => entry.id === id && program[entry.slot]));
  const excused = strangers.filter(({ name }) => doubts.isNameOfUsers(name));
  const nobodys = strangers.length > excused.length || excused.length > doubts.lost ? strangers : [];
  const leftOver = entries.filter(({ slot, isDeleting }) => isDeleting || !program[slot]);
  return [
    ...nobodys.map(({ id, name }) => `${id} ${name} is live, but nobody's`),
    ...leftOver.map(({ slot, id }) => `${id} of ${slot} is still in the state`),
    ...(Object.entries(program) as [Slot, Declared][]).flatMap(([slot, declared]) => {
      const entry = entries.find((each) => each.slot === slot && !each.isDeleting);
      const record = live.find(({ id }) => id === entry?.id);
      if (!record) return [`${slot}: ${entry?.id} is not there`];
      const parts = declaredParts(declared, world.environment);
      // After a lost create it adopts what that has made, as it adopts what somebody made by hand: with all that is there.
      const isAdopted =
        (doubts.isStormy && declared.adopt === true) ||
        tellsOfOwnAdoption(world.printed().slice(since[slot].printed), record.id);
      const unclear = isAdopted
        ? /./
        : tellsOfTakeover(world, record.id)
          ? /^(credentials|shared_credentials)\./
          : NONE;
      const isWritten = world.emulator.requests
        .slice(since[slot].requests)
        .some(({ method, path }) => method !== "GET" && path.includes(record.id));
      const found = { record, before: before[slot], unclear, isWritten };
      if (kindOf(record) !== declaredKind(declared)) return [`${slot} is ${kindOf(record)}`];
      return unlike(named(parts, record, slot), since[slot], found).map((line) => `${slot}: ${line}`);
    }),
  ];
}

const NONE = /^$/;

/** A replacement that adopts what it replaces: what an older program has declared is there like anything else that it adopts. */
const tellsOfOwnAdoption = (printed: string, id: string): boolean =>
  [`adopting auth config ${id},`, `${id} is kept: its replacement has the same name`].every((text) =>
    printed.includes(text),
  );

const tellsOfTakeover = (world: World, id: string): boolean =>
  world
    .printed()
    .split("\n")
    .some((line) => line.includes("takes it over") && line.includes(id));

/** A name that was made here is whatever it is. */
function named(declared: Parts, { name }: StoredAuthConfig, slot: Slot): Parts {
  const isMade = declared.name === undefined && new RegExp(`^${slot}-[0-9a-f]{16}$`).test(name);
  return isMade ? { ...declared, name } : declared;
}

interface Found {
  record: StoredAuthConfig;
  /** The auth config that the state named when it began to settle. */
  before: StoredAuthConfig | undefined;
  /** Was it written to since it was last settled? */
  isWritten: boolean;
  /** Parts that are of an older program, if it was taken over: nobody can tell what that had declared from what the API has filled in. */
  unclear: RegExp;
}

function unlike(declared: Parts, since: Since, { record, before, unclear, isWritten }: Found): string[] {
  const actual = recordParts(record);
  const was = recordParts(before);
  const wanted: [part: string, value: string | undefined][] = [...new Set(["name", ...Object.keys(declared)])].map(
    (part) => [part, declared[part]],
  );
  for (const part of new Set([...Object.keys(was), ...Object.keys(actual)])) {
    if (part in declared || part === "name") continue;
    // A proxy's key goes with its address.
    const goesWith = part === "proxy_config.proxy_auth_key" ? "proxy_config.proxy_url" : part;
    if (goesWith !== part && (goesWith in declared || since.declared.has(goesWith))) continue;
    const isUntouched = !since.touched.has(part);
    if (unclear.test(part)) continue;
    if (record.id !== since.id) {
      // Made since then: what nobody declares is not there, unless the API fills it in.
      if (isUntouched && !FILLED_IN.includes(part)) wanted.push([part, NOTHING]);
      if (record.id !== before?.id) continue;
    }
    // Declared since then, but by no program that came as far as to send it.
    const isUnsent = FILLED_IN.includes(part) && !since.declaredThen.has(part) && !isWritten;
    if (STAYING.includes(part) || !since.declared.has(part) || isUnsent) wanted.push([part, was[part]]);
    else if (since.id === record.id && isUntouched) wanted.push([part, NOTHING]);
  }
  return wanted
    .filter(([part, value]) => (actual[part] ?? NOTHING) !== (value ?? NOTHING))
    .map(([part, value]) => `${part} is ${actual[part]}, but should be ${value}`);
}

/** Each marker that stands in what is stored, printed or part of an address, with what stands around it. */
export function nothingInClear(world: World): string[] {
  const addresses = world.emulator.requests.map(({ path, query }) => `${path} ${JSON.stringify(query)}`);
  const text = [world.stored(), world.printed(), ...addresses].join("\n");
  return [...world.markers, world.emulator.apiKey]
    .map((marker) => text.indexOf(marker))
    .filter((index) => index >= 0)
    .map((index) => text.slice(Math.max(0, index - 300), index + 60));
}
