/** examples/app-lifecycle as its callers see it: the real engine below, an emulated API behind. */
import { emulatedBackend } from "../support/emulated-stack";
import type { Line, Service } from "./service";
import { notionApp, startService } from "./service";

jest.setTimeout(240_000);

const world = emulatedBackend({ latencyMs: 500 });
let service: Service;

beforeEach(async () => {
  service = await startService({
    ...world.backend.env,
    ...world.access,
  });
});

afterEach(async () => {
  await service.close();
});

const live = () => world.emulator.authConfigs().filter(({ deleted }) => !deleted);
const sessionOf = (lines: Line[]) => lines.at(-1)?.session?.authConfigs;
const idsOf = (lines: Line[]) => Object.values(sessionOf(lines) ?? {}).sort();
const steps = (lines: Line[], op: string) => lines.filter((line) => line.op === op).length;
const writes = () => world.emulator.requests.filter(({ method }) => method !== "GET").length;

it("provisions and retires a customer, says each step as it comes, and is safe to call twice", async () => {
  let madeWhenToldFirst: number | undefined;
  const first = await service.provision("acme", () => {
    madeWhenToldFirst ??= world.emulator.authConfigs().length;
  });
  expect(madeWhenToldFirst).toBe(0);
  expect(first.slice(0, -1)).toHaveLength(4);
  expect(first).toEqual(
    expect.arrayContaining([
      { state: "started", op: "create", name: "github" },
      { state: "done", op: "create", name: "github" },
      { state: "started", op: "create", name: "notion" },
      { state: "done", op: "create", name: "notion" },
    ]),
  );
  expect(idsOf(first)).toEqual(
    live()
      .map(({ id }) => id)
      .sort(),
  );

  const sent = writes();
  const second = await service.provision("acme");
  expect(sessionOf(second)).toEqual(sessionOf(first));
  expect(steps(second, "same")).toBe(4);
  expect(writes()).toBe(sent);

  const retired = await service.retire("acme");
  expect(retired.at(-1)).toEqual({ retired: "acme" });
  expect(steps(retired, "delete")).toBe(4);
  expect(live()).toEqual([]);
  expect(await service.retire("acme")).toEqual([{ retired: "acme" }]);
  expect(world.backend.allBytes().includes(notionApp.clientSecret)).toBe(false);
});

it("works on two customers at once, and on one customer one call after the other", async () => {
  const endOf: Record<string, number> = {};
  const startOf: Record<string, number> = {};
  const timed = async (customer: string, as = customer) => {
    const lines = await service.provision(customer, () => {
      startOf[as] ??= Date.now();
    });
    endOf[as] = Date.now();
    return lines;
  };
  const [acme, globex, again] = await Promise.all([timed("acme"), timed("globex"), timed("acme", "again")]);

  expect(Math.max(startOf.acme ?? 0, startOf.globex ?? 0)).toBeLessThan(Math.min(endOf.acme ?? 0, endOf.globex ?? 0));
  expect(startOf.again).toBeGreaterThanOrEqual(endOf.acme ?? Number.POSITIVE_INFINITY);
  expect(steps(again, "same")).toBe(4);
  expect(sessionOf(again)).toEqual(sessionOf(acme));
  expect(live()).toHaveLength(4);

  const [retired] = await Promise.all([service.retire("acme"), service.provision("globex")]);
  expect(retired.at(-1)).toEqual({ retired: "acme" });
  expect(
    live()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(idsOf(globex));
});

it("lets one customer's failure be that customer's alone", async () => {
  world.emulator.failNext({ kind: "status", status: 400, method: "POST", path: "auth_configs$" });
  const calls = ["acme", "globex"].map((customer) => service.provision(customer));
  const ends = await Promise.all(calls);

  const failed = ends.filter((lines) => lines.at(-1)?.failed !== undefined);
  expect(failed).toHaveLength(1);
  expect(failed[0]?.map(({ error }) => error)).toContainEqual(expect.stringContaining("Could not create auth config"));
  const customer = failed[0]?.at(-1)?.failed ?? "";
  expect(sessionOf(await service.provision(customer))).toEqual({
    github: expect.any(String),
    notion: expect.any(String),
  });
  expect(live()).toHaveLength(4);
});
