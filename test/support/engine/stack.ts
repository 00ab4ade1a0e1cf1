/**
 * Real stacks for tests: the Automation API with an inline program, a file backend in a temporary folder, secrets by
 * a key service. A failing operation is a result (`ok: false`), so that a test can look at what the user would have seen.
 *
 * Run one operation at a time: the SDK keeps the state of an inline program in module variables.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { ClientOptions } from "@grpc/grpc-js";
import { runtime } from "@pulumi/pulumi";
import type {
  ConfigMap,
  DestroyOptions,
  EngineEvent,
  OpMap,
  OutputMap,
  PreviewOptions,
  PulumiCommand,
  PulumiFn,
  RefreshOptions,
  StepEventMetadata,
  UpOptions,
} from "@pulumi/pulumi/automation";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";
import { isPlugin } from "../door";
import type { CommandResult } from "./command";
import { runCommand } from "./command";
import { engineEnvironment } from "./environment";
import type { Engine } from "./find-engine";
import { findEngine } from "./find-engine";
import type { KeyService } from "./key-service";
import { startKeyService } from "./key-service";
import { writeNewStack } from "./new-stack";

const defaultTimeoutMs = 90_000;

/**
 * Internal to the SDK: the options of its clients of the engine. gRPC shares connections by address, and the SDK leaves those of
 * ended inline programs open: an engine that got the port of an ended one was not connected to ("14 UNAVAILABLE: No connection
 * established"). So each client gets its own pool.
 */
(runtime as unknown as { grpcClientOptions: ClientOptions }).grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

export interface StackOptions {
  program: PulumiFn;
  /** Default `"test"`. */
  project?: string;
  config?: Record<string, string>;
  secretConfig?: Record<string, string>;
  /** Added to the environment of the CLI, and so of the provider process. */
  env?: Record<string, string>;
  /** Where the provider process resolves its modules from. Default: the working folder of the test. */
  main?: string;
}

export interface Step {
  op: StepEventMetadata["op"];
  urn: string;
  type: string;
  name: string;
  failed: boolean;
  /** The keys that the CLI prints in `[diff: …]`: `["~name", "+scopes"]`. */
  diff: string[];
}

export interface Diagnostic {
  severity: "info" | "info#err" | "warning" | "error";
  message: string;
  urn?: string;
}

export interface Operation {
  ok: boolean;
  exitCode: number;
  /** The CLI's output, both streams in the order of arrival. */
  output: string;
  stdout: string;
  stderr: string;
  /** The counts under "Resources:". */
  changes: OpMap;
  steps: Step[];
  diagnostics: Diagnostic[];
  events: EngineEvent[];
}

/** As the state file holds it: a secret is its ciphertext. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  custom: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  initErrors?: string[];
  [key: string]: unknown;
}

export interface State {
  resources?: StateResource[];
  pending_operations?: { type: string; resource: StateResource }[];
  [key: string]: unknown;
}

type Limited<Options> = Options & { timeoutMs?: number };

/** A stack in a backend of its own. */
export async function openStack(options: StackOptions & { stack?: string }): Promise<TestStack> {
  const backend = await openBackend();
  return backend.stack(options.stack ?? "dev", options);
}

/** `asUsersRun`: Node processes load what they load for a user, which takes a third of a second of CPU longer each. */
export async function openBackend({ asUsersRun = false } = {}): Promise<Backend> {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "composio-stack-")));
  return new Backend(await findEngine(), folder, await startKeyService(), asUsersRun);
}

/** A file backend that several stacks can live in: `dev` and `prod` of one project, or several projects. */
export class Backend {
  constructor(
    readonly engine: Engine,
    /** Holds `state`, `home` and one folder a project; removed by `close`. */
    readonly folder: string,
    private readonly keys: KeyService,
    private readonly asUsersRun: boolean,
  ) {
    fs.mkdirSync(path.join(folder, "state"));
  }

  /** The environment in which the CLI sees this backend. */
  get env(): Record<string, string> {
    const { folder, engine, keys, asUsersRun } = this;
    const [home, backend] = [path.join(folder, "home"), path.join(folder, "state")];
    return engineEnvironment(engine, { home, backend, keys: keys.url, asUsersRun });
  }

