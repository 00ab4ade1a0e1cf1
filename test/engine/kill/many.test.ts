/**
 * Two hundred auth configs whose creation is killed again and again, at random moments. `SEED=<n>` repeats the moments of a
 * run that failed: how many requests have come in when the CLI is killed, and how. What is in flight then is not repeated.
 */
import { randomInt } from "node:crypto";
import { exactly, inProject, whole } from "./project";

jest.setTimeout(1_800_000);

const isFull = process.env.TEST_FULL === "1";
const seeds = process.env.SEED
  ? [Number(process.env.SEED)]
  : Array.from({ length: isFull ? 6 : 1 }, () => randomInt(2 ** 31));

const names = Array.from({ length: 200 }, (_, index) => `app${index}`);
const kills = isFull ? 6 : 2;

it.concurrent.each(seeds)(
  "makes each of 200 once, however often it is killed: SEED=%i",
  inProject(
    async ({ project, emulator }, seed: number) => {
      const random = randomOf(seed);
      project.declare(Object.fromEntries(names.map((name) => [name, { toolkit: "github" }])));
      const creates = () => emulator.requests.filter(({ method }) => method === "POST").length;
      for (let kill = 0; kill < kills; kill += 1) {
        // The first kill is one that leaves something behind.
        const signal = kill === 0 ? "SIGKILL" : pick(["SIGKILL", "SIGTERM", "SIGINT"] as const, random);
        const env = pick([{}, { PULUMI_SKIP_CHECKPOINTS: "true" }], random);
        const enough = creates() + Math.floor((random() * 400) / kills);
        await project.kill({
          signal,
          args: ["up", "--parallel", "32"],
          env,
          when: () => creates() > enough,
          mayEnd: true,
        });
      }
      await project.succeed("up --parallel 32", { PULUMI_SKIP_CHECKPOINTS: "true" });
      await project.succeed("refresh --clear-pending-creates --expect-no-changes");
      expect(whole(project)).toEqual(exactly(names, emulator));
    },
    { latencyMs: 5 },
  ),
);

const pick = <One>(choices: readonly One[], random: () => number): One =>
  choices[Math.floor(random() * choices.length)] as One;

/** Mulberry32: numbers in [0, 1). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
