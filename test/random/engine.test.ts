/** Random histories on the real engine: few, since each operation takes seconds, but with many edits between them. */
import { startEmulator } from "pulumi-composio/emulator";
import { passingClock } from "../support/clocks";
import { checkProperty } from "./check-property";
import type { History } from "./history";
import { play } from "./play";
import { randomHistories } from "./random-history";
import { RealEngine } from "./real-engine";
import { toolkits } from "./toolkits";

async function complaintsOf(history: History): Promise<string[]> {
  const { clock, passMinutes } = passingClock();
  const emulator = await startEmulator({ toolkits, clock, answers: history.answers });
  const engine = await RealEngine.open(emulator, passMinutes);
  try {
    return await play(history, engine);
  } finally {
    await engine.close();
    await emulator.close();
  }
}

it("ends with the API as the program says, whatever happened before", async () => {
  await checkProperty(randomHistories({ operations: 1, maxSteps: 60, first: "up" }), complaintsOf, {
    few: 2,
    many: 40,
    shrinks: false,
  });
}, 3_600_000);
