/** Random histories on the real engine: few, since each operation takes seconds, but with many edits between them. */
import type { Emulator } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import { passingClock } from "../support/passing-clock";
import { checkProperty } from "./check-property";
import { play } from "./play";
import { randomHistories } from "./random-history";
import { RealEngine } from "./real-engine";
import { toolkits } from "./toolkits";

const { clock, passMinutes } = passingClock();
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ toolkits, clock });
});
afterAll(() => emulator.close());

it("ends with the API as the program says, whatever happened before", async () => {
  await checkProperty(
    randomHistories({ operations: 1, maxSteps: 60, first: "up" }),
    async (history) => {
      emulator.reset();
      const engine = await RealEngine.open(emulator, passMinutes);
      try {
        return await play(history, engine);
      } finally {
        await engine.close();
      }
    },
    { few: 2, many: 40, shrinks: false },
  );
}, 3_600_000);
