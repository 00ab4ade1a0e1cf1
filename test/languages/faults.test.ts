/** Failures, as a user of YAML sees them: a lost answer, a half-made auth config, warnings, and a second try. */
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

const program = (resources: string) => `
name: one
runtime: yaml
resources:
${resources}
`;
const GITHUB = `  github: { type: "composio:AuthConfig", properties: { toolkit: github, toolAccessConfig: { toolsAvailableForExecution: [GITHUB_A] } } }`;
const live = () => project.emulator.authConfigs().filter(({ deleted }) => !deleted);

inFullRun(
  "recognizes its own create if the answer was lost, and finishes a half-made auth config with one PATCH",
  async () => {
    await project.composio("plugin", "install");
    project.edit("Pulumi.yaml", () => program(GITHUB));
    project.init("dev");
    project.emulator.failNext({ kind: "reset-after", method: "POST", path: "auth_configs$" });
    project.emulator.failNext({ kind: "status", status: 400, method: "PATCH" });
    const { code, stdout, stderr } = await project.tryPulumi("up", "--yes", "--skip-preview");
    const [made] = live();
    expect([code === 0, stdout + stderr, live().length]).toEqual([
      false,
      expect.stringContaining(`Could not update auth config ${made?.id}: the API answered 400`),
      1,
    ]);
    // The engine keeps it, with what is left to do.
    const entry = project.state().resources?.find(({ type }) => type === "composio:index:AuthConfig");
    expect([entry?.id, entry?.outputs?.__leftToDo]).toEqual([made?.id, ["toolAccessConfig"]]);

    const since = project.emulator.requests.length;
    expect(await project.steps()).toEqual({
      github: { op: "update", places: ["toolAccessConfig.toolsAvailableForExecution"] },
    });
    await project.pulumi("up", "--yes", "--skip-preview");
    expect([project.writes(since), live().length]).toEqual([[`PATCH /auth_configs/${made?.id}`], 1]);
    expect(await project.steps()).toEqual({});
  },
);

inFullRun(
  "imports by the option import, finds nothing to change after it, and shows warnings at the resource",
  async () => {
    await project.composio("plugin", "install");
    const existing = project.emulator.addAuthConfig({
      toolkit: "notion",
      name: "Notion",
      auth_scheme: "OAUTH2",
      credentials: { client_id: "app-1", client_secret: "s3cr3t-4711" },
      proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: "pr0xy-1111" },
    });
    const properties = `{ toolkit: notion, authScheme: OAUTH2, name: Notion, credentials: { client_id: app-1, client_secret: s3cr3t-4711 }, proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: pr0xy-1111 } }`;
    const notion = (options: string) =>
      program(`  notion: { type: "composio:AuthConfig", properties: ${properties}, options: ${options} }`);
    project.edit("Pulumi.yaml", () => notion(`{ import: ${existing.id} }`));
    project.init("dev");
    expect(await project.steps()).toMatchObject({ notion: { op: "import" } });
    await project.pulumi("up", "--yes", "--skip-preview");
    project.edit("Pulumi.yaml", () => notion("{}"));
    expect(await project.steps()).toEqual({});
    await project.pulumi("up", "--yes", "--skip-preview");
    expect(project.writes()).toEqual([]);

    project.edit("Pulumi.yaml", (text) => text.replace("client_secret: s3cr3t-4711", 'client_secret: "s3cr3t-4712 "'));
    const preview = await project.pulumi("preview");
    expect(preview).toMatch(
      /composio:index:AuthConfig \(notion\):?\s+warning: credentials\.client_secret: ends with white space, and is sent with it/,
    );
    expect(preview).not.toMatch(/s3cr3t/);
  },
);