  async stack(name: string, options: StackOptions): Promise<TestStack> {
    const project = options.project ?? "test";
    const folder = path.join(this.folder, "projects", project);
    fs.mkdirSync(folder, { recursive: true });

    const command = new Command(this.engine);
    const workspace = await LocalWorkspace.create({
      workDir: folder,
      program: options.program,
      envVars: { ...this.env, ...options.env },
      projectSettings: { name: project, runtime: "nodejs", main: options.main ?? process.cwd() },
      // The class can be made by itself alone; the Automation API calls nothing but what Command has.
      pulumiCommand: command as unknown as PulumiCommand,
    });
    const stateFile = path.join(this.folder, "state/.pulumi/stacks", project, `${name}.json`);
    if (!fs.existsSync(stateFile)) this.init(folder, name);
    const automation = await Stack.select(name, workspace);
    const stack = new TestStack(this, automation, workspace, command, stateFile);
    await stack.setConfig({ ...plain(options.config), ...secret(options.secretConfig) });
    return stack;
  }

  /** Makes a stack as `pulumi stack init` does, without the CLI. Returns the path of its state file. */
  init(cwd: string, name: string): string {
    const { folder } = this;
    return writeNewStack({ backend: path.join(folder, "state"), home: path.join(folder, "home"), cwd, name });
  }

  /** Every file below the backend's folder (states, their backups, history, project and stack settings), for searches. */
  allBytes(): Buffer {
    const files = fs
      .readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile());
    return Buffer.concat(files.map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name))));
  }

  async close(): Promise<void> {
    await this.keys.close();
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export class TestStack {
  /** All that its operations have printed so far. */
  output = "";

  constructor(
    readonly backend: Backend,
    /** For what is not here: import, export, rename, cancel, history. */
    readonly automation: Stack,
    private readonly workspace: LocalWorkspace,
    private readonly command: Command,
    readonly stateFile: string,
  ) {}

  get program(): PulumiFn | undefined {
    return this.workspace.program;
  }

  /** The program of the next operation. */
  set program(program: PulumiFn) {
    this.workspace.program = program;
  }

  /** The environment of the next operation; may be changed. */
  get env(): Record<string, string> {
    return this.workspace.envVars;
  }

  async setConfig(config: ConfigMap): Promise<void> {
    if (Object.keys(config).length > 0) await this.automation.setAllConfig(config);
  }

  /** Without a preview before it, as `pulumi up --skip-preview`. */
  up(options: Limited<UpOptions> = {}): Promise<Operation> {
    return this.run(options, (limited) => this.automation.up(limited));
  }

  preview(options: Limited<PreviewOptions> = {}): Promise<Operation> {
    return this.run(options, (limited) => this.automation.preview(limited));
  }

  refresh({ previewOnly, ...options }: Limited<RefreshOptions> = {}): Promise<Operation> {
    return this.run(options, (limited) =>
      previewOnly ? this.automation.previewRefresh(limited) : this.automation.refresh(limited),
    );
  }

  destroy(options: Limited<DestroyOptions> = {}): Promise<Operation> {
    return this.run(options, (limited) => this.automation.destroy(limited));
  }

  /** The stack's outputs, secrets in clear and marked. */
  outputs(): Promise<OutputMap> {
    return this.automation.outputs();
  }

  /** The newest deployment in the state file; without resources before the first `up` and after `destroy`. */
  state(): State {
    return JSON.parse(this.rawState().toString("utf8")).checkpoint.latest ?? {};
  }

  /** The state file itself. */
  rawState(): Buffer {
    return fs.readFileSync(this.stateFile);
  }

  /** The one resource of that logical name in the state file. */
  resource(name: string): StateResource {
    const found = this.state().resources?.filter(({ urn }) => nameOf(urn) === name) ?? [];
    if (found.length !== 1 || !found[0]) throw new Error(`The state holds ${found.length} resources named "${name}"`);
    return found[0];
  }

  /** Removes the backend, with all of its stacks. */
  close(): Promise<void> {
    return this.backend.close();
  }

  private async run<Options extends Limited<UpOptions>>(
    { timeoutMs = defaultTimeoutMs, ...options }: Options,
    operate: (
      options: Omit<Options, "timeoutMs"> & Pick<UpOptions, "onEvent" | "onOutput" | "onError">,
    ) => Promise<unknown>,
  ): Promise<Operation> {
    const events: EngineEvent[] = [];
    const printed = { output: "", stdout: "", stderr: "" };
    const print = (stream: "stdout" | "stderr", text: string) => {
      printed[stream] += text;
      printed.output += text;
      this.output += text;
    };

    this.command.timeoutMs = timeoutMs;
    this.command.isReportWanted = false;
    process.on("unhandledRejection", markHandled);
    let exitCode = 0;
    try {
      await operate({
        ...options,
        onEvent: (event) => events.push(event),
        onOutput: (text) => print("stdout", text),
        onError: (text) => print("stderr", text),
      });
    } catch (error) {
      if (!(error instanceof FailedCommand)) throw error;
      exitCode = error.result.code;
    } finally {
      this.command.timeoutMs = defaultTimeoutMs;
      this.command.isReportWanted = true;
      process.off("unhandledRejection", markHandled);
    }
    return { ok: exitCode === 0, exitCode, ...printed, ...readEvents(events, printed.output), events };
  }
}

/** The CLI's output for a stack without outputs and history. */
const reports: Record<string, string> = { "stack output": "{}", "stack history": "[]" };

/**
 * The command with which the Automation API runs the CLI. Its own PulumiCommand lets the whole environment of the test
 * through, and cannot be stopped when the engine waits for ever.
 */
class Command {
  timeoutMs = defaultTimeoutMs;
  /** If not, the CLI is not started for what the Automation API asks after each operation, and nobody here reads. */
  isReportWanted = true;

  constructor(private readonly engine: Engine) {}

  get command(): string {
    return this.engine.command;
  }

  get version(): string {
    return this.engine.version;
  }

  async run(
    args: string[],
    cwd: string,
    env: Record<string, string>,
    onStdout?: (text: string) => void,
    onStderr?: (text: string) => void,
  ): Promise<CommandResult> {
    const command = args.slice(0, 2).join(" ");
    // Every operation names its stack.
    if (command === "stack select") return { code: 0, stdout: "", stderr: "" };
    const report = reports[command];
    if (report !== undefined && !this.isReportWanted) return { code: 0, stdout: report, stderr: "" };

    const result = await runCommand(this.command, [...args, "--non-interactive"], {
      cwd,
      env: { ...env, PULUMI_AUTOMATION_API: "true" },
      timeoutMs: this.timeoutMs,
      ...(onStdout && { onStdout }),
      ...(onStderr && { onStderr }),
    });
    if (result.code !== 0) throw new FailedCommand(args, result);
    return result;
  }
}

class FailedCommand extends Error {
  constructor(
    args: string[],
    readonly result: CommandResult,
  ) {
    super(`pulumi ${args.join(" ")} ended with ${result.code}:\n${result.stdout}${result.stderr}`);
  }
}

function plain(config: Record<string, string> = {}): ConfigMap {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }]));
}

