/**
 * The product in one minute: the `session` example, deployed to two environments by the real engine against the emulator,
 * and a session that Composio's own SDK opens with the output. Run by `npm run demo`.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Emulator } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import { runPulumi } from "../../support/engine/cli";
import type { CommandResult } from "../../support/engine/command";
import { runCommand } from "../../support/engine/command";
import { findEngine } from "../../support/engine/find-engine";
import type { Backend } from "../../support/engine/stack";
import { openBackend } from "../../support/engine/stack";
import { folderBelow, installPackage, removeInstalledPackage } from "../../support/install";

const repository = path.join(__dirname, "../../..");
const secrets = { dev: "notion-secret-of-dev", prod: "notion-secret-of-prod" };
type Environment = keyof typeof secrets;

async function main(): Promise<void> {
  say("Looking for a Pulumi engine");
  const engine = await findEngine({ log: say });
  say(`Found pulumi ${engine.version} in ${engine.directory}`);
  say("Installing the packed package into a project of its own");
  const project = folderBelow(await installPackage(), path.join(repository, "examples/session"));

  const emulator = await startEmulator();
  const backend = await openBackend({ asUsersRun: true });
  say(`A Composio API is emulated at ${emulator.url}; nothing goes to the real one`);
  try {
    await present(project, backend, emulator);
  } finally {
    await backend.close();
    await emulator.close();
    removeInstalledPackage();
  }
}

async function present(project: string, backend: Backend, emulator: Emulator): Promise<void> {
  const env = { ...backend.env, COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url };
  const pulumi = async (...args: string[]): Promise<CommandResult> => {
    heading(`pulumi ${args.map((arg) => (Object.values(secrets).includes(arg) ? "…" : arg)).join(" ")}`);
    const result = await runPulumi([...args, "--non-interactive"], {
      cwd: project,
      env,
      onStdout: print,
      onStderr: print,
    });
    if (result.code !== 0) throw new Error(`pulumi ${args[0]} ended with ${result.code}`);
    return result;
  };

  for (const stack of ["dev", "prod"] as Environment[]) {
    await pulumi("stack", "init", stack);
    await pulumi("config", "set", "--secret", "notionClientSecret", secrets[stack], "--stack", stack);
    await pulumi("up", "--yes", "--skip-preview", "--stack", stack);
    const output = await pulumi("stack", "output", "session", "--json", "--stack", stack);
    await openSession(output.stdout, env);
  }

  say("Nothing has changed, so nothing is to do:");
  const before = emulator.requests.length;
  await pulumi("preview", "--stack", "dev");
  say(`The API had seen ${before} requests before this preview, and has seen ${emulator.requests.length} after it.`);
  await pulumi("destroy", "--yes", "--skip-preview", "--stack", "dev");
  say("dev is gone; prod still stands:");
  await pulumi("refresh", "--yes", "--skip-preview", "--stack", "prod");
  await pulumi("stack", "output", "session", "--json", "--stack", "prod");
  await pulumi("destroy", "--yes", "--skip-preview", "--stack", "prod");
  say("Done.");
}

/** An application, in a process of its own: it has the stack's output, and knows nothing of Pulumi. */
async function openSession(session: string, env: NodeJS.ProcessEnv): Promise<void> {
  heading('composio.create("user_123", JSON.parse(process.env.COMPOSIO_SESSION))   // the official @composio/core');
  const script = path.join(__dirname, "open-session.mjs");
  const { code } = await runCommand(process.execPath, [script], {
    env: { ...env, COMPOSIO_SESSION: session },
    timeoutMs: 60_000,
    onStdout: print,
    onStderr: print,
  });
  if (code !== 0) throw new Error("the session could not be opened");
}

const print = (text: string) => process.stdout.write(text);
const say = (line: string) => print(`\n# ${line}\n`);
const heading = (command: string) => print(`\n$ ${command}\n`);

main().catch((error: Error) => {
  fs.writeSync(2, `\nThe demo failed: ${error.message}\n`);
  process.exit(1);
});
