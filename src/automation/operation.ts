/** One engine operation on one stack, in a work folder of its own. Errors come as the CLI has them; stacks.ts makes them the caller's. */
import * as fs from "node:fs";
import * as path from "node:path";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";
import type { Commands } from "./commands";
import { CommandFailed } from "./commands";
import type { Failure } from "./errors";
import { Failed } from "./errors";
import type { Heard } from "./events";
import { listen } from "./events";
import { cleanFailures, reasonIn } from "./messages";
import type { Settings, Step } from "./options";
import type { DestroyResult, UpResult } from "./results";
import type { Unfinished } from "./takeover";
import { DECLARED_VARIABLE, keepDoubtful, takeoverProgram, undeclaredOf, unfinishedOf } from "./takeover";
import type { WorkFolder } from "./work-folder";

export interface Operation {
  settings: Settings;
  name: string;
  env: { readonly [name: string]: string };
  progress: (step: Step) => void;
  commands: Commands;
  folder: WorkFolder;
}

export const isMissingStack = (error: unknown): boolean =>
  error instanceof CommandFailed && /no stack named .* found/.test(error.errorOutput);

export async function up(operation: Operation): Promise<UpResult> {
  const stack = await open(operation, "create");
  const { outputs, heard } = await runProgram(operation, stack);
  if (!heard.hasPending) return { outputs };

  const undeclared = await undeclaredOf(stack);
  if (undeclared) await takeOver(operation, stack, undeclared);
  await forgetPending(operation);
  // Resources that the program does not declare any more are in the state now, and this run deletes them.
  return undeclared ? { outputs: (await runProgram(operation, stack)).outputs } : { outputs };
}

export async function destroy(operation: Operation): Promise<DestroyResult> {
  const stack = await open(operation, "select").catch((error) => {
    if (isMissingStack(error)) return undefined;
    throw error;
  });
  if (stack === undefined) return { takenOver: [] };

  const unfinished = await unfinishedOf(stack);
  const failures = unfinished ? await failuresOf(takeOver(operation, stack, unfinished)) : [];
  const { heard, onEvent } = listen(operation.progress);
  await failing(operation, heard, "delete", () => stack.destroy({ onEvent }));
  // A stack that may have more at Composio stays, so that the next call tries again.
  if (failures.length > 0) throw new Failed(`Could not take over what "${operation.name}" may have made`, failures);
  await pulumi(operation, "stack", "rm", "--yes", "--remove-backups");
  return { takenOver: unfinished?.resources ?? [] };
}

/** The logical names of what it took over: unfinished creates, except those whose secrets nobody has any more. */
export async function recover(operation: Operation): Promise<string[]> {
  const stack = await open(operation, "select").catch((error) => {
    if (isMissingStack(error)) return undefined;
    throw error;
  });
  if (stack === undefined) return [];

  await askForLock(operation);
  const unfinished = await unfinishedOf(stack);
  if (unfinished === undefined || unfinished.isMasked) return [];

  await takeOver(operation, stack, unfinished);
  await forgetPending(operation);
  return unfinished.resources;
}

/** "create" takes a stack that is there already, too. */
async function open(operation: Operation, how: "create" | "select"): Promise<Stack> {
  const { settings, name, commands, folder } = operation;
  const workDir = projectFolder(folder);
  fs.mkdirSync(workDir, { recursive: true });
  const workspace = await LocalWorkspace.create({
    workDir,
    projectSettings: projectOf(settings, settings.program),
    envVars: environmentOf(operation),
    pulumiCommand: await commands.forAutomation(),
  });
  workspace.createStack = () => makeIfMissing(operation);
  return how === "create" ? Stack.create(name, workspace) : Stack.select(name, workspace);
}

/**
 * `stack init` writes an empty state over one that the backend fails to show at that moment, and over its backup. This command
 * makes a stack only if the backend says that there is none.
 */
