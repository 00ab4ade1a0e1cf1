/**
 * examples/app-lifecycle past one machine: two processes that share nothing but the state backend, here an S3-compatible one.
 * Skipped, with the reason in its name, where that server cannot be installed.
 */
import * as path from "node:path";
import type { Emulator } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import type { Backend } from "../support/engine/stack";
import { openBackend } from "../support/engine/stack";
import type { S3 } from "./s3";
import { installS3, startS3 } from "./s3";
import type { Line, Service } from "./service";
import { startService } from "./service";

jest.setTimeout(240_000);

const missing = installS3();
const whereThereIsS3 = missing === undefined ? describe : describe.skip;

whereThereIsS3(`two processes over an S3-compatible backend${missing ? ` (skipped: ${missing})` : ""}`, () => {
  let emulator: Emulator;
  let homes: Backend[];
  let s3: S3;
  let one: Service;
  let other: Service;

  beforeEach(async () => {
    emulator = await startEmulator({ latencyMs: 500 });
    homes = [await openBackend(), await openBackend()];
    s3 = await startS3(path.join(homes[0]?.folder ?? "", "s3"));
    const start = ({ env }: Backend) =>
      startService({ ...env, ...s3.env, COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url });
    [one, other] = (await Promise.all(homes.map(start))) as [Service, Service];
  });

  afterEach(async () => {
    await Promise.all([one.close(), other.close()]);
    await s3.close();
    for (const home of homes) await home.close();
    await emulator.close();
  });

  const live = () => emulator.authConfigs().filter(({ deleted }) => !deleted);
  const states = () => s3.objects().filter((key) => /\.pulumi\/stacks\/.*\.json$/.test(key));
  const sessionOf = (lines: Line[]) => lines.at(-1)?.session;

  it("work on two customers at once, and each goes on where the other ended", async () => {
    const [acme, globex] = await Promise.all([one.provision("acme"), other.provision("globex")]);
    expect(live()).toHaveLength(4);
    expect(states()).toHaveLength(2);

    const swapped = await Promise.all([one.provision("globex"), other.provision("acme")]);
    expect(swapped.map(sessionOf)).toEqual([globex, acme].map(sessionOf));
    expect(live()).toHaveLength(4);

    await Promise.all([one.retire("globex"), other.retire("acme")]);
    expect(live()).toEqual([]);
    expect(states()).toEqual([]);
  });

  it("work on the same customer one after the other, though a lock that was listed is gone when it is read", async () => {
    s3.missNext(/\/\.pulumi\/locks\/[^?]*\.json/);
    const both = await Promise.all([one.provision("acme"), other.provision("acme")]);
    const authConfigs = Object.fromEntries(live().map(({ toolkit, id }) => [toolkit, id]));
    expect(Object.keys(authConfigs).sort()).toEqual(["github", "notion"]);
    expect(both.map((lines) => lines.at(-1))).toEqual([{ session: { authConfigs } }, { session: { authConfigs } }]);
    expect([live().length, s3.missed.length]).toEqual([2, 1]);
  });
});
