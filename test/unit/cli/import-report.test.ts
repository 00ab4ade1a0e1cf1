import type { ImportedConfig } from "../../../src/cli/import-file";
import { importReport } from "../../../src/cli/import-report";

const imported = (item: object): ImportedConfig =>
  ({
    logicalName: "github",
    item: { id: "ac_1", name: "GitHub", toolkit: { slug: "github" }, type: "default", ...item },
    chosen: { inputs: { toolkit: "github", name: "GitHub" }, secrets: [], unreadable: [] },
  }) as unknown as ImportedConfig;

const notesOf = (item: object): string[] =>
  importReport(
    { configs: [imported(item)], configCommands: [], terraformAddresses: [] },
    { out: "import.json", code: "auth-configs.ts", secrets: "trust", protect: true },
  )
    .split("\n")
    .filter((line) => line.startsWith("Note: "));

it.each<[string, object, string[]]>([
  [
    "a managed one whose app the API does not show",
    {},
    ["Note: github (ac_1): Composio's app is not shown by the API, so the program does not declare managedAppId."],
  ],
  ["a managed one whose app it shows", { managed_app_id: "ma_github" }, []],
  ["one on an app of its owner", { type: "custom" }, []],
])("says of %s which inputs it does not declare", (_case, item, expected) => {
  expect(notesOf(item)).toEqual(expected);
});
