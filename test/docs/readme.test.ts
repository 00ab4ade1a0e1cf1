/** README.md: short, in an order, and from it every reader finds the way. */
import { linksOf, read } from "./documents";

const readme = read("README.md");

it("has at most 10 KB, in the order in which a reader asks", () => {
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(10_000);
  expect([...readme.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
    "Quick start",
    "See it without an account",
    "Use it in your application",
    "I want to …",
    "Inputs",
    "Configuration",
    "When something fails",
    "Limits",
    "More",
  ]);
});

it("says on its first screen that nobody has tried it against the live API", () => {
  expect(readme.split("\n").slice(0, 6).join("\n")).toContain("not yet tried against the live Composio API");
});

it("has the command of the demo on a line of its own", () => {
  expect(readme.split("\n").filter((line) => line === "npm ci && npm run demo")).toEqual(["npm ci && npm run demo"]);
});

/** The question of a reader, a word that the README's line about it has, and the answer at the end of that line's link. */
const QUESTIONS: [string, RegExp, string, RegExp][] = [
  [
    "how to rename a resource in use",
    /rename a resource/,
    "docs/changes.md#rename-a-resource",
    /aliases: \[\{ name: "github" \}\]/,
  ],
  [
    "what to do after a killed up",
    /after a killed `up`/,
    "docs/killed-runs.md",
    /Run `pulumi up` with the same program/,
  ],
  [
    "how to test a program without an account",
    /test my program without an account/,
    "docs/testing.md",
    /startEmulator/,
  ],
  [
    "how Python gets its session",
    /session from Python/,
    "docs/sessions.md#from-python",
    /json\.loads\(os\.environ\["COMPOSIO_SESSION"\]\)/,
  ],
  ["what is not hidden from logs", /what logs can show/, "docs/secrets.md#what-is-not-hidden", /pulumi up --debug/],
];

it.each(QUESTIONS)("leads by one link to %s", (_question, asked, link, answer) => {
  const line = readme.split("\n").find((row) => row.startsWith("|") && asked.test(row)) ?? "";
  expect(linksOf(line)).toContain(link);
  const [file = "", anchor] = link.split("#");
  const sections = read(file).split(/^(?=## )/m);
  const slug = (section: string) => section.split("\n")[0]?.replace(/^#+ /, "").toLowerCase().replaceAll(" ", "-");
  const target = anchor === undefined ? read(file) : sections.find((section) => slug(section) === anchor);
  expect(target).toMatch(answer);
});
