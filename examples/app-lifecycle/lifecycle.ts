/** The auth configs of a customer, from signing up to leaving: one stack each, run by Pulumi's Automation API. */
import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import {
  CommandError,
  ConcurrentUpdateError,
  LocalWorkspace,
  Stack,
  StackAlreadyExistsError,
  StackNotFoundError,
} from "@pulumi/pulumi/automation";
import pLimit from "p-limit";
import type { SessionConfig } from "pulumi-composio";

/** The OAuth app that a customer has registered with Notion. */
export interface NotionApp {
  clientId: string;
  clientSecret: string;
}

/** What the engine says while it works: `{ state: "started", op: "create", name: "notion" }`. */
export type Step = { state: "started" | "done" | "failed"; op: string; name: string } | { error: string };
export type Progress = (step: Step) => void;

/** Each operation is an engine and a program of its own, some 300 MB while it runs: the rest waits. */
const fewAtOnce = pLimit(4);

/** Makes what the customer lacks and brings the rest up to date. Safe to call again. */
export function provision(customer: string, notionApp: NotionApp, progress: Progress): Promise<SessionConfig> {
  return inTurn(customer, { NOTION_APP: JSON.stringify(notionApp) }, async (workspace) => {
    const stack = await Stack.createOrSelect(customer, workspace);
    const { outputs } = await stack.up({ onEvent: report(progress) });
    return outputs.session?.value;
  });
}

/** Deletes what the customer has, and the stack. Safe to call again. */
export function retire(customer: string, progress: Progress): Promise<void> {
  return inTurn(customer, {}, async (workspace) => {
    try {
      const stack = await Stack.select(customer, workspace);
      await stack.destroy({ onEvent: report(progress), remove: true });
    } catch (error) {
      if (!(error instanceof StackNotFoundError)) throw error;
    }
  });
}

/** The last operation of each customer: the next one waits for it. */
const last = new Map<string, Promise<void>>();

type Operate<Result> = (workspace: LocalWorkspace) => Promise<Result>;

function inTurn<Result>(customer: string, envVars: Record<string, string>, operate: Operate<Result>): Promise<Result> {
  const operation = (last.get(customer) ?? Promise.resolve()).then(() => fewAtOnce(() => run(envVars, operate)));
  const settled = operation.then(noop, noop).then(() => {
    if (last.get(customer) === settled) last.delete(customer);
  });
  last.set(customer, settled);
  return operation;
}

const noop = () => {};

/**
 * In a folder of its own, with a project that points here. The engine runs customer.ts in another process: an inline program
 * would run in this one, where the error of one customer also fails the others that are being run.
 * Values travel in the environment, since the Automation API puts config, secrets too, on a command line.
 */
async function run<Result>(envVars: Record<string, string>, operate: Operate<Result>): Promise<Result> {
  const projectSettings = { name: "app-lifecycle", runtime: "nodejs", main: __dirname } as const;
  const workspace = await LocalWorkspace.create({ projectSettings, envVars });
  try {
    return await whenFree(() => operate(workspace));
  } finally {
    await rm(workspace.workDir, { recursive: true });
  }
}

/** Another process may be at the same customer, or have just made its stack: the state backend lets one of them in. */
async function whenFree<Result>(operate: () => Promise<Result>): Promise<Result> {
  let vanished = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await operate();
    } catch (error) {
      const isTaken = error instanceof ConcurrentUpdateError || error instanceof StackAlreadyExistsError;
      if (isVanished(error)) vanished += 1;
      const isToWait = isTaken || (isVanished(error) && vanished <= 5);
      if (!isToWait || attempt === 60) throw error;
      await sleep(1000);
    }
  }
}

/**
 * A bucket lists the other process's lock, and it is gone when the CLI reads it. The CLI does not say of what it is that it is
 * not found, so it may also be the bucket: a few times are enough.
 */
const isVanished = (error: unknown): boolean => error instanceof CommandError && /\bNotFound\b/.test(error.message);

function report(progress: Progress): (event: EngineEvent) => void {
  return ({ resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent }) => {
    const state = resourcePreEvent ? "started" : resOutputsEvent ? "done" : "failed";
    const { op, urn } = (resourcePreEvent ?? resOutputsEvent ?? resOpFailedEvent)?.metadata ?? {};
    if (op && urn?.includes("composio:AuthConfig")) progress({ state, op, name: urn.split("::").pop() ?? "" });
    if (diagnosticEvent?.severity === "error")
      progress({ error: diagnosticEvent.message.replace(/<\{%.*?%\}>/g, "").trim() });
  };
}
