/** Engines beside the one of the tests: of another version, or optimized, which takes a minute more to build. */
import * as fs from "node:fs";
import * as path from "node:path";
import { runCommand } from "../../support/engine/command";
import { buildArguments } from "../../support/engine/find-engine";
import { cacheFolder } from "./cache";

export interface EngineOptions {
  version: string;
  optimized?: boolean;
  log: (line: string) => void;
}

/** The folder of a `pulumi` of that version, built from its Go module if the cache has none. */
export async function ensureEngine({ version, optimized = false, log }: EngineOptions): Promise<string> {
  const folder = cacheFolder(`engine-${version}${optimized ? "-optimized" : ""}`);
  const directory = path.join(folder, "bin");
  if (!fs.existsSync(path.join(directory, "pulumi"))) {
    log(`building engine ${version}${optimized ? ", optimized" : ""}: 3 to 5 minutes, once`);
    const half = fs.mkdtempSync(cacheFolder("making-"));
    try {
      await build(half, version, optimized);
      fs.rmSync(folder, { recursive: true, force: true });
      fs.renameSync(half, folder);
    } finally {
      fs.rmSync(half, { recursive: true, force: true });
    }
  }
  addHosts(directory);
  return directory;
}

async function build(folder: string, version: string, optimized: boolean): Promise<void> {
  const go = async (...args: string[]): Promise<void> => {
    const env = { ...process.env, GOWORK: "off", GOFLAGS: "" };
    const { code, stderr } = await runCommand("go", args, { cwd: folder, env, timeoutMs: 30 * 60_000 });
    if (code !== 0) throw new Error(`go ${args[0]} ended with ${code}: ${stderr.trim().slice(-1000)}`);
  };
  await go("mod", "init", "pulumi-engine");
  await go("get", "-tool", `github.com/pulumi/pulumi/pkg/v3/cmd/pulumi@v${version}`);
  const definitions = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  await go(...buildArguments({ definitions, optimized }), "tool");
}

/** A built engine has no hosts: that of dynamic providers is part of the SDK, for that of Node programs there is a stand-in. */
function addHosts(directory: string): void {
  const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
  const hosts = [
    path.join(sdk, "pulumi-resource-pulumi-nodejs"),
    path.join(__dirname, "../../support/engine/language-host/pulumi-language-nodejs"),
  ];
  for (const host of hosts) {
    const target = path.join(directory, path.basename(host));
    fs.copyFileSync(host, target);
    fs.chmodSync(target, 0o755);
  }
}
