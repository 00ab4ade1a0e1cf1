import { autoName, isMarkOf, markFor, markIn, stackHalf, temporaryName } from "../../../src/model/marks";

const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/composio:AuthConfig::notion";
const identity = { organization: "acme", urn };
const mark = markFor(identity, "https://api.pulumi.com");

it("makes a mark of stack and URN", () => {
  expect(mark).toMatch(/^[0-9a-f]{16}$/);
  expect([stackHalf(mark), isMarkOf(mark, identity), isMarkOf(mark, { ...identity, urn: `${urn}2` })]).toEqual([
    mark.slice(0, 8),
    true,
    false,
  ]);
});

it("names a resource by its logical name and its mark", () => {
  expect(autoName(mark, urn)).toBe(`notion-${mark}`);
});

it.each([
  ["Notion", "Notion"],
  ["x".repeat(60), "x".repeat(40)],
  ["🔑".repeat(60), "🔑".repeat(40)],
])("cuts the name %s in its temporary form, and no character in two", (name, stem) => {
  expect(temporaryName(name, mark, "0a1b2c3d")).toBe(`${stem}-${mark}-0a1b2c3d`);
});

it.each([
  [`notion-${mark}`, mark],
  [`Notion-${mark}-0a1b2c3d`, mark],
  [`Notion-${mark}-0a1b2c3`, undefined],
  [`Notion-${mark}-0a1b2c3d4`, undefined],
  [`Notion-${mark}-0A1B2C3D`, undefined],
  [mark, undefined],
  ["Notion", undefined],
  [`notion-${mark} (copy)`, undefined],
])("finds the mark in %s: %s", (name, found) => {
  expect(markIn(name)).toBe(found);
});
