import type { Inputs } from "../../../../src/model/inputs";
import { UNKNOWN } from "../../../../src/model/unknowns";
import { toolsToLookUp } from "../../../../src/provider/toolkit-check/declared-tools";

const base: Inputs = { toolkit: "gmail", type: "use_composio_managed_auth", name: "x", enabled: true };
const creation = (...tools: string[]) => ({ toolsForConnectedAccountCreation: tools });
const execution = (...tools: string[]) => ({ toolsAvailableForExecution: tools });
const path = "toolAccessConfig.toolsAvailableForExecution";

describe("the tools to look up", () => {
  it("are those of each list that has changed, with their places", () => {
    const before = { ...base, toolAccessConfig: { ...creation("A"), ...execution("B", "C") } };
    expect(toolsToLookUp(before, { ...base, toolAccessConfig: { ...creation("A"), ...execution("C", "D") } })).toEqual([
      { path, slug: "C" },
      { path, slug: "D" },
    ]);
    expect(toolsToLookUp({}, before).map(({ slug }) => slug)).toEqual(["A", "B", "C"]);
  });

  it("are all of them if the toolkit has changed", () => {
    const toolAccessConfig = execution("B");
    expect(toolsToLookUp({ ...base, toolkit: "github", toolAccessConfig }, { ...base, toolAccessConfig })).toEqual([
      { path, slug: "B" },
    ]);
  });

  it.each<[string, unknown, Partial<Inputs>]>([
    ["there are none", undefined, {}],
    ["only their order has changed", execution("B", "A"), { ...base, toolAccessConfig: execution("A", "B") }],
    ["they are not known yet", execution(UNKNOWN), {}],
    ["nothing of them is known yet", UNKNOWN, {}],
    ["they are no list", { toolsAvailableForExecution: "A" }, {}],
  ])("are none if %s", (_case, toolAccessConfig, previous) => {
    expect(toolsToLookUp(previous, { ...base, toolAccessConfig: toolAccessConfig as never })).toEqual([]);
  });
});
