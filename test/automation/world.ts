/** Services on one backend, each a process of its own, with the real engine below and an emulated API behind. */
import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { StacksOptions, Step } from "../../src/automation";
import type { Emulator, EmulatorOptions } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import { killAll, processTree, signalAll } from "../support/engine/command";
import { SECRETS_PROVIDER } from "../support/engine/key-service";
import type { Backend } from "../support/engine/stack";
import { openBackend } from "../support/engine/stack";
import type { S3 } from "./s3";
import { startS3 } from "./s3";

const repository = path.join(__dirname, "../..");

export const secret = "s3cr3t-of-the-customer-4720";
export const app = (clientSecret = secret) => ({
  NOTION_APP: JSON.stringify({ clientId: "app-of-the-customer", clientSecret }),
});

/** Two auth configs, one of them with a secret of the customer; and nothing if the environment says so. */
const program = `
const pulumi = require("@pulumi/pulumi");
const { AuthConfig, sessionConfig } = require("pulumi-composio");
const { clientId, clientSecret } = JSON.parse(process.env.NOTION_APP);
const github = new AuthConfig("github", { toolkit: "github" });
const configs = [github];
if (!process.env.WITHOUT_NOTION) {
  const credentials = { client_id: clientId, client_secret: pulumi.secret(clientSecret) };
  configs.push(new AuthConfig("notion", { toolkit: "notion", authScheme: "OAUTH2", credentials }));
}
exports.session = sessionConfig(configs);
exports.secret = pulumi.secret(clientSecret);`;

export interface CallError {
  name: string;
  message: string;
  whole: string;
  [fact: string]: unknown;
}

/** The outcome of a call: steps in their order, then a result or an error. */
export interface Outcome {
  steps: Step[];
  // biome-ignore lint/suspicious/noExplicitAny: the results of several methods, as they come from another process.
  result?: any;
  error?: CallError;
  /** Moments of this machine's clock, in milliseconds. */
  startedAt: number;
  endedAt: number;
}

export interface Call extends Promise<Outcome> {
  abort: () => void;
  /** Those that have come so far. */
  steps: Step[];
}

/** `deadHosts` are those that `isDead` calls gone. */
type ServiceOptions = Partial<StacksOptions> & { deadHosts?: string[] };

interface CallArgs {
  args?: unknown[];
  throwsAt?: string;
}

export class Service {
  readonly exit: Promise<number | null>;
  readonly #calls = new Map<number, { outcome: Outcome; resolve: (outcome: Outcome) => void }>();
  #next = 0;

  constructor(
    readonly child: ChildProcess,
    readonly ready: Promise<void>,
  ) {
    this.exit = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
    child.on("message", (message) => this.#hear(message as { id: number; at: number; step?: Step } & Outcome));
  }

  up(name: string, env: Record<string, string> = app(), more: CallArgs = {}): Call {
    return this.call("up", { args: [name, { env }], ...more });
  }

  destroy(name: string, env: Record<string, string> = {}): Call {
    return this.call("destroy", { args: [name, { env }] });
  }

  call(method: string, more: CallArgs = {}): Call {
    const id = this.#next++;
    const outcome: Outcome = { steps: [], startedAt: Date.now(), endedAt: 0 };
    const promise = new Promise<Outcome>((resolve) => {
      this.#calls.set(id, { outcome, resolve });
    });
    this.child.send({ id, method, ...more });
    const abort = () => {
      this.child.send({ id: -1, method: "abort", args: [id] });
    };
    return Object.assign(promise, { abort, steps: outcome.steps });
  }

  /** Ends the service alone, or with everything that it has started, as when the machine dies. */
  async kill(signal: NodeJS.Signals, scope: "service" | "tree" = "service"): Promise<number | null> {
    const tree = scope === "tree" ? processTree(this.child) : [];
    this.child.kill(signal);
    killAll(tree);
    return this.exit;
  }

  /** Stops it, and all that it has started, as a machine without a free core does. It goes on at `goOn()`. */
  hold(): { goOn: () => void } {
    const tree = processTree(this.child);
    signalAll(tree, "SIGSTOP");
    return { goOn: () => signalAll(tree.reverse(), "SIGCONT") };
  }

  #hear({ id, at, step, result, error }: { id: number; at: number; step?: Step } & Outcome): void {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    if (step) {
      call.outcome.steps.push(step);
      return;
    }
    call.resolve(Object.assign(call.outcome, { endedAt: at, ...(error ? { error } : { result }) }));
  }
}

