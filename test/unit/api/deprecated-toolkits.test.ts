import { deprecationText, parseDeprecatedToolkits } from "../../../src/api/deprecated-toolkits";

it.each<[string | undefined, object[]]>([
  [undefined, []],
  ["", []],
  [" , ;x", [{ slug: "x" }]],
  ["slack", [{ slug: "slack" }]],
  [
    'Slack;version=20250906_00; deprecated=@1790000000;sunset="2027-01-31" ;reason="old, slow; \\"legacy\\"", "x";other=1',
    [
      {
        slug: "slack",
        version: "20250906_00",
        deprecated: "2026-09-21",
        sunset: "2027-01-31",
        reason: 'old, slow; "legacy"',
      },
      { slug: "x" },
    ],
  ],
  ["a;deprecated, b;sunset=2027-01-31", [{ slug: "a" }, { slug: "b", sunset: "2027-01-31" }]],
])("reads %j", (header, toolkits) => {
  expect(parseDeprecatedToolkits(header)).toEqual(toolkits);
});

it("tells the user the toolkit, the two dates and the reason", () => {
  const whole = {
    slug: "slack",
    version: "1",
    deprecated: "2026-09-21",
    sunset: "2027-01-31",
    reason: "Use slackbot.",
  };
  expect([deprecationText(whole), deprecationText({ slug: "x", deprecated: "?1" })]).toEqual([
    "The toolkit slack (version 1) is deprecated since 2026-09-21, and goes away on 2027-01-31: Use slackbot.",
    "The toolkit x is deprecated.",
  ]);
});
