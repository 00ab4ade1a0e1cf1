/** A user of Python: the example, with the SDK that Pulumi's own generator makes of our schema. */
import * as fs from "node:fs";
import * as path from "node:path";
import { runCommand } from "../support/engine/command";
import { Project } from "../support/languages/project";
import { findPython, pythonSdkGenerator, pythonWithPulumi } from "../support/languages/tools";

jest.setTimeout(600_000);

interface Ran {
  steps: Array<[name: string, op: string, places: string[]]>;
  outputs: Record<string, unknown>;
}

let project: Project;
afterEach(() => project?.close());

/** Takes in an auth config that exists, as the program's last lines. */
const importing = (id: string) => `
composio.AuthConfig(
    "slack",
    toolkit="slack",
    auth_scheme="OAUTH2",
    name="Slack",
    credentials={"client_id": "app-2", "client_secret": "s3cr3t-4712"},
    opts=pulumi.ResourceOptions(import_="${id}"),
)
`;

it("runs the example, imports a fourth auth config, updates one changed secret, and destroys everything", async () => {
  const name = await findPython();
  if (name === undefined) {
    console.warn("Skipped: there is no Python 3.11 or later here, so the example in Python was not run.");
    return;
  }
  project = await Project.open(path.join(__dirname, "../../examples/python"));
  await project.composio("plugin", "install");
  const python = await pythonWithPulumi(name);
  await makeSdk(python);
  const run = async (operation: string, config: Record<string, string> = {}): Promise<Ran> => {
    const driver = path.join(__dirname, "python-driver.py");
    const env = { ...project.env, PYTHONPATH: path.join(project.cwd, "site") };
    const args = [driver, project.cwd, "dev", operation, JSON.stringify(config)];
    const { code, stdout, stderr } = await runCommand(python, args, { cwd: project.cwd, env, timeoutMs: 180_000 });
    if (code !== 0) throw new Error(`${operation} ended with ${code}:\n${stdout}${stderr}`);
    return JSON.parse(stdout.trim().split("\n").pop() ?? "");
  };

  const made = await run("up", { notionClientId: "app-1", notionClientSecret: "s3cr3t-4711" });
  const ids = Object.fromEntries(project.emulator.authConfigs().map(({ toolkit, id }) => [toolkit, id]));
  expect(made.outputs).toEqual({ session: { auth_configs: ids } });
  expect(Object.keys(ids).sort()).toEqual(["github", "notion", "perplexityai"]);
  expect(project.emulator.authConfigs().find(({ toolkit }) => toolkit === "notion")?.credentials).toMatchObject({
    client_id: "app-1",
    client_secret: "s3cr3t-4711",
  });

  const slack = project.emulator.addAuthConfig({
    toolkit: "slack",
    name: "Slack",
    auth_scheme: "OAUTH2",
    credentials: { client_id: "app-2", client_secret: "s3cr3t-4712" },
  });
  project.edit("__main__.py", (text) => text + importing(slack.id));
  const since = project.emulator.requests.length;
  const changed = await run("preview", { notionClientSecret: "s3cr3t-4713" });
  expect(changed.steps.sort()).toEqual([
    ["notion", "update", ["credentials.client_secret"]],
    ["slack", "import", []],
  ]);
  await run("up");
  expect(project.writes(since)).toEqual([`PATCH /auth_configs/${ids.notion}`]);
  expect((await run("preview")).steps).toEqual([]);

  await run("destroy");
  expect(project.emulator.authConfigs().filter(({ deleted }) => !deleted)).toEqual([]);
  // The program itself holds the imported one in clear.
  for (const secret of ["s3cr3t-4711", "s3cr3t-4713"]) expect(project.backend.allBytes().includes(secret)).toBe(false);
});

/** As `pulumi package add composio` does. */
async function makeSdk(python: string): Promise<void> {
  const schema = path.join(project.cwd, "schema.json");
  const launcher = path.join(__dirname, "../../dist/plugin/pulumi-resource-composio");
  const { stdout } = await project.tryPulumi("package", "get-schema", launcher);
  fs.writeFileSync(schema, stdout);
  const folder = path.join(project.cwd, "sdk");
  const made = await runCommand(await pythonSdkGenerator(), [schema, folder], { env: process.env, timeoutMs: 60_000 });
  expect(made).toEqual({ code: 0, stdout: "", stderr: "" });
  // Without a network, and so by the setuptools of the virtual environment.
  const how = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"];
  const install = ["-m", "pip", "install", ...how, "--target", path.join(project.cwd, "site"), folder];
  const installed = await runCommand(python, install, { env: process.env, timeoutMs: 120_000 });
  expect({ code: installed.code, stderr: installed.stderr }).toEqual({ code: 0, stderr: "" });
}
