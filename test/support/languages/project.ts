/** A project of any language in a folder of its own, with the plugin installed as a user installs it. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Emulator } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import { runPulumi } from "../engine/cli";
import type { CommandResult } from "../engine/command";
import { runCommand } from "../engine/command";
import type { Backend, State } from "../engine/stack";
import { openBackend } from "../engine/stack";

const repository = path.join(__dirname, "../../..");

export class Project {
  private constructor(
    readonly backend: Backend,
    readonly emulator: Emulator,
    readonly cwd: string,
    readonly env: Record<string, string>,
  ) {}

  /** Filled from `source`, a folder. `hosts`: folders with language hosts. */
  static async open(source: string, hosts: readonly string[] = []): Promise<Project> {
    const [backend, emulator] = [await openBackend(), await startEmulator()];
    const cwd = path.join(backend.folder, "project");
    fs.cpSync(source, cwd, { recursive: true });
    const { env } = backend;
    return new Project(backend, emulator, cwd, {
      ...env,
      PATH: [...hosts, env.PATH].join(path.delimiter),
      COMPOSIO_API_KEY: emulator.apiKey,
      COMPOSIO_BASE_URL: emulator.url,
    });
  }

  async close(): Promise<void> {
    await this.backend.close();
    await this.emulator.close();
  }

  /** Does the work of `pulumi stack init`. */
  init(stack: string): void {
    this.backend.init(this.cwd, stack);
  }

  /** The package's own command line, from the build. */
  composio(...args: string[]): Promise<CommandResult> {
    const { cwd, env } = this;
    return runCommand(process.execPath, [path.join(repository, "dist/cli/index.js"), ...args], {
      cwd,
      env,
      timeoutMs: 60_000,
    });
  }

  /** The CLI's output on both streams. Throws with it if the command fails. */
  async pulumi(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.tryPulumi(...args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
    return stdout + stderr;
  }

  tryPulumi(...args: string[]): Promise<CommandResult> {
    const { cwd, env } = this;
    return runPulumi([...args, "--non-interactive"], { cwd, env, timeoutMs: 120_000 });
  }

  /** Changes a file of the project. */
  edit(file: string, change: (text: string) => string): void {
    const name = path.join(this.cwd, file);
    fs.writeFileSync(name, change(fs.readFileSync(name, "utf8")));
  }

  /** The steps of a preview, by logical name: what is done, and the places that differ. */
  async steps(): Promise<Record<string, { op: string; places: string[] }>> {
    const { code, stdout, stderr } = await this.tryPulumi("preview", "--json");
    if (code !== 0) throw new Error(`pulumi preview ended with ${code}:\n${stdout}${stderr}`);
    const { steps } = JSON.parse(stdout) as {
      steps: Array<{ op: string; urn: string; detailedDiff?: Record<string, unknown> }>;
    };
    return Object.fromEntries(
      steps
        .filter(({ op }) => op !== "same")
        .map(({ op, urn, detailedDiff }) => [nameOf(urn), { op, places: Object.keys(detailedDiff ?? {}) }]),
    );
  }

  /** The requests that change something, since the count was `since`. */
  writes(since = 0): string[] {
    return this.emulator.requests
      .slice(since)
      .filter(({ method }) => method !== "GET")
      .map(({ method, path: place }) => `${method} ${place.replace("/api/v3.1", "")}`);
  }

  state(stack = "dev"): State {
    const folder = path.join(this.backend.folder, "state/.pulumi/stacks");
    const [file = ""] = fs
      .readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(`${stack}.json`));
    return JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")).checkpoint.latest ?? {};
  }
}

export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");
