/**
 * A local Composio API for tests and for trying things out: auth configs, toolkits, sessions and connected accounts, in
 * memory, on a port of this machine. It answers as the API's documents and clients say; what none of them says is
 * listed in `assumptions` and, if a program could depend on it, switchable by `answers`.
 */
import { DEFAULT_ANSWERS } from "./answers";
import { plant } from "./auth-config-seeds";
import type { Emulation } from "./call";
import { createCatalogue } from "./catalogue";
import type { Fault } from "./faults";
import { operations } from "./operations";
import type { EmulatorOptions } from "./options";
import { checkFault, checkOptions } from "./options";
import type { EmulatedProject } from "./project-handle";
import { projectHandle } from "./project-handle";
import { answer } from "./requests";
import type { RecordedRequest } from "./running";
import { run } from "./running";
import { listen } from "./server";
import type { Project } from "./store";
import { createApiKey, createProject, emptyProject } from "./store";
import { findToolkit } from "./toolkits";

export type { Answers } from "./answers";
export type { Assumption } from "./assumptions";
export { assumptions } from "./assumptions";
export type { StoredAuthConfig, StoredToolAccess } from "./auth-config-record";
export type { AuthConfigSeed } from "./auth-config-seeds";
export type { ToolkitDefinition } from "./catalogue/definition";
export type { Fault, FaultKind } from "./faults";
export type { EmulatorOptions } from "./options";
export type { EmulatedProject, SessionConfigSeed } from "./project-handle";
export type { RateLimit, RecordedRequest } from "./running";
export type { StoredConnectedAccount, StoredSession, StoredSessionConfig } from "./store";

/** The operations that are emulated, below `/api/v3.1` and `/api/v3`: `GET /auth_configs/:id` and so on. Anything else answers 501. */
export const emulatedOperations: string[] = operations.map(([method, path]) => `${method} ${path}`);

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
  const { port = 0, apiKey = createApiKey(), authConfigs = [], latencyMs = 0, ...others } = checkOptions(options);
  const answers = { ...DEFAULT_ANSWERS, ...others.answers };
  const emulation: Emulation = {
    answers,
    clock: others.clock ?? (() => new Date()),
    catalogue: createCatalogue(others.toolkits),
    maxPageSize: others.maxPageSize ?? answers.pageLimit,
    projects: new Map(),
    origin: "",
  };
  const first = createProject(apiKey);
  const running = run({
    emulation,
    rateLimit: others.rateLimit ?? { limit: 2000, windowMs: 60_000 },
    latencyMs,
    restore: () => {
      for (const project of emulation.projects.values()) emptyProject(project);
      const where = { emulation, project: first };
      for (const seed of authConfigs) plant(where, findToolkit(emulation.catalogue, seed.toolkit), seed);
    },
  });
  // Assumption 25: one key is one project.
  const addProject = (project: Project): EmulatedProject => {
    emulation.projects.set(project.apiKey, project);
    return projectHandle(emulation, project);
  };
  const handle = addProject(first);
  running.reset();

  const server = await listen(port, (request, bindings) => answer(running, request, bindings));
  emulation.origin = server.origin;
  return {
    ...handle,
    url: server.origin,
    requests: running.requests,
    addProject: () => addProject(createProject(createApiKey())),
    failNext: (fault) => running.faults.add(checkFault(fault)),
    settled: running.settled,
    reset: running.reset,
    close: () => {
      running.stop();
      return server.close();
    },
  };
}
