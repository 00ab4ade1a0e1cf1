/** A user of YAML, from an empty folder to an empty project: the example, an import, one changed secret, and the end. */
import * as fs from "node:fs";
import * as path from "node:path";
import { Project } from "../support/languages/project";
import { yamlHost } from "../support/languages/tools";

jest.setTimeout(600_000);

let project: Project;
beforeEach(async () => {
  project = await Project.open(path.join(__dirname, "../../examples/yaml"), [await yamlHost()]);
});
afterEach(() => project.close());

const ids = () => Object.fromEntries(project.emulator.authConfigs().map(({ toolkit, id }) => [toolkit, id]));

it("runs the example, imports a fourth auth config, updates one changed secret, and destroys everything", async () => {
  const { version } = require("../../package.json") as { version: string };
  expect(await project.composio("plugin", "install")).toEqual({
    code: 0,
    stdout: `The plugin composio ${version} is installed.\nIn Pulumi.yaml, declare resources of the type composio:AuthConfig, and run: pulumi up\n`,
    stderr: "",
  });
  project.init("dev");
  await project.pulumi("config", "set", "notionClientId", "app-1");
  await project.pulumi("config", "set", "--secret", "notionClientSecret", "s3cr3t-4711");
  expect(await project.steps()).toMatchObject({
    github: { op: "create" },
    notion: { op: "create" },
    perplexity: { op: "create" },
  });
  await project.pulumi("up", "--yes", "--skip-preview");

  const { github, notion, perplexityai } = ids();
  expect(JSON.parse(await project.pulumi("stack", "output", "session", "--json"))).toEqual({
    authConfigs: { github, notion, perplexityai },
  });
  expect(await project.steps()).toEqual({});

  const slack = project.emulator.addAuthConfig({
    toolkit: "slack",
    name: "Slack",
    auth_scheme: "OAUTH2",
    credentials: { client_id: "app-2", client_secret: "s3cr3t-4712" },
  });
  const since = project.emulator.requests.length;
  const imported = await project.pulumi(
    "import",
    "composio:index:AuthConfig",
    "slack",
    slack.id,
    "--yes",
    "--skip-preview",
  );
  expect(imported).toContain("client_id: app-2");
  project.edit("Pulumi.yaml", (text) =>
    text.replace(
      "\nvariables:",
      `
  slack:
    type: composio:AuthConfig
    properties:
      toolkit: slack
      authScheme: OAUTH2
      name: Slack
      credentials: { client_id: app-2, client_secret: s3cr3t-4712 }
    options: { protect: true }

variables:`,
    ),
  );
  expect(await project.steps()).toEqual({});
  await project.pulumi("up", "--yes", "--skip-preview");
  expect(project.writes(since)).toEqual([]);

  await project.pulumi("config", "set", "--secret", "notionClientSecret", "s3cr3t-4713");
  expect(await project.steps()).toEqual({ notion: { op: "update", places: ["credentials.client_secret"] } });
  await project.pulumi("up", "--yes", "--skip-preview");
  expect(project.writes(since)).toEqual([`PATCH /auth_configs/${notion}`]);
  await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
  expect(await project.steps()).toEqual({});

  await project.pulumi("state", "unprotect", "--all", "--yes");
  await project.pulumi("destroy", "--yes", "--skip-preview");
  expect(project.emulator.authConfigs().filter(({ deleted }) => !deleted)).toEqual([]);
  for (const secret of ["s3cr3t-4711", "s3cr3t-4712", "s3cr3t-4713"]) {
    const bytes = project.backend.allBytes();
    // The program itself holds the second one in clear.
    const program = secret === "s3cr3t-4712" ? 1 : 0;
    expect(bytes.toString("latin1").split(secret).length - 1).toBe(program);
  }
});

it("the plugin's schema passes `pulumi schema check`", async () => {
  const launcher = path.join(__dirname, "../../dist/plugin/pulumi-resource-composio");
  const { stdout } = await project.tryPulumi("package", "get-schema", launcher);
  fs.writeFileSync(path.join(project.cwd, "schema.json"), stdout);
  expect((await project.pulumi("schema", "check", "schema.json")).trim()).toBe("");
});
