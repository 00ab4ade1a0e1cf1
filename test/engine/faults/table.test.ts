/** Every kind of fault × every request of create, read, update and delete, on the real engine. What counts is what the emulator saw. */
import type { AuthConfigArgs } from "pulumi-composio";
import { AuthConfig } from "pulumi-composio";
import type { Fault, StoredAuthConfig } from "pulumi-composio/emulator";
import { AUTH_CONFIG_TYPE } from "../../support/door";
import { emulatedStack } from "../../support/emulated-stack";
import type { Operation } from "../../support/engine/stack";
import { inFullRun } from "../../support/in-full-run";
import type { FieldRow } from "../field-table";
import { FIELD_TABLE } from "../field-table";
import type { Case } from "./cases";
import { CASES, isFinal, TIMEOUT_MS } from "./cases";

const LIMIT_MS = 600_000;
/** All at once: most of the time is waiting. */
const PARALLEL = 100;

const world = emulatedStack(async () => {}, { COMPOSIO_TIMEOUT_MS: `${TIMEOUT_MS}` });
jest.setTimeout(LIMIT_MS);

type Declared = Record<string, AuthConfigArgs>;

/** One resource per case. */
const forEachCase = (group: string, args: AuthConfigArgs, cases = CASES): Declared =>
  Object.fromEntries(cases.map((_case, index) => [`${group}-${index}`, args]));

/** The inputs that a PATCH changes: each of them meets some of the faults. A name tells this test which is which. */
const PATCHED = FIELD_TABLE.filter(({ input, whenChanged }) => input !== "name" && typeof whenChanged[0] === "object");
const rowOf = (index: number) => PATCHED[index % PATCHED.length] as FieldRow;

const forEachInput = (step: "set" | "change"): Declared =>
  Object.fromEntries(
    CASES.map((_case, index) => {
      const { base, [step]: more } = rowOf(index);
      const { name: _made, ...args } = { ...base, ...more };
      return [`patch-${index}`, args];
    }),
  );

const declare = (declared: Declared): void => {
  world.stack.program = async () => {
    for (const [name, args] of Object.entries(declared)) new AuthConfig(name, args);
  };
};

/**
 * Each fault of the cases once, for the requests of that method and path in the order in which they come.
 * The refusals come first, so that none of them meets a request that is sent again after a lost answer:
 * there a refusal can mean that it was done already, and the resource does not fail.
 */
const failEach = (place: Pick<Fault, "method" | "path" | "after">, cases = CASES): void => {
  for (const { fault } of [...cases.filter(isFinal), ...cases.filter((each) => !isFinal(each))])
    world.emulator.failNext({ ...fault, ...place });
};

const up = (continueOnError = false): Promise<Operation> =>
  world.stack.up({ continueOnError, parallel: PARALLEL, timeoutMs: LIMIT_MS });

const live = (): StoredAuthConfig[] => world.emulator.authConfigs().filter(({ deleted }) => !deleted);

/** The ids in state, by logical name. */
const idsInState = (): Record<string, string | undefined> =>
  Object.fromEntries(
    (world.stack.state().resources ?? [])
      .filter(({ type }) => type === AUTH_CONFIG_TYPE)
      .map(({ urn, id }) => [urn.split("::").pop() ?? "", id]),
  );

/** The ids in the emulator, by the logical name that every auto-name begins with; several if there are several. */
function idsInApi(): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const { name, id } of live()) {
    const logicalName = name.replace(/-[0-9a-f]{16}$/, "");
    ids[logicalName] = [ids[logicalName], id].filter(Boolean).join(" and ");
  }
  return ids;
}

/** The faults that no request has met, and the requests that met one. */
async function metFaults(): Promise<string[]> {
  const { url, apiKey } = world.emulator;
  const answer = await fetch(`${url}/_emulator/faults`, { headers: { "x-api-key": apiKey } });
  const { faults } = (await answer.json()) as { faults: Fault[] };
  return faults.map(({ kind, method, path, status }) => `nobody met ${kind} ${status ?? ""} at ${method} ${path}`);
}