export class World {
  readonly #services: Service[] = [];
  readonly folder: string;

  private constructor(
    readonly emulator: Emulator,
    readonly backend: Backend,
    readonly s3: S3 | undefined,
  ) {
    this.folder = path.join(backend.folder, "service");
    fs.mkdirSync(path.join(this.folder, "node_modules"), { recursive: true });
    fs.symlinkSync(path.join(repository, "node_modules/@pulumi"), path.join(this.folder, "node_modules/@pulumi"));
    fs.symlinkSync(repository, path.join(this.folder, "node_modules/pulumi-composio"));
    fs.writeFileSync(path.join(this.folder, "package.json"), `{ "name": "service" }`);
    fs.copyFileSync(path.join(__dirname, "service.cjs"), path.join(this.folder, "service.cjs"));
    fs.writeFileSync(path.join(this.folder, "customer.js"), program);
  }

  static async open(options: EmulatorOptions & { bucket?: boolean; asUsersRun?: boolean } = {}): Promise<World> {
    const { bucket, asUsersRun, ...emulated } = options;
    const backend = await openBackend({ asUsersRun });
    return new World(
      await startEmulator(emulated),
      backend,
      bucket ? await startS3(path.join(backend.folder, "s3")) : undefined,
    );
  }

  get env(): Record<string, string> {
    const { backend, emulator, s3 } = this;
    return {
      ...backend.env,
      ...s3?.env,
      COMPOSIO_API_KEY: emulator.apiKey,
      COMPOSIO_BASE_URL: emulator.url,
      TMPDIR: this.backend.folder,
    };
  }

  /** Its stacks get their key from the key service, unless `secretsProvider` says otherwise: `undefined` is the default. */
  async start(options: ServiceOptions = {}): Promise<Service> {
    const child = fork(path.join(this.folder, "service.cjs"), {
      cwd: this.folder,
      execArgv: [],
      env: {
        ...this.env,
        SERVICE_OPTIONS: JSON.stringify({
          ...{ project: "acme-auth", program: "./customer.js", secretsProvider: SECRETS_PROVIDER },
          ...options,
        }),
      },
    });
    const service = new Service(child, new Promise((resolve) => child.once("message", () => resolve())));
    this.#services.push(service);
    await service.ready;
    return service;
  }

  /** The auth configs at Composio: toolkits with their ids. */
  live(): { toolkit: string; id: string }[] {
    return this.emulator
      .authConfigs()
      .filter(({ deleted }) => !deleted)
      .map(({ toolkit, id }) => ({ toolkit, id }));
  }

  /** The requests of a kind that have arrived, answered or not. */
  requests(method: string): number {
    return this.emulator.requests.filter((request) => request.method === method).length;
  }

  /** The files of the backend, from its root. An engine at work takes some away meanwhile, so none is looked at by itself. */
  files(): string[] {
    const root = path.join(this.backend.folder, "state/.pulumi");
    return fs
      .readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/meta\.yaml/.test(entry.name))
      .map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name)))
      .sort();
  }

  /** The locks of the backend. */
  locks(): string[] {
    const keys = this.s3?.objects() ?? this.files();
    return keys.filter((key) => /(^|\/)locks\//.test(key));
  }

  async close(): Promise<void> {
    for (const service of this.#services) {
      if (service.child.exitCode === null) await service.kill("SIGKILL", "tree");
    }
    killAll(strays(this.backend.folder));
    await this.s3?.close();
    await this.backend.close();
    await this.emulator.close();
  }
}

/** Processes that were started for this world, whoever their parent is now. */
function strays(folder: string): number[] {
  return fs
    .readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/environ`, "utf8").includes(`TMPDIR=${folder}`);
      } catch {
        return false;
      }
    })
    .map(Number);
}