export async function makeIfMissing(operation: Operation): Promise<void> {
  const { secretsProvider } = operation.settings;
  const secrets = secretsProvider ? ["--secrets-provider", secretsProvider] : [];
  await pulumi(operation, "stack", "select", "--create", ...secrets);
}

/**
 * Fails with the CLI's words on the lock, if there is one. The CLI has no question for it. So this is a run that takes the lock, and
 * reads and changes nothing: of all resources it is to refresh the stack itself.
 */
export async function askForLock(operation: Operation): Promise<void> {
  try {
    await pulumi(operation, "refresh", "--yes", "--skip-preview", "--target", stackUrn(operation));
  } catch (error) {
    const isEmpty = error instanceof CommandFailed && error.errorOutput.includes("no resource named");
    if (!isEmpty) throw error;
  }
}

const stackUrn = ({ name, settings: { project } }: Operation): string =>
  `urn:pulumi:${name}::${project}::pulumi:pulumi:Stack::${project}-${name}`;

const projectOf = ({ project }: Settings, main: string) => ({
  name: project,
  runtime: { name: "nodejs", options: { typescript: /\.[cm]?tsx?$/.test(main) } },
  main,
});

async function runProgram(operation: Operation, stack: Stack): Promise<UpResult & { heard: Heard }> {
  const { heard, onEvent } = listen(operation.progress);
  const { outputs } = await failing(operation, heard, "bring up", () => stack.up({ onEvent })).catch(async (error) => {
    if (heard.doubtful.length > 0) await keepDoubtful(stack, heard.doubtful);
    throw error;
  });
  return { outputs, heard };
}

/** Nothing but the unfinished is touched: everything else is out of the run's target. */
async function takeOver(operation: Operation, stack: Stack, { urns, resources, declared }: Unfinished): Promise<void> {
  const { settings, progress } = operation;
  progress({ state: "takingOver", resources });
  const { workspace } = stack;
  const { heard, onEvent } = listen(progress);
  await workspace.saveProjectSettings(projectOf(settings, takeoverProgram));
  workspace.envVars[DECLARED_VARIABLE] = JSON.stringify(declared);
  try {
    await failing(operation, heard, "take over what is unfinished of", () => stack.up({ onEvent, target: urns }));
  } finally {
    delete workspace.envVars[DECLARED_VARIABLE];
    await workspace.saveProjectSettings(projectOf(settings, settings.program));
  }
}

/** The engine keeps a pending create in the state until it is told to forget it. The target spares it reading everything. */
async function forgetPending(operation: Operation): Promise<void> {
  const target = ["--target", stackUrn(operation)];
  await pulumi(operation, "refresh", "--yes", "--skip-preview", "--clear-pending-creates", ...target);
}

/** A command that the Automation API does not have. */
export function pulumi(operation: Operation, ...args: string[]): Promise<unknown> {
  const { name, commands, folder } = operation;
  return commands.run([...args, "--stack", name], projectFolder(folder), environmentOf(operation));
}

/** The variables that the CLI gets beyond those of this process. */
export const environmentOf = ({ settings, env }: Pick<Operation, "settings" | "env">) => ({ ...settings.env, ...env });

export const projectFolder = (folder: WorkFolder): string => path.join(folder.path, "project");

async function failuresOf(act: Promise<void>): Promise<readonly Failure[]> {
  try {
    await act;
    return [];
  } catch (error) {
    if (error instanceof Failed) return error.failures;
    throw error;
  }
}

/** An engine that ran and failed says why in its events. */
async function failing<Result>(
  { name, env }: Operation,
  heard: Heard,
  verb: string,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof CommandFailed) || heard.failures.length === 0) throw error;
    throw new Failed(`Could not ${verb} "${name}"`, cleanFailures(heard.failures, env));
  }
}

/** Any other failure of the CLI. */
export const failedBefore = ({ name, env }: Pick<Operation, "name" | "env">, { errorOutput }: CommandFailed): Failed =>
  new Failed(`Could not work on "${name}"`, cleanFailures([{ message: reasonIn(errorOutput) }], env));
