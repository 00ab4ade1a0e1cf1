/**
 * Measures the cost of a customer, for docs/customers.md: `npm run build && npx tsx test/automation/measure.ts [customers] [key-service]`.
 * Latency 50 ms, a file backend, two auth configs a customer; first one customer after the other, then four at once.
 * The secrets' key is made from a passphrase, or comes from a key service.
 */
import * as fs from "node:fs";
import { findEngine } from "../support/engine/find-engine";
import { SECRETS_PROVIDER } from "../support/engine/key-service";
import { surroundings } from "../tools/bench/surroundings";
import { app, World } from "./world";

const secretsProvider = process.argv[3] === "key-service" ? SECRETS_PROVIDER : "passphrase";

interface Cost {
  what: string;
  customers: number;
  seconds: number;
  secondsEach: number;
  requestsEach: number;
  /** The most that all processes of one operation, or of all at once, have held. */
  peakMb: number;
}

async function measure(world: World, what: string, concurrency: number, customers: number): Promise<Cost[]> {
  const service = await world.start({ concurrency, secretsProvider });
  const names = Array.from({ length: customers }, (_, index) => `${what}-${concurrency}-${index}`);
  const costs: Cost[] = [];
  for (const method of ["up", "up again", "destroy"]) {
    const requests = world.emulator.requests.length;
    const startedAt = performance.now();
    let peak = 0;
    const sampling = setInterval(() => {
      peak = Math.max(peak, memoryOf(world.backend.folder, service.child.pid ?? 0));
    }, 50);
    const outcomes = await Promise.all(
      names.map((name) => (method === "destroy" ? service.destroy(name) : service.up(name, app()))),
    );
    clearInterval(sampling);
    const failed = outcomes.find(({ error }) => error !== undefined);
    if (failed) throw new Error(failed.error?.message);
    const seconds = (performance.now() - startedAt) / 1_000;
    costs.push({
      what: `${method}, ${concurrency} at once`,
      customers,
      seconds: rounded(seconds),
      secondsEach: rounded(seconds / customers),
      requestsEach: rounded((world.emulator.requests.length - requests) / customers),
      peakMb: Math.round(peak),
    });
  }
  await service.kill("SIGTERM");
  return costs;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Proportional set size, so that pages that processes share count once; the service itself is left out. */
function memoryOf(folder: string, service: number): number {
  let kilobytes = 0;
  for (const pid of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== service)) {
    try {
      if (!fs.readFileSync(`/proc/${pid}/environ`, "utf8").includes(`TMPDIR=${folder}`)) continue;
      kilobytes += Number(/^Pss: +(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      // It has ended.
    }
  }
  return kilobytes / 1_024;
}

async function main(): Promise<void> {
  const customers = Number(process.argv[2] ?? 20);
  const engine = await findEngine();
  const world = await World.open({ asUsersRun: true, latencyMs: 50 });
  try {
    console.log(JSON.stringify(surroundings(engine)));
    console.table([
      ...(await measure(world, "one", 1, Math.ceil(customers / 4))),
      ...(await measure(world, "four", 4, customers)),
    ]);
  } finally {
    await world.close();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
