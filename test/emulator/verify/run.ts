/** `verify` in this process, against an emulator in the same time: a wait moves the clock. */
import { randomBytes } from "node:crypto";
import type { Emulator, EmulatorOptions } from "../../../src/emulator";
import { startEmulator } from "../../../src/emulator";
import { isScratch } from "../../../src/verify/marks";
import type { Verification, VerifyOptions } from "../../../src/verify/verify";
import { verify } from "../../../src/verify/verify";
import { WaitingTime } from "../../support/clocks";

// One run is some 400 requests.
jest.setTimeout(30_000);

export interface Bench {
  emulator: Emulator;
  time: WaitingTime;
  run: (options?: Partial<VerifyOptions>) => Promise<Verification | undefined>;
  /** Auth configs with the mark, and their accounts, that are not deleted. */
  left: () => string[];
}

export async function withBench<Result>(
  options: EmulatorOptions,
  use: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  const time = new WaitingTime();
  const emulator = await startEmulator({
    clock: time.date,
    rateLimit: { limit: 100_000, windowMs: 60_000 },
    ...options,
  });
  const clock = {
    ...time.clock,
    // A request that the emulator processes late is late by the time of the machine.
    sleep: async (waitMs: number) => {
      await emulator.settled();
      await time.clock.sleep(waitMs);
    },
  };
  const run = (others: Partial<VerifyOptions> = {}) =>
    verify({
      apiKey: emulator.apiKey,
      baseUrl: emulator.url,
      allowInsecureHttp: false,
      timeoutMs: 5000,
      reserve: 0.1,
      clock,
      log: () => {},
      createHex: () => randomBytes(4).toString("hex"),
      signal: new AbortController().signal,
      confirm: async () => ({ removeLeftovers: true, goOn: true }),
      onProbe: () => {},
      onCleanUp: () => {},
      ...others,
    });
  const left = () => [
    ...emulator
      .authConfigs()
      .filter((config) => !config.deleted && isScratch(config))
      .map(({ name }) => name),
    ...emulator
      .connectedAccounts()
      .filter(({ deleted }) => !deleted)
      .map(({ id }) => id),
  ];
  try {
    return await use({ emulator, time, run, left });
  } finally {
    await emulator.close();
  }
}
