/** `verify` against the emulator as it is, and with each of its switches turned. */
import { ANSWERS } from "../../../src/emulator/answers";
import { UNPROBED } from "../../../src/verify/probes";
import { answersOf, exitCodeOf } from "../../../src/verify/report";
import { withBench } from "./run";

const unprobed = UNPROBED.flatMap(({ answers }) => answers);

/** Every value that is not the default. */
const turned = Object.entries(ANSWERS).flatMap(([name, { values }]) =>
  values.slice(1).map((value): [string, unknown] => [name, value]),
);

it("finds that every assumption holds of the emulator, and leaves nothing", async () => {
  await withBench({}, async ({ run, left }) => {
    const { findings = [], left: kept } = (await run()) ?? {};
    expect(findings.filter(({ verdict }) => verdict !== "holds" && verdict !== "not probed")).toEqual([]);
    expect({ kept, left: left(), code: exitCodeOf(findings, 0) }).toEqual({ kept: 0, left: [], code: 0 });
  });
});

it.each(turned.filter(([name]) => !unprobed.includes(name as never)))(
  "finds that %s is %p, and nothing else",
  async (name, value) => {
    await withBench({ answers: { [name]: value } }, async ({ run, left }) => {
      const { findings = [] } = (await run()) ?? {};
      const differing = findings.filter(({ verdict }) => verdict === "differs").map(({ answer }) => answer);
      expect({ differing, saved: answersOf(findings), left: left() }).toEqual({
        differing: [name],
        saved: { [name]: value },
        left: [],
      });
    });
  },
);
