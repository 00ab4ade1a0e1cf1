/** The example policy pack on programs that break each of its policies, and on one that keeps them. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Emulator } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import { runPulumi } from "../support/engine/cli";
import type { Backend } from "../support/engine/stack";
import { openBackend } from "../support/engine/stack";
import { folderBelow, installPackage } from "../support/install";

const example = path.join(__dirname, "../../examples/policy");

let emulator: Emulator;
let backend: Backend;

beforeEach(async () => {
  emulator = await startEmulator();
  backend = await openBackend({ asUsersRun: true });
});

afterEach(async () => {
  await backend.close();
  await emulator.close();
});

it("sees every auth config by its type, and lets one pass that keeps the policies", async () => {
  const installed = await installPackage();
  const [cwd, pack] = [folderBelow(installed), folderBelow(installed, example)];
  const env = {
    ...backend.env,
    COMPOSIO_API_KEY: emulator.apiKey,
    COMPOSIO_BASE_URL: emulator.url,
    NOTION_SECRET: "s3cr3t-4711",
  };
  fs.writeFileSync(path.join(cwd, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  fs.writeFileSync(path.join(cwd, "package.json"), JSON.stringify({ main: "index.js" }));
  const declare = (program: string) =>
    fs.writeFileSync(
      path.join(cwd, "index.js"),
      `const { AuthConfig, secretFromEnv } = require("pulumi-composio");\n${program}`,
    );
  const pulumi = async (...args: string[]) => {
    const { code, stdout, stderr } = await runPulumi([...args, "--non-interactive"], { cwd, env });
    return { code, output: stdout + stderr };
  };
  const violated = ({ output }: { output: string }) =>
    ["own-app-in-production", "keys-stay-in-the-environment", "protected-where-connected"].filter(
      (policy) => output.includes(`${policy}:`) || new RegExp(`\\[mandatory\\].*${policy}`).test(output),
    );
  backend.init(cwd, "prod");

  declare(`
new AuthConfig("github", { toolkit: "github" });
new AuthConfig("notion", { toolkit: "notion", authScheme: "OAUTH2", credentials: { client_id: "a", client_secret: "s3cr3t-0815" } });`);
  const broken = await pulumi("preview", "--policy-pack", pack);
  expect([broken.code === 0, violated(broken)]).toEqual([
    false,
    ["own-app-in-production", "keys-stay-in-the-environment"],
  ]);
  expect(broken.output).not.toContain("s3cr3t-0815");

  const kept = (options: string) => `
new AuthConfig("notion", { toolkit: "notion", authScheme: "OAUTH2", credentials: { client_id: "a", client_secret: secretFromEnv("NOTION_SECRET") } }, ${options});`;
  declare(kept("{}"));
  const up = await pulumi("up", "--yes", "--skip-preview", "--policy-pack", pack);
  expect([up.code === 0 ? "ok" : up.output, violated(up)]).toEqual(["ok", []]);

  emulator.connectAccount(emulator.authConfigs()[0]?.id ?? "", { userId: "user_1" });
  const connected = await pulumi("preview", "--policy-pack", pack);
  expect([connected.code === 0, violated(connected)]).toEqual([false, ["protected-where-connected"]]);
  declare(kept("{ protect: true }"));
  const guarded = await pulumi("preview", "--policy-pack", pack);
  expect([guarded.code === 0 ? "ok" : guarded.output, violated(guarded)]).toEqual(["ok", []]);
}, 300_000);
