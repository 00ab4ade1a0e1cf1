/** `doctor`: what is wrong, and how to mend it. Each check is asked for itself, so that one failure hides no other. */
import { join, resolve } from "node:path";
import picocolors from "picocolors";
import { deprecationText } from "../api/deprecated-toolkits";
import type { AuthConfigItem, Client, DeprecatedToolkit } from "../client";
import { checkAddress } from "../client/address";
import { printable } from "../client/printable";
import { findBackendFolder, isHalfWritten } from "../stack-backend";
import { accountFindings } from "./account-findings";
import type { Reached } from "./api-findings";
import { reachApi } from "./api-findings";
import type { Finding } from "./finding";
import { counted } from "./finding";
import { toolkitOrNothing } from "./known-toolkit";
import { machineFindings } from "./machine-findings";
import type { StackNames } from "./made-by";
import { madeBy, stackMark, stackNames, stackText } from "./made-by";
import { moveFindings } from "./move-findings";
import { printColoured, printJson } from "./output";
import { openClient, settingsOf } from "./project-client";
import { pulumi } from "./pulumi-command";
import { shellCommand } from "./shell";
import { stackFindings, stackMarks } from "./stack-findings";
import type { StackState } from "./stack-state";
import { readStack, sessionIds } from "./stack-state";

export interface DoctorOptions {
  stack?: string;
  cwd?: string;
  json?: boolean;
}

/** `version` is that of this package. */
export async function doctor(options: DoctorOptions, version: string): Promise<void> {
  const stack = options.stack === undefined ? undefined : await readNamedStack(options.stack, options.cwd);
  const findings = [
    ...(await machineFindings(version, options.cwd)),
    ...(await projectFindings(stack?.facts, options.cwd)),
    ...(stack?.problem ? [stack.problem] : []),
  ];
  const problems = findings.filter(({ level }) => level === "problem").length;
  if (problems > 0) process.exitCode = 1;
  if (options.json) return printJson({ ok: problems === 0, findings });
  const notes = findings.filter(({ level }) => level === "note").length;
  const count = `${counted(problems, "problem")}, ${counted(notes, "note")}.`;
  printColoured(`${findings.map(linesOf).join("\n")}\n\n${VERIFY}\n\n${count}`);
}

/** Nothing here tells whether the API behaves as the provider assumes. */
const VERIFY = "`npx pulumi-composio verify` tries what is assumed of the API, in a project that serves nobody.";

interface StackFacts {
  stack: string;
  state: StackState;
  marks: Set<string>;
}

async function readNamedStack(
  stack: string,
  cwd: string | undefined,
): Promise<{ facts?: StackFacts; problem?: Finding }> {
  try {
    const state = await readStack(stack, cwd);
    const fullName = await pulumi(["stack", "--show-name", "--fully-qualify-stack-names", "--stack", stack], { cwd });
    return { facts: { stack, state, marks: stackMarks(stackMark(fullName.trim(), cwd), state) } };
  } catch (error) {
    const { message } = error as Error;
    return { problem: { check: "state", level: "problem", message, ...mendOf(message, cwd) } };
  }
}

/** For a stack of which a killed engine has left an empty file of attributes. */
function mendOf(message: string, cwd: string | undefined): Pick<Finding, "mend"> {
  if (!isHalfWritten(message)) return {};
  const folder = findBackendFolder(process.env, resolve(cwd ?? "."));
  if (folder === undefined) return {};
  return { mend: [shellCommand(["find", join(folder, ".pulumi"), "-name", "*.attrs", "-empty", "-delete"])] };
}

/** The environment's settings alone if the stack can't be read: that is a finding already. */
async function projectFindings(stack: StackFacts | undefined, cwd: string | undefined): Promise<Finding[]> {
  try {
    const settings = await settingsOf({ stack: stack?.stack, cwd });
    const { apiKey, baseUrl, allowInsecureHttp } = settings;
    if (!apiKey) {
      const message = "No Composio API key is set: nothing of the project can be looked at.";
      return [{ check: "api", level: "problem", message, mend: ["export COMPOSIO_API_KEY=ak_…"] }];
    }
    const address = checkAddress(baseUrl.value, allowInsecureHttp);
    const deprecated: Finding[] = [];
    const client = openClient(apiKey, settings, (toolkit) => void deprecated.push(deprecatedFinding(toolkit)));
    try {
      const reached = await reachApi(client, settings);
      const others = await accountAndStack(client, reached, { address, stack, cwd });
      return [...reached.findings, ...deprecated, ...others];
    } finally {
      await client.close();
    }
  } catch (error) {
    return [{ check: "api", level: "problem", message: (error as Error).message }];
  }
}

async function accountAndStack(
  client: Client,
  { items, unreadableIds }: Reached,
  { address: baseUrl, stack, cwd }: { address: string; stack: StackFacts | undefined; cwd: string | undefined },
): Promise<Finding[]> {
  if (!items) return [];
  const managed = new Set(items.filter(({ type }) => type === "default").map(({ toolkit }) => toolkit.slug));
  const toolkits = new Map(
    await Promise.all([...managed].map(async (slug) => [slug, await toolkitOrNothing(client, slug)] as const)),
  );
  const managedIds = new Set(stack?.state.authConfigs.map(({ id }) => id));
  const handedOut = new Set(stack ? sessionIds(stack.state).map(({ id }) => id) : []);
  const stacks = new Map(
    await stackNames(
      items.map(({ name }) => name),
      cwd,
    ),
  );
  for (const mark of stack?.marks ?? []) stacks.set(mark, stack?.stack ?? "");
  const makerOf = ({ id, name }: AuthConfigItem) =>
    stack && managedIds.has(id) ? stackText({ mark: "", stack: stack.stack }) : makerText(name, stacks);
  return [
    ...accountFindings({ items, toolkits, baseUrl, managedIds, sessionIds: handedOut, makerOf }),
    ...(stack
      ? [...stackFindings({ ...stack, items, unreadableIds, baseUrl }), ...moveFindings({ ...stack, items })]
      : []),
  ];
}

const deprecatedFinding = (toolkit: DeprecatedToolkit): Finding => ({
  check: "deprecated",
  level: "note",
  message: deprecationText(toolkit),
});

function makerText(name: string, stacks: StackNames): string | undefined {
  const maker = madeBy(name, stacks);
  return maker && stackText(maker);
}

function linesOf({ level, message, details = [], mend = [] }: Finding): string {
  const colour = { ok: picocolors.green, note: picocolors.yellow, problem: picocolors.red }[level];
  return [
    `${colour(level.padEnd(7))}  ${printable(message)}`,
    ...details.map((detail) => `         ${printable(detail)}`),
    ...mend.map((command) => `         $ ${printable(command)}`),
  ].join("\n");
}
