import type { Inputs } from "../../../src/model/inputs";
import { askToolkit } from "../../../src/provider/toolkit-questions";
import { anOperation } from "../../support/an-operation";

const inputs: Inputs = { toolkit: "github", type: "use_composio_managed_auth", name: "GitHub", enabled: true };
const COMMAS =
  "Composio: github was not asked how it separates scopes, so lists are joined with commas; if it takes spaces, give one string";

/** The lines that the user sees for these inputs, one after the other in one process, if the API can't be asked. */
async function told(all: ReadonlyArray<Partial<Inputs>>, previous: Partial<Inputs> = {}): Promise<string[]> {
  const lines: string[] = [];
  const operation = anOperation({ log: (line) => void lines.push(line) });
  for (const some of all) {
    const question = { previous, declared: {}, inputs: { ...inputs, ...some }, isLocal: true };
    expect(await askToolkit(operation, question)).toMatchObject({ mistakes: [], warnings: [] });
  }
  return lines;
}

describe("a toolkit that is not asked", () => {
  it("leaves commas as a guess, and one line says so", async () => {
    expect(await told([{ scopes: ["a", "b"] }, { userScopes: ["a", "b"] }])).toEqual([COMMAS]);
  });

  it.each<[string, Partial<Inputs>, Partial<Inputs>]>([
    ["are none", {}, {}],
    ["are one", { scopes: ["a"] }, {}],
    ["are a string", { scopes: "a b" }, {}],
    ["are those of the last run", { scopes: ["a", "b"] }, { ...inputs, scopes: ["b", "a"] }],
    ["have the separator of the last run", { scopes: ["a", "b"] }, { __scopeSeparator: " " }],
  ])("says nothing if scopes %s", async (_case, some, previous) => {
    expect(await told([some], previous)).toEqual([]);
  });
});
