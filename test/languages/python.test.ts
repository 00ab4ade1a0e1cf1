/** A user of Python: the example, with the SDK that Pulumi's own generator makes of our schema. */
import * as path from "node:path";
import { Project } from "../support/languages/project";
import { pythonProgram } from "../support/languages/python";
import { findPython } from "../support/languages/tools";

jest.setTimeout(600_000);

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
  const run = await pythonProgram(project, name);

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
