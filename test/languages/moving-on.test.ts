/** A stack of dynamic resources moves to a program in YAML, on to one in Python, and home: nothing is sent, nothing is replaced. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { AuthConfig } from "pulumi-composio";
import { inFullRun } from "../support/in-full-run";
import { Project } from "../support/languages/project";
import { pythonProgram } from "../support/languages/python";
import { findPython, yamlHost } from "../support/languages/tools";

jest.setTimeout(600_000);

/** The example's own name, since what runs Python programs gives them that. */
const PROJECT = "composio-python";
const DYNAMIC_TYPE = "pulumi-nodejs:dynamic/composio:AuthConfig";
const NATIVE_TYPE = "composio:index:AuthConfig";
const { version } = require("../../package.json") as { version: string };

let project: Project;
beforeEach(async () => {
  project = await Project.open(path.join(__dirname, "../../examples/python"), [await yamlHost()]);
});
afterEach(() => project.close());

/** An auto-named one, and one of a user's own name with a secret. */
const typescript =
  (...aliases: pulumi.Alias[]): PulumiFn =>
  async () => {
    const credentials = { client_id: "app-1", client_secret: pulumi.secret("s3cr3t-4711") };
    new AuthConfig("github", { toolkit: "github", scopes: ["repo", "gist"] }, { aliases });
    new AuthConfig("notion", { toolkit: "notion", authScheme: "OAUTH2", name: "Notion", credentials }, { aliases });
  };

const YAML = `
name: ${PROJECT}
runtime: yaml
resources:
  github:
    type: composio:AuthConfig
    properties: { toolkit: github, scopes: [repo, gist] }
  notion:
    type: composio:AuthConfig
    properties:
      toolkit: notion
      authScheme: OAUTH2
      name: Notion
      credentials: { client_id: app-1, client_secret: { "fn::secret": s3cr3t-4711 } }
`;

const PYTHON = `
import pulumi
import pulumi_composio as composio

composio.AuthConfig("github", toolkit="github", scopes=["repo", "gist"])
composio.AuthConfig(
    "notion",
    toolkit="notion",
    auth_scheme="OAUTH2",
    name="Notion",
    credentials={"client_id": "app-1", "client_secret": pulumi.Output.secret("s3cr3t-4711")},
)
`;

/** Which types the state holds, and which auth configs. */
const held = () => {
  const resources = (project.state().resources ?? []).filter(({ type }) => type.endsWith(":AuthConfig"));
  return { types: [...new Set(resources.map(({ type }) => type))], ids: resources.map(({ id }) => id).sort() };
};

inFullRun("moves from language to language and home without a step, and sends nothing", async () => {
  const { backend, env, cwd } = project;
  project.init("dev");
  // The secrets of a stack have one salt, whichever folder its program stands in.
  const home = path.join(backend.folder, "projects", PROJECT);
  fs.cpSync(path.join(cwd, "Pulumi.dev.yaml"), path.join(home, "Pulumi.dev.yaml"));
  const stack = await backend.stack("dev", { project: PROJECT, program: typescript(), env });
  const { ok, output } = await stack.up();
  expect(ok ? "ok" : output).toBe("ok");
  const configs = project.emulator.authConfigs();
  const ids = configs.map(({ id }) => id).sort();
  expect([configs.length, held()]).toEqual([2, { types: [DYNAMIC_TYPE], ids }]);
  const since = project.emulator.requests.length;

  await project.composio("plugin", "install");
  project.edit("Pulumi.yaml", () => YAML);
  expect(await project.steps()).toEqual({});
  await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
  expect(held()).toEqual({ types: [NATIVE_TYPE], ids });

  const python = await findPython();
  if (python === undefined) console.warn("There is no Python 3.11 or later here: the way to Python was not gone.");
  else {
    project.edit("__main__.py", () => PYTHON);
    const run = await pythonProgram(project, python);
    // The SDK names its version, and so has a default provider of its own.
    expect((await run("up")).steps.map(([name, op]) => `${op} ${name}`)).toEqual([
      `create default_${version.replaceAll(".", "_")}`,
      "delete default",
    ]);
    expect(held()).toEqual({ types: [NATIVE_TYPE], ids });
  }

  stack.program = typescript({ type: NATIVE_TYPE });
  // No refresh has come between, so the outputs still hold the provider text; test/languages/moving.test.ts goes the other way.
  expect(await stack.up()).toMatchObject({ ok: true, changes: { same: 3 } });
  expect(held()).toEqual({ types: [DYNAMIC_TYPE], ids });
  expect(await stack.refresh({ expectNoChanges: true })).toMatchObject({ ok: true, changes: { same: 3 } });
  expect([project.writes(since), project.emulator.authConfigs()]).toEqual([[], configs]);
});
