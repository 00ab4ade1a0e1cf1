/** docs/other-languages.md against the code and the examples: what it shows is what is run. */
import * as fs from "node:fs";
import * as path from "node:path";
import { functionToken } from "../../src/native/functions";
import { PROVIDER_INPUTS } from "../../src/native/provider-inputs";
import { AUTH_CONFIG_TYPE } from "../../src/native/urn";

const repository = path.join(__dirname, "../..");
const read = (file: string) => fs.readFileSync(path.join(repository, file), "utf8");
const page = read("docs/other-languages.md");

const words = (text: string) => text.replace(/\s+/g, " ").replaceAll(", }", " }").replaceAll(",}", "}");

it("shows YAML that the example has", () => {
  const [, shown = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(read("examples/yaml/Pulumi.yaml")).toContain(shown.trim());
});

it("shows Python that the example has", () => {
  const [, shown = ""] = /```python\n([\s\S]*?)```/.exec(page) ?? [];
  const bare = (text: string) => words(text.replace(/ +#.*$/gm, "")).replaceAll(/[\s,]/g, "");
  const [, calls = ""] = /(notion=composio.*)$/.exec(bare(shown)) ?? [];
  expect(bare(read("examples/python/__main__.py"))).toContain(calls);
});

it("names every input of the provider, the type and the function of sessions as they are", () => {
  for (const name of Object.keys(PROVIDER_INPUTS)) expect(page).toContain(`\`${name}\``);
  expect(page).toContain(`pulumi import ${AUTH_CONFIG_TYPE} `);
  expect(functionToken("sessionConfig")).toBe("composio:index:sessionConfig");
  expect(page).toContain("`sessionConfig` is a function of the plugin");
});

it("leads to files that exist", () => {
  const targets = [...page.matchAll(/\]\(([^)#]+)/g)].map(([, target = ""]) => target);
  const missing = targets.filter((target) => !fs.existsSync(path.join(repository, "docs", target)));
  expect(missing).toEqual([]);
});
