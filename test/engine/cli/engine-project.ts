/** A project folder on the real engine, with the built command beside the Pulumi CLI. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { AuthConfigSeed, Emulator, RecordedRequest } from "../../../src/emulator";
import { bin, projectOf, runCli } from "../../cli/cli";
import { withEmulator } from "../../support/emulator";
import { runPulumi } from "../../support/engine/cli";
import { openBackend } from "../../support/engine/stack";

jest.setTimeout(240_000);

export interface Project {
  folder: string;
  emulator: Emulator;
  /** Each throws if the command fails. */
  pulumi: (...args: string[]) => Promise<string>;
  cli: (...args: string[]) => Promise<string>;
  /** The writes to the API since the last call. */
  writes: () => Array<Pick<RecordedRequest, "method" | "path" | "body">>;
  allBytes: () => Buffer;
}

/** A project folder with the built package, a stack `dev`, and an emulator's project that holds what is given. */
export const inProject = (authConfigs: AuthConfigSeed[], test: (project: Project) => Promise<void>) =>
  withEmulator(
    async (emulator) => {
      const backend = await openBackend();
      const folder = path.join(backend.folder, "project");
      fs.mkdirSync(path.join(folder, "node_modules"), { recursive: true });
      const repository = path.join(__dirname, "../../..");
      fs.symlinkSync(path.join(repository, "node_modules/@pulumi"), path.join(folder, "node_modules/@pulumi"));
      fs.symlinkSync(repository, path.join(folder, "node_modules/pulumi-composio"));
      fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\nmain: index.ts\n");
      fs.writeFileSync(path.join(folder, "package.json"), `{ "name": "shop" }`);
      fs.writeFileSync(path.join(folder, "index.ts"), "export {};\n");
      const env = { ...backend.env, ...projectOf(emulator) };
      let seen = 0;
      let checked: string | undefined;
      const project: Project = {
        folder,
        emulator,
        pulumi: async (...args) => {
          const program = fs.readFileSync(path.join(folder, "index.ts"), "utf8");
          // A program's types are checked once.
          const transpile = program === checked && { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
          const printed = succeeded(args, await runPulumi(args, { cwd: folder, env: { ...env, ...transpile } }));
          if (["preview", "up"].includes(args[0] as string)) checked = program;
          return printed;
        },
        cli: async (...args) => succeeded([bin, ...args], await runCli(args, { cwd: folder, env, timeoutMs: 60_000 })),
        writes: () => {
          const since = emulator.requests
            .slice(seen)
            .filter(({ method, path }) => method !== "GET" && !path.includes("/scopes/"));
          seen = emulator.requests.length;
          return since.map(({ method, path, body }) => ({ method, path, body }));
        },
        allBytes: () => backend.allBytes(),
      };
      try {
        backend.init(folder, "dev");
        await test(project);
      } finally {
        await backend.close();
      }
    },
    { authConfigs, clock: () => new Date() },
  );

function succeeded(args: string[], { code, stdout, stderr }: { code: number; stdout: string; stderr: string }): string {
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

/** Of the first auth config of that toolkit. */
export const idOf = ({ emulator }: Project, toolkit: string) =>
  emulator.authConfigs().find((one) => one.toolkit === toolkit)?.id;
