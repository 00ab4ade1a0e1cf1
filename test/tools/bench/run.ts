/** One contestant through its phases: the real CLI in a folder with the packed package, against an emulated API. */
import * as fs from "node:fs";
import * as path from "node:path";
import { CommandTimeout, runCommand, startCommand } from "../../support/engine/command";
import type { Backend } from "../../support/engine/stack";
import { openBackend } from "../../support/engine/stack";
import type { InstalledPackage } from "../../support/install";
import { folderBelow } from "../../support/install";
import { yamlHost } from "../../support/languages/tools";
import type { EmulatedApi } from "./emulated-api";
import { startEmulatedApi } from "./emulated-api";
import type { Build, Cell, Contestant, Phase, PhaseFigures, Run } from "./plan";
import { phases } from "./plan";
import { watchProviderMemory } from "./provider-memory";

/** With latency the engine is told to have more in flight than its usual four a thread. */
const parallel = "32";
const timeoutMs = 20 * 60_000;

interface RunOptions {
  cell: Cell;
  contestant: Contestant;
  build: Build;
  /** A project with that build. */
  installed: InstalledPackage;
  /** Told after each phase. */
  progress: (phase: Phase, figures: PhaseFigures) => void;
}

export async function run({ cell, contestant, build, installed, progress }: RunOptions): Promise<Run> {
  const result: Run = { ...cell, contestant, build, phases: {}, stateBytes: null, failure: null };
  const backend = await openBackend({ asUsersRun: true });
  const api = await startEmulatedApi(cell.latencyMs, (cell.account - 1) * cell.n);
  const cwd = projectFolder(installed, contestant, cell.n);
  const pulumi = new Pulumi(backend, { cwd, env: await environment(backend, api, cell, installed) });
  try {
    await pulumi.prepare();
    for (const phase of phases) {
      const figures = await pulumi.measure(phase, api, cell.latencyMs > 0);
      result.phases[phase] = figures;
      if (phase === "up") result.stateBytes = pulumi.stateBytes();
      progress(phase, figures);
    }
  } catch (error) {
    if (!(error instanceof PhaseFailed || error instanceof CommandTimeout)) throw error;
    result.failure = error.message;
  } finally {
    await api.close();
    await backend.close();
    fs.rmSync(cwd, { recursive: true });
  }
  return result;
}

function projectFolder(installed: InstalledPackage, contestant: Contestant, n: number): string {
  const folder = folderBelow(installed, path.join(__dirname, "contestants"));
  const program =
    contestant === "yaml"
      ? { runtime: "yaml", resources: yamlResources(n) }
      : { runtime: { name: "nodejs", options: { typescript: false } }, main: `${contestant}.js` };
  fs.writeFileSync(path.join(folder, "Pulumi.yaml"), JSON.stringify({ name: "bench", ...program }));
  return folder;
}

/** The same as contestants/inputs.js gives to the programs in Node. */
function yamlResources(n: number): Record<string, object> {
  const { appOf, namesOf } = require("./contestants/apps");
  const resource = (name: string) => {
    const { client_id, client_secret } = appOf(name);
    const credentials = { client_id, client_secret: { "fn::secret": client_secret } };
    return { type: "composio:AuthConfig", properties: { toolkit: "notion", authScheme: "OAUTH2", credentials } };
  };
  return Object.fromEntries(namesOf(n).map((name: string) => [name, resource(name)]));
}

async function environment(
  backend: Backend,
  api: EmulatedApi,
  { n, mode }: Cell,
  { folder }: InstalledPackage,
): Promise<Record<string, string>> {
  const plugin = path.join(folder, "node_modules/pulumi-composio/dist/plugin");
  return {
    ...backend.env,
    PATH: [plugin, await yamlHost(), backend.env.PATH].join(path.delimiter),
    COMPOSIO_API_KEY: api.apiKey,
    COMPOSIO_BASE_URL: api.url,
    BENCH_N: String(n),
    ...(mode === "skip" && { PULUMI_SKIP_CHECKPOINTS: "true" }),
  };
}

class PhaseFailed extends Error {}

class Pulumi {
  constructor(
    private readonly backend: Backend,
    private readonly options: { cwd: string; env: Record<string, string> },
  ) {}

  async prepare(): Promise<void> {
    const args = ["stack", "init", "bench", "--non-interactive"];
    const { code, stderr } = await runCommand(this.backend.engine.command, args, { ...this.options, timeoutMs });
    if (code !== 0) throw new PhaseFailed(`stack init: ${stderr}`);
  }

  async measure(phase: Phase, api: EmulatedApi, isSlow: boolean): Promise<PhaseFigures> {
    const args = [
      phase,
      "--non-interactive",
      ...(phase === "preview" ? [] : ["--yes", "--skip-preview"]),
      ...(isSlow ? ["--parallel", parallel] : []),
    ];
    const startedAt = performance.now();
    const { child, result } = startCommand(this.backend.engine.command, args, { ...this.options, timeoutMs });
    const memory = watchProviderMemory(child.pid ?? 0);
    const { code, stdout, stderr } = await result.finally(() => memory.stop());
    const seconds = (performance.now() - startedAt) / 1000;
    if (code !== 0) throw new PhaseFailed(`${phase} ended with ${code}: ${(stdout + stderr).slice(-2000)}`);
    return { seconds, requests: await api.takeRequests(), providerBytes: memory.stop() };
  }

  stateBytes(): number {
    return fs.statSync(path.join(this.backend.folder, "state/.pulumi/stacks/bench/bench.json")).size;
  }
}
