/** For the tests of `import`: two auth configs that hold every field, and an empty folder to write to. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { AuthConfigSeed, Emulator } from "../../src/emulator";
import { AUTH_CONFIG_TYPE, PROVIDER_TEXT } from "../../src/provider-text";
import { projectOf, runCli } from "./cli";

export const id = (number: number) => `ac_${`${number}`.padStart(12, "0")}`;

export const seeds: AuthConfigSeed[] = [
  { id: id(1), toolkit: "github", name: "GitHub" },
  {
    id: id(2),
    toolkit: "hubspot",
    name: "HubSpot of ACME",
    auth_scheme: "OAUTH2",
    credentials: {
      client_id: "acme",
      client_secret: "s3cr3t-client",
      scopes: "oauth crm.lists.read",
      optional_scopes: "automation",
      oauth_redirect_uri: "https://acme.example/callback",
    },
    tool_access_config: {
      tools_for_connected_account_creation: ["HUBSPOT_LIST_CONTACTS"],
      tools_available_for_execution: ["HUBSPOT_LIST_CONTACTS", "HUBSPOT_CREATE_CONTACT"],
    },
    proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: "s3cr3t-proxy" },
    shared_credentials: { region: "s3cr3t-region" },
    is_enabled_for_tool_router: true,
    status: "DISABLED",
  },
];

/** Runs the command in an empty folder, with an emulator's project. */
export const inFolder =
  (
    test: (cli: (...args: string[]) => ReturnType<typeof runCli>, folder: string, emulator: Emulator) => Promise<void>,
  ) =>
  async (emulator: Emulator): Promise<void> => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "composio-import-"));
    try {
      await test((...args) => runCli(args, { cwd: folder, env: projectOf(emulator) }), folder, emulator);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  };

export const read = (folder: string, file: string) => fs.readFileSync(path.join(folder, file), "utf8");

/** The parts of each resource of an import file, except its type and the provider's text. */
export function resourcesOf(folder: string) {
  const { resources } = JSON.parse(read(folder, "import.json"));
  return resources.map(({ type, inputs, outputs, ...resource }: Record<string, { __provider: string }>) => {
    const { __provider: ofInputs, ...declared } = inputs ?? {};
    const { __provider: ofOutputs, ...state } = outputs ?? {};
    expect([type, ofInputs, ofOutputs]).toEqual([AUTH_CONFIG_TYPE, PROVIDER_TEXT, PROVIDER_TEXT]);
    return { ...resource, inputs: declared, outputs: state };
  });
}
