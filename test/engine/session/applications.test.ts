/** The official SDKs open sessions with the output of a real `up`, as the two example applications do it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { emulatedBackend } from "../../support/emulated-stack";
import { runPulumi } from "../../support/engine/cli";
import { runCommand } from "../../support/engine/command";
import { findPython } from "./find-python";
import type { Project } from "./project";
import { projectOf } from "./project";

jest.setTimeout(300_000);

const world = emulatedBackend();
describe("an application", () => {
  it("in TypeScript uses the declared auth configs, and Composio's own for the rest", async () => {
    const project = projectOf("app-typescript");
    try {
      fs.writeFileSync(path.join(project.folder, "session.json"), await deploy(project));
      const tsx = path.join(project.folder, "node_modules/tsx/dist/cli.mjs");
      expectSessionOf(await start(project, process.execPath, [tsx, "app.mts"]));
    } finally {
      project.close();
    }
  });

  it("in Python uses the declared auth configs, and Composio's own for the rest", async () => {
    const python = await findPython(say);
    if (python === undefined) return;
    const project = projectOf("app-python");
    try {
      const session = await deploy(project);
      expectSessionOf(await start(project, python, ["app.py"], { COMPOSIO_SESSION: session }));
    } finally {
      project.close();
    }
  });
});

/** Past the reporter, which shows what is logged with its place in the code. */
const say = (line: string) => void process.stderr.write(`${line}\n`);

const composio = () => world.access;

/** `pulumi up`, and what `pulumi stack output session --json` prints. */
async function deploy({ folder }: Project): Promise<string> {
  const pulumi = async (...args: string[]): Promise<string> => {
    const env = { ...world.backend.env, ...composio() };
    const { code, stdout, stderr } = await runPulumi([...args, "--non-interactive"], { cwd: folder, env });
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
    return stdout;
  };
  world.backend.init(folder, "dev");
  await pulumi("up", "--yes", "--skip-preview");
  return pulumi("stack", "output", "session", "--json");
}

/** Runs an application without our environment, so that no login of the official CLI gets in. */
async function start({ folder }: Project, command: string, args: string[], env = {}): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TELEMETRY_DISABLED: "true", ...composio(), ...env },
    timeoutMs: 60_000,
  });
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

function expectSessionOf(printed: string): void {
  const ids = Object.fromEntries(world.emulator.authConfigs().map(({ toolkit, id }) => [toolkit, id]));
  const declared = { github: ids.github, perplexityai: ids.perplexityai };
  const [session] = world.emulator.sessions();
  expect(session).toMatchObject({
    auth_configs: declared,
    toolkits: { enable: ["github", "perplexityai", "gmail", "hackernews"] },
    settings: { manage_connections: { enable: true, enable_wait_for_connections: true } },
  });

  // Every toolkit was connected: on what was declared, or on a config that the session made for itself.
  const used = world.emulator.connectedAccounts().map(({ toolkit, auth_config_id }) => [toolkit, auth_config_id]);
  expect(Object.fromEntries(used)).toEqual({ ...declared, gmail: ids.gmail });
  expect(world.emulator.authConfigs().find(({ id }) => id === ids.gmail)).toMatchObject({ type: "default" });
  expect(printed.split("\n")).toEqual([
    `session ${session?.id}`,
    expect.stringMatching(/^github: http/),
    expect.stringMatching(/^gmail: http/),
    expect.stringMatching(/^perplexityai: http/),
    "hackernews: no account",
    "",
  ]);
}
