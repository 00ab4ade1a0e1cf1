/** ^C and SIGKILL of the CLI while the plugin waits: nothing more is sent, and no process is left. */
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { spawnPulumi } from "../support/engine/cli";
import { inFullRun } from "../support/in-full-run";
import { Project } from "../support/languages/project";
import { yamlHost } from "../support/languages/tools";

jest.setTimeout(300_000);

const program = `
name: one
runtime: yaml
resources:
  github: { type: "composio:AuthConfig", properties: { toolkit: github } }
`;

let project: Project;
beforeEach(async () => {
  project = await Project.open(path.join(__dirname, "../../examples/yaml"), [await yamlHost()]);
  project.edit("Pulumi.yaml", () => program);
  await project.composio("plugin", "install");
  project.init("dev");
  project.emulator.failNext({ kind: "status", status: 429, retryAfter: 40, method: "POST", times: 1 });
});
afterEach(() => project.close());

const posts = () => project.emulator.requests.filter(({ method }) => method === "POST").length;

async function startUp() {
  const { cwd, env } = project;
  const up = await spawnPulumi(["up", "--yes", "--skip-preview", "--non-interactive"], { cwd, env });
  while (posts() === 0) await sleep(20);
  return up;
}

/** The processes of the plugin: those that run its file from this backend's cache. */
const plugins = () =>
  fs
    .readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        return fs
          .readFileSync(`/proc/${pid}/cmdline`, "utf8")
          .includes(`${project.backend.folder}/home/plugins/resource-composio`);
      } catch {
        return false;
      }
    });

inFullRun("^C ends the wait at once, and the next up makes the auth config", async () => {
  const up = await startUp();
  up.signal("SIGINT");
  const { code, stdout, stderr } = await up.result;
  expect(code).not.toBe(0);
  expect(stdout + stderr).toMatch(/Could not create auth config .*: the run was cancelled, so nothing more was sent\./);
  expect(posts()).toBe(1);
  up.close();
  await project.pulumi("up", "--yes", "--skip-preview");
  expect(project.emulator.authConfigs().filter(({ deleted }) => !deleted)).toHaveLength(1);
});

inFullRun("SIGKILL leaves no process, and nothing more is sent", async () => {
  const up = await startUp();
  expect(plugins()).not.toEqual([]);
  up.signal("SIGKILL");
  await up.result;
  for (let waits = 0; plugins().length > 0 && waits < 100; waits++) await sleep(100);
  expect(plugins()).toEqual([]);
  expect(posts()).toBe(1);
  up.close();
  await project.pulumi("cancel", "--yes");
  await project.pulumi("up", "--yes", "--skip-preview");
  expect(project.emulator.authConfigs().filter(({ deleted }) => !deleted)).toHaveLength(1);
});