/** The end of it: one auth config each, its id in state, and nothing more to do. */
async function isClean(declared: Declared): Promise<void> {
  await world.emulator.settled();
  const next = await up();
  expect(next.ok ? "ok" : next.output).toBe("ok");
  expect(idsInState()).toEqual(idsInApi());
  expect(Object.keys(idsInApi()).sort()).toEqual(Object.keys(declared).sort());
  const sent = world.emulator.requests.length;
  expect(await world.stack.up({ expectNoChanges: true, timeoutMs: LIMIT_MS })).toMatchObject({ ok: true });
  expect(world.emulator.requests.length).toBe(sent);
  for (const { name, status, tool_access_config: tools } of live()) {
    const args = declared[name.replace(/-[0-9a-f]{16}$/, "")];
    // Here it is never an output.
    const declaredTools = args?.toolAccessConfig as { toolsAvailableForExecution?: string[] } | undefined;
    expect([name, status, tools.tools_available_for_execution]).toEqual([
      name,
      args?.enabled === false ? "DISABLED" : "ENABLED",
      declaredTools?.toolsAvailableForExecution ?? [],
    ]);
  }
}

const executing = (...tools: string[]): AuthConfigArgs => ({
  toolkit: "gmail",
  toolAccessConfig: { toolsAvailableForExecution: tools },
});

it("holds for the requests of a create: the POST, the PATCH and the status call after it", async () => {
  const declared = {
    ...forEachCase("post", { toolkit: "gmail" }),
    ...forEachCase("patch", executing("GMAIL_SEND_EMAIL")),
    ...forEachCase("status", { toolkit: "gmail", enabled: false }),
  };
  declare(declared);
  failEach({ method: "POST", path: "auth_configs$" });
  failEach({ method: "PATCH", path: "auth_configs/[^/]+$" });
  failEach({ method: "PATCH", path: "DISABLED$" });

  const faulty = await up(true);
  await world.emulator.settled();
  expect(await metFaults()).toEqual([]);
  // Those that say that nothing was done, at each of the three requests; of a POST no proxy can say so.
  const final = CASES.filter(isFinal);
  const finalOfPost = final.filter(({ fault }) => !fault.kind.startsWith("html"));
  expect(faulty.steps.filter(({ failed }) => failed)).toHaveLength(2 * final.length + finalOfPost.length);
  expect(idsInApi()).toEqual(expect.objectContaining(idsInState()));
  await isClean(declared);
});

it("holds for the listing that looks for a lost create", async () => {
  const declared = forEachCase("listing", { toolkit: "gmail" });
  declare(declared);
  failEach(
    { method: "POST", path: "auth_configs$" },
    CASES.map(() => ({ title: "lost", fault: { kind: "reset-after" } })),
  );
  // The first listing of a process looks for what an earlier run left, and is another request of this table.
  failEach({ method: "GET", path: "auth_configs$", after: 1 });

  await up(true);
  await world.emulator.settled();
  expect(Object.values(idsInApi()).filter((ids) => ids.includes("and"))).toEqual([]);
  await isClean(declared);
});

it("goes on with a lost create that could not be looked for, as the error of it says", async () => {
  const declared = { unseen: { toolkit: "gmail" } };
  declare(declared);
  world.emulator.failNext({ kind: "reset-after", method: "POST", path: "auth_configs$" });
  world.emulator.failNext({ kind: "status", status: 403, method: "GET", path: "auth_configs$", after: 1 });
  const lost = await up();
  expect([lost.ok, live().length, await metFaults()]).toEqual([false, 1, []]);
  expect(lost.output).toContain(
    "It may have been made all the same: run `pulumi up` again, which looks for it by its mark.",
  );
  await isClean(declared);
  expect(live()).toHaveLength(1);
});

inFullRun("holds for the listing that looks for an earlier run's auth configs", async () => {
  // A slow answer in time ends a listing, and the faults after it would meet no request.
  const isInTime = ({ fault: { kind, delayMs = 0 } }: Case) => kind === "slow" && delayMs < TIMEOUT_MS;
  const healing = CASES.filter((each) => !isFinal(each) && each.fault.kind !== "stale" && !isInTime(each));
  const declared: Declared = {};
  // A request is tried five times, so four faults are what one listing can take.
  for (let begin = 0; begin < healing.length; begin += 4) {
    declared[`earlier-${begin}`] = { toolkit: "gmail" };
    declare(declared);
    failEach({ method: "GET", path: "auth_configs$" }, healing.slice(begin, begin + 4));
    expect([(await up()).ok, await metFaults()]).toEqual([true, []]);
  }
  await isClean(declared);
});

