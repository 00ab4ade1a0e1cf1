import { ANSWERS } from "../../../src/emulator/answers";
import { assumptions } from "../../../src/emulator/assumptions";
import type { Probe } from "../../../src/verify/probe";
import { PROBES, UNPROBED } from "../../../src/verify/probes";
import type { Finding, Tries } from "../../../src/verify/report";
import { answersOf, exitCodeOf, judge } from "../../../src/verify/report";
import { Other } from "../../../src/verify/seen";

describe("the probes", () => {
  it("try every assumption, or it is said why not", () => {
    const tried = [...PROBES, ...UNPROBED].map(({ assumption }) => assumption);
    expect([...new Set(tried)].sort((a, b) => a - b)).toEqual(Object.keys(assumptions).map(Number));
  });

  it("try every switch once, or it is said why not", () => {
    const tried = [...PROBES.flatMap(({ answer }) => answer ?? []), ...UNPROBED.flatMap(({ answers }) => answers)];
    expect(tried.sort()).toEqual(Object.keys(ANSWERS).sort());
  });

  const switched = PROBES.flatMap(({ answer, means }) =>
    answer ? [{ answer, means, others: ANSWERS[answer].values.slice(1).map(String) }] : [],
  );
  it.each(switched)("say the meaning of each other answer to $answer", ({ means, others }) => {
    expect(Object.keys(means).sort()).toEqual(others.sort());
  });
});

const probe: Probe = {
  ...{ assumption: 22, answer: "pageLimit", question: "how many", sends: "a list", expected: 200 },
  ...{ see: async () => 200, means: { "50": "fewer" }, otherwise: "something else" },
};
const facts = { assumption: 22, answer: "pageLimit", question: "how many", expected: "200" };

const verdicts: [string, Tries, object][] = [
  ["holds if both tries have seen what is expected", { seen: [200, 200] }, { seen: "200", verdict: "holds" }],
  ["differs, and says what that means", { seen: [50, 50] }, { seen: "50", verdict: "differs", means: "fewer" }],
  [
    "differs if both tries have seen the same other thing",
    { seen: [new Other("none"), new Other("none")] },
    { seen: "none", verdict: "differs", means: "something else" },
  ],
  [
    "can't be told if the tries disagree",
    { seen: [200, 50] },
    { verdict: "could not tell", means: "two tries have seen different things" },
  ],
  [
    "can't be told if nothing was seen",
    { unclear: "no answer came" },
    { verdict: "could not tell", means: "no answer came" },
  ],
];
it.each(verdicts)("an assumption %s", (_what, tries, expected) => {
  expect(judge(probe, tries)).toEqual({ ...facts, ...expected });
});

const finding = (verdict: Finding["verdict"], seen?: string): Finding => ({
  ...{ assumption: 22, answer: "pageLimit", question: "", expected: "200", verdict },
  ...(seen !== undefined && { seen }),
});

it("saves differences with the value of their switch, and none without a switch", () => {
  expect(answersOf([finding("differs", "50")])).toEqual({ pageLimit: 50 });
  expect(answersOf([finding("differs", "70"), finding("holds", "200"), finding("could not tell")])).toEqual({});
});

it.each([
  [0, "all that was probed holds", [finding("holds"), finding("not probed")], 0],
  [3, "something differs", [finding("holds"), finding("differs"), finding("could not tell")], 1],
  [1, "something could not be told", [finding("holds"), finding("could not tell")], 0],
  [1, "something is left", [finding("holds")], 1],
] as const)("the exit code is %d if %s", (code, _what, findings, left) => {
  expect(exitCodeOf(findings, left)).toBe(code);
});
