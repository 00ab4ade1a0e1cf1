/**
 * A local Composio API for tests and for trying things out: auth configs, toolkits, sessions and connected accounts, in
 * memory, on a port of this machine. It answers as the API's documents and clients say; what none of them says is
 * listed in `assumptions` and, where a program could depend on it, switchable by `answers`.
 */
import type { Answers } from "./answers";
import { DEFAULT_ANSWERS } from "./answers";
import type { Emulation } from "./call";
import { createCatalogue } from "./catalogue";
import type { ToolkitDefinition } from "./catalogue/definition";
import { faultKinds } from "./fault-effects";
import type { Fault } from "./faults";
import { checkFault } from "./faults";
import { operations } from "./operations";
import type { AuthConfigSeed, EmulatedProject } from "./project-handle";
import { plant, projectHandle } from "./project-handle";
import { answer } from "./requests";
import type { RateLimit, RecordedRequest } from "./running";
import { run } from "./running";
import { listen } from "./server";
import type { Project } from "./store";
import { createApiKey, createProject, emptyProject } from "./store";

export type { Answers } from "./answers";
export type { Assumption } from "./assumptions";
export { assumptions } from "./assumptions";
export type { StoredAuthConfig, StoredToolAccess } from "./auth-config-record";
export type { ToolkitDefinition } from "./catalogue/definition";
export type { Fault, FaultKind } from "./faults";
export type { AuthConfigSeed, EmulatedProject } from "./project-handle";
export type { RateLimit, RecordedRequest } from "./running";
export type { StoredConnectedAccount, StoredSession } from "./store";

/** What is emulated, below `/api/v3.1` and `/api/v3`: `GET /auth_configs/:id` and so on. Anything else answers 501. */
export const emulatedOperations: string[] = operations.map(([method, path]) => `${method} ${path}`);

export interface EmulatorOptions {
  /** Default 0: any free port. */
  port?: number | undefined;
  /** Default one that is made up, `ak_emulator_…`, so that it is never taken for a real key. */
  apiKey?: string | undefined;
  /** Toolkits beside those that the emulator knows; one with a slug that it knows takes that one's place. */
  toolkits?: ToolkitDefinition[] | undefined;
  /** Auth configs that are there from the start, and again after `reset`. */
  authConfigs?: AuthConfigSeed[] | undefined;
  /** Default the real time. */
  clock?: (() => Date) | undefined;
  /** The most auth configs that one page of a list may hold. Default 50. */
  maxPageSize?: number | undefined;
  /** How long every answer takes. Default 0. */
  latencyMs?: number | undefined;
  /** What the rate headers report. Default 2000 in 60000 ms. Nobody is refused for it. */
  rateLimit?: RateLimit | undefined;
  /** Other answers to what nobody knows of the real API. */
  answers?: Partial<Answers> | undefined;
}

/** A running emulator. It is a project itself; `addProject` makes more. */
export interface Emulator extends EmulatedProject {
  /** The origin, without a path: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Every request since the start or the last `reset`, in order of arrival. */
  readonly requests: RecordedRequest[];
  /** Another project, with a key of its own. */
  addProject(): EmulatedProject;
  /** Makes the next request that matches go wrong. Faults are met in the order they were asked for. */
  failNext(fault: Fault): void;
  /** Resolves when every "late-commit" so far has been processed. */
  settled(): Promise<void>;
  /** Back to how it started: no requests, no faults, only the auth configs of the options. Keys and projects stay. */
  reset(): void;
  /** Ends it, and every connection that still hangs. */
  close(): Promise<void>;
}

/** Starts an emulator on 127.0.0.1. Close it when done: until then it keeps the process alive. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulation: Emulation = {
    answers: { ...DEFAULT_ANSWERS, ...options.answers },
    clock: options.clock ?? (() => new Date()),
    catalogue: createCatalogue(options.toolkits),
    maxPageSize: options.maxPageSize ?? 50,
    projects: new Map(),
    origin: "",
  };
  const first = createProject(options.apiKey ?? createApiKey());
  const running = run({
    emulation,
    rateLimit: options.rateLimit ?? { limit: 2000, windowMs: 60_000 },
    latencyMs: options.latencyMs ?? 0,
    restore: () => {
      for (const project of emulation.projects.values()) emptyProject(project);
      for (const seed of options.authConfigs ?? []) plant(emulation, first, seed);
    },
  });
  // Assumption 25: one key is one project.
  const addProject = (project: Project): EmulatedProject => {
    emulation.projects.set(project.apiKey, project);
    return projectHandle(emulation, project);
  };
  const handle = addProject(first);
  running.reset();

  const server = await listen(options.port ?? 0, (request, bindings) => answer(running, request, bindings));
  emulation.origin = server.origin;
  return {
    ...handle,
    url: server.origin,
    requests: running.requests,
    addProject: () => addProject(createProject(createApiKey())),
    failNext: (fault) => running.faults.add(checkFault(fault, faultKinds)),
    settled: running.settled,
    reset: running.reset,
    close: () => {
      running.stop();
      return server.close();
    },
  };
}
