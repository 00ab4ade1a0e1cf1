/** The whole environment of a Pulumi CLI under test: nothing of the machine's own Pulumi or Composio settings gets in. */
import * as path from "node:path";
import { isPlugin } from "../door";
import type { Engine } from "./find-engine";

export const passphrase = "a passphrase for tests";

/** The variables that any program needs to run. */
const inherited = [
  "HOME",
  "USERPROFILE",
  "SystemRoot",
  "ComSpec",
  "PATHEXT",
  "TMPDIR",
  "TMP",
  "TEMP",
  "LANG",
  "LC_ALL",
];

export interface EnvironmentOptions {
  /** PULUMI_HOME: plugins, workspaces, credentials. */
  home: string;
  /** The folder of the file backend. */
  backend: string;
  /** The address of the key service. */
  keys: string;
  /** Do Node processes start as a user's do? If not, the SDK's largest libraries are loaded when they are asked for. */
  asUsersRun: boolean;
}

export function engineEnvironment(
  engine: Engine,
  { home, backend, keys, asUsersRun }: EnvironmentOptions,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of inherited) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return {
    ...env,
    // The engine and this very Node come before any other on the PATH.
    PATH: [
      engine.directory,
      ...(isPlugin ? [path.join(__dirname, "../../../dist/plugin")] : []),
      path.dirname(process.execPath),
      process.env.PATH ?? "",
    ].join(path.delimiter),
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${backend}`,
    VAULT_SERVER_URL: keys,
    VAULT_SERVER_TOKEN: "a token for tests",
    // Of stacks that the CLI or the Automation API makes.
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    NO_COLOR: "1",
    ...(!asUsersRun && { NODE_OPTIONS: `--require ${JSON.stringify(path.join(__dirname, "when-asked.cjs"))}` }),
  };
}
