import type { AuthConfigItem } from "../../../src/api/auth-config";
import { stackFindings } from "../../../src/cli/stack-findings";
import { autoName, markFor, stackHalf, temporaryName } from "../../../src/model/marks";

const BACKEND = "https://api.pulumi.com";
const urnIn = (stack: string, name: string) => `urn:pulumi:${stack}::shop::composio:AuthConfig::${name}`;
const markIn = (stack: string, name: string) => markFor({ organization: "acme", urn: urnIn(stack, name) }, BACKEND);

const item: AuthConfigItem = {
  id: "ac_2",
  type: "default",
  toolkit: { slug: "github" },
  name: "GitHub",
  status: "ENABLED",
  no_of_connections: 0,
};

/** Of a stack `dev` whose resource `app` holds `ac_1`. */
function findingsOf(stranger: Partial<AuthConfigItem> | undefined, held: Partial<AuthConfigItem> = {}) {
  const one = { ...item, id: "ac_1", ...held };
  const inputs = { name: one.name, toolkit: one.toolkit.slug };
  const app = { urn: urnIn("dev", "app"), logicalName: "app", id: "ac_1", inputs, outputs: {} };
  return stackFindings({
    stack: "dev",
    state: { authConfigs: [app], outputs: {} },
    items: stranger ? [one, { ...item, ...stranger }] : [one],
    unreadableIds: new Set(),
    baseUrl: "http://api",
    marks: new Set([stackHalf(markIn("dev", "app"))]),
  });
}

const healthy = [{ check: "state", level: "ok", message: "Stack dev has 1 auth config, all there" }];
const remove = 'curl -X DELETE -H "x-api-key: $COMPOSIO_API_KEY" http://api/api/v3.1/auth_configs/ac_2';

describe("an auth config that no state at hand holds", () => {
  it("gets advice if it has the toolkit and the name of a held auth config", () => {
    expect(findingsOf({})).toEqual([
      {
        check: "orphans",
        level: "note",
        message:
          'ac_2 "GitHub" has the toolkit and the name of "app" of stack dev, which does not hold it, and nobody is connected. ' +
          "Look at it: a killed run may have left it, or another stack holds it. If nobody needs it, delete it.",
        mend: [remove],
      },
    ]);
  });

  it.each<[string, Partial<AuthConfigItem>]>([
    ["another name", { name: "GitHub again" }],
    ["another toolkit", { toolkit: { slug: "gmail" } }],
    ["accounts", { no_of_connections: 1 }],
    ["the mark of another stack", { name: autoName(markIn("prod", "app"), urnIn("prod", "app")) }],
  ])("is nothing to this stack with %s", (_case, facts) => {
    expect(findingsOf(facts)).toEqual(healthy);
  });

  it.each([
    ["an auto-name", autoName(markIn("dev", "gone"), urnIn("dev", "gone")), "which does not hold it"],
    ["a temporary name", temporaryName("GitHub", markIn("dev", "app"), "0a1b2c3d"), "by a create that has not ended"],
  ])("is this stack's by its mark, in %s", (_case, name, how) => {
    expect(findingsOf({ name })).toEqual([
      {
        check: "orphans",
        level: "problem",
        message:
          `ac_2 "${name}" was made for stack dev, ${how} (0 connected accounts). \`pulumi up --stack dev\` takes it if the program declares it; otherwise delete it. ` +
          "If the stack was renamed or moved, the moved one may hold it: run `pulumi up` there first.",
        mend: ["pulumi up --stack dev", remove],
      },
    ]);
  });
});

describe("an auth config that the stack holds", () => {
  it.each([
    ["of another stack", "prod", "app"],
    ["of another resource", "dev", "renamed"],
  ])("carries a mark %s", (_case, stack, resource) => {
    const name = autoName(markIn(stack, resource), urnIn(stack, resource));
    expect(findingsOf(undefined, { name })).toEqual([
      {
        check: "orphans",
        level: "note",
        message:
          `ac_1 "${name}" is held by "app" of stack dev, but its name carries the mark of another resource or another stack, ` +
          "as after a rename or a move: a new stack or resource with the old name would take it over. `pulumi up` gives it its new name.",
        mend: ["pulumi up --stack dev"],
      },
    ]);
  });

  it("carries its own mark, and all is well", () => {
    expect(findingsOf(undefined, { name: autoName(markIn("dev", "app"), urnIn("dev", "app")) })).toEqual(healthy);
  });
});

describe("one that two resources of the stack hold", () => {
  const urnOf = (resource: string) => urnIn("dev", resource);
  it.each([
    ["the one whose mark it carries", autoName(markIn("dev", "app"), urnOf("app")), "app", "renamed"],
    [
      "the one whose mark it carries, the second here",
      autoName(markIn("dev", "renamed"), urnOf("renamed")),
      "renamed",
      "app",
    ],
    ["the first one if it carries no mark", "GitHub", "app", "renamed"],
  ])("is a problem, and is best left to %s", (_case, name, keeper, other) => {
    const holder = (logicalName: string) => ({
      ...{ urn: urnOf(logicalName), logicalName, id: "ac_1", inputs: { name, toolkit: "github" }, outputs: {} },
    });
    const findings = stackFindings({
      stack: "dev",
      state: { authConfigs: [holder("app"), holder("renamed")], outputs: {} },
      items: [{ ...item, id: "ac_1", name }],
      unreadableIds: new Set(),
      baseUrl: "http://api",
      marks: new Set([stackHalf(markIn("dev", "app"))]),
    });
    expect(findings).toEqual([
      {
        check: "state",
        level: "problem",
        message:
          '"app" and "renamed" of stack dev hold one auth config, ac_1: a delete of either deletes it for both. ' +
          `Leave it to "${keeper}". \`pulumi state delete\` deletes nothing at Composio, and the next \`pulumi up\` makes a new one for what it has removed.`,
        mend: [`pulumi state delete ${urnOf(other)} --stack dev`],
      },
    ]);
  });
});
