import {
  autoName,
  isMarkOf,
  isTemporaryName,
  logicalNameIn,
  markFor,
  markIn,
  stackHalf,
  temporaryName,
} from "../../../src/model/marks";

const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/composio:AuthConfig::notion";
const identity = { organization: "acme", urn };
const mark = markFor(identity, "https://api.pulumi.com");

it("makes a mark of stack and URN", () => {
  expect(mark).toBe("647415f2a846c44f");
  expect([stackHalf(mark), isMarkOf(mark, identity), isMarkOf(mark, { ...identity, urn: `${urn}2` })]).toEqual([
    mark.slice(0, 8),
    true,
    false,
  ]);
});

it.each([
  ["no URN", "0e9a075353d0f041"],
  ["no urn:pulumi:dev::shop::x", "0e9a07532422c9e1"],
])("makes a mark of %s, which names no stack", (text, expected) => {
  expect(markFor({ ...identity, urn: text }, "https://api.pulumi.com")).toBe(expected);
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

it.each([
  [`notion-${mark}`, "notion", false],
  [`my-notion-2-${mark}`, "my-notion-2", false],
  [`two\nlines-${mark}`, undefined, false],
  [`-${mark}`, undefined, false],
  [`notion-${mark.slice(1)}`, undefined, false],
  [`notion-${mark}0`, undefined, false],
  [`notion-${mark.toUpperCase()}`, undefined, false],
  [`Notion-${mark}-0a1b2c3d`, undefined, true],
  [`Notion-${mark}-0a1b2c3d (copy)`, undefined, false],
  [`Notion-${mark}-0a1b2c3`, undefined, false],
  ["Notion", undefined, false],
])("tells %j apart: the logical name in it is %j, it is a temporary one: %s", (name, logicalName, isTemporary) => {
  expect([logicalNameIn(name), isTemporaryName(name)]).toEqual([logicalName, isTemporary]);
});
