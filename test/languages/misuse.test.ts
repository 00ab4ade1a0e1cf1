/** If something is missing, a user of YAML sees one clear line. */
import * as path from "node:path";
import { inFullRun } from "../support/in-full-run";
import { Project } from "../support/languages/project";
import { yamlHost } from "../support/languages/tools";

jest.setTimeout(300_000);

let project: Project;
beforeEach(async () => {
  project = await Project.open(path.join(__dirname, "../../examples/yaml"), [await yamlHost()]);
});
afterEach(() => project.close());

const program = (properties: string, options = "{}") => `
name: one
runtime: yaml
resources:
  github: { type: "composio:AuthConfig", properties: ${properties}, options: ${options} }
`;

/** The CLI's output of a command that fails. */
async function refusal(text: string, ...command: string[]): Promise<string> {
  project.edit("Pulumi.yaml", () => text);
  project.init("dev");
  const { code, stdout, stderr } = await project.tryPulumi(...command);
  expect(code).not.toBe(0);
  return stdout + stderr;
}

inFullRun("says what to install if there is no plugin, or none of that version", async () => {
  const missing = await refusal(program("{ toolkit: github }"), "preview");
  expect(missing).toMatch(/pulumi-resource-composio|plugin composio/);
  await project.composio("plugin", "install");
  project.edit("Pulumi.yaml", () => program("{ toolkit: github }", "{ version: 99.0.0 }"));
  const { code, stdout, stderr } = await project.tryPulumi("preview");
  expect([code === 0, stdout + stderr]).toEqual([false, expect.stringMatching(/composio.*99\.0\.0/)]);
});

inFullRun("says where the key goes, once", async () => {
  await project.composio("plugin", "install");
  project.env.COMPOSIO_API_KEY = "";
  expect(await refusal(program("{ toolkit: github }"), "up", "--yes", "--skip-preview")).toContain(
    "error: No Composio API key is set. Set COMPOSIO_API_KEY, or run `pulumi config set --secret composio:apiKey`.",
  );
});

inFullRun("knows a misspelled input", async () => {
  await project.composio("plugin", "install");
  const output = await refusal(program("{ toolkit: github, forcedestroy: true }"), "preview");
  expect(output).toMatch(/forcedestroy.*forceDestroy/s);
});

inFullRun("keeps the stack's key out of the state, also in plain text", async () => {
  await project.composio("plugin", "install");
  const { apiKey } = project.emulator;
  project.env.COMPOSIO_API_KEY = "";
  project.edit("Pulumi.yaml", () => program("{ toolkit: github }"));
  project.init("dev");
  await project.pulumi("config", "set", "composio:apiKey", apiKey);
  await project.pulumi("up", "--yes", "--skip-preview");
  expect(JSON.stringify(project.state())).not.toContain(apiKey);
  await project.pulumi("destroy", "--yes", "--skip-preview");
});