function secret(config: Record<string, string> = {}): ConfigMap {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value, secret: true }]));
}

/** The SDK turns what an inline program leaves unhandled into diagnostics; the test runner must not count it as well. */
function markHandled(_reason: unknown, promise: Promise<unknown>): void {
  promise.catch(() => {});
}

/** The tests have the plugin on the PATH, of which the engine warns. */
const isOfHarness = (message: string): boolean => isPlugin && message.includes("from $PATH");

function readEvents(events: EngineEvent[], output: string): Pick<Operation, "changes" | "steps" | "diagnostics"> {
  let changes: OpMap = {};
  const steps: Step[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { summaryEvent, resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent } of events) {
    if (summaryEvent) changes = summaryEvent.resourceChanges ?? {};
    if (resourcePreEvent) steps.push(stepOf(resourcePreEvent.metadata, output));
    if (resOutputsEvent) settleRefresh(steps, resOutputsEvent.metadata);
    if (resOpFailedEvent) markFailed(steps, resOpFailedEvent.metadata);
    if (diagnosticEvent && (diagnosticEvent.severity as string) !== "debug" && !isOfHarness(diagnosticEvent.message)) {
      const { severity, message, urn } = diagnosticEvent;
      diagnostics.push({ severity, message: withoutMarkup(message), ...(urn && { urn }) });
    }
  }
  return { changes, steps, diagnostics };
}

function stepOf({ op, urn, type }: StepEventMetadata, output: string): Step {
  const name = nameOf(urn);
  const line = output.split("\n").find((text) => text.includes(` ${type} ${name} `) && text.includes("[diff: "));
  const diff = /\[diff: (.*?)\]/.exec(line ?? "")?.[1]?.split(",") ?? [];
  return { op, urn, type, name, failed: false, diff };
}

/** A refresh announces each resource as "refresh", and says only when it is done what it found. */
function settleRefresh(steps: Step[], { op, urn }: StepEventMetadata): void {
  const step = steps.find((candidate) => candidate.urn === urn && candidate.op === "refresh");
  if (step) step.op = op;
}

function markFailed(steps: Step[], { op, urn }: StepEventMetadata): void {
  const step = steps.find((candidate) => candidate.urn === urn && candidate.op === op);
  if (step) step.failed = true;
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Messages carry colours as `<{%reset%}>`. */
function withoutMarkup(message: string): string {
  return message.replace(/<\{%.*?%\}>/g, "");
}