it("holds for the requests of a refresh and of an update", async () => {
  const before = {
    ...forEachInput("set"),
    ...forEachCase("status", { toolkit: "gmail", enabled: false }),
  };
  declare(before);
  expect((await up()).ok).toBe(true);
  const ids = idsInState();
  const failFor = (group: string, method: string, end: string, cases: readonly Case[]): void => {
    for (const each of cases) {
      const path = `${ids[`${group}-${CASES.indexOf(each)}`]}${end}$`;
      world.emulator.failNext({ ...each.fault, method, path });
    }
  };
  // Without a listing, each read asks for its own auth config. Reads that come in several batches ask for one each.
  world.emulator.failNext({ kind: "status", status: 422, method: "GET", path: "auth_configs$", times: 1_000 });
  const noListing = "nobody met status 422 at GET auth_configs$";
  const refresh = async () => {
    const done = await world.stack.refresh({ parallel: PARALLEL, timeoutMs: LIMIT_MS });
    await world.emulator.settled();
    expect([idsInState(), idsInApi()]).toEqual([ids, ids]);
    return done.ok;
  };

  failFor(
    "patch",
    "GET",
    "",
    CASES.filter((each) => !isFinal(each)),
  );
  expect([await refresh(), await metFaults()]).toEqual([true, [noListing]]);
  failFor("patch", "GET", "", CASES.filter(isFinal));
  // The engine begins no further read after one that failed.
  while ((await metFaults()).length > 1) expect(await refresh()).toBe(false);

  const after = {
    ...forEachInput("change"),
    ...forEachCase("status", { toolkit: "gmail", enabled: true }),
  };
  declare(after);
  world.emulator.failNext({ kind: "slow", delayMs: 0, method: "POST", path: "/auth_configs" });
  failFor("patch", "PATCH", "", CASES);
  failFor("status", "PATCH", "/ENABLED", CASES);
  const faulty = await up(true);
  await world.emulator.settled();
  expect(await metFaults()).toEqual([noListing, expect.stringContaining("slow")]);
  expect(faulty.ok).toBe(false);
  expect([idsInState(), idsInApi()]).toEqual([ids, ids]);
  await isClean(after);
  for (const config of live()) {
    const [, index] = /^patch-(\d+)-/.exec(config.name) ?? [];
    if (index === undefined) continue;
    const { record, held } = rowOf(Number(index));
    expect([config.name, record(config)]).toEqual([config.name, held[2]]);
  }
});

it("holds for the requests of a delete: the look for connections, and the DELETE", async () => {
  const declared = { ...forEachCase("guard", { toolkit: "gmail" }), ...forEachCase("delete", { toolkit: "gmail" }) };
  declare(declared);
  expect((await up()).ok).toBe(true);
  const ids = idsInState();
  // Without a listing, each guard reads its own auth config.
  world.emulator.failNext({ kind: "status", status: 400, method: "GET", path: "auth_configs$", times: 1_000 });
  for (const [index, { fault }] of CASES.entries()) {
    world.emulator.failNext({ ...fault, method: "GET", path: `${ids[`guard-${index}`]}$` });
    world.emulator.failNext({ ...fault, method: "DELETE", path: `${ids[`delete-${index}`]}$` });
  }

  const faulty = await world.stack.destroy({ continueOnError: true, parallel: PARALLEL, timeoutMs: LIMIT_MS });
  await world.emulator.settled();
  expect([faulty.ok, await metFaults()]).toEqual([false, ["nobody met status 400 at GET auth_configs$"]]);
  // An auth config that still exists is still in the state.
  expect(idsInState()).toEqual(expect.objectContaining(idsInApi()));

  // Where a delete was done and not answered, "not found" is no lagging replica's word any more.
  world.passMinutes(2);
  const next = await world.stack.destroy({ parallel: PARALLEL, timeoutMs: LIMIT_MS });
  expect(next.ok ? "ok" : next.output).toBe("ok");
  expect([idsInState(), idsInApi()]).toEqual([{}, {}]);
});
