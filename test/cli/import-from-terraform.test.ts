import * as fs from "node:fs";
import * as path from "node:path";
import { withEmulator } from "../support/emulator";
import { runCommand } from "../support/engine/command";
import { failure, text } from "./cli";
import { id, inFolder, resourcesOf, seeds } from "./import-folder";

describe("import --from-terraform", () => {
  const instance = (attributes: object, index_key?: string | number) => ({
    attributes,
    ...(index_key !== undefined && { index_key }),
  });
  const state = {
    version: 4,
    terraform_version: "1.11.0",
    resources: [
      { mode: "data", type: "composio_toolkit", name: "github", instances: [instance({ id: "github" })] },
      {
        mode: "managed",
        type: "composio_auth_config",
        name: "code_host",
        instances: [instance({ id: id(1), toolkit_slug: "github", managed_auth: {} })],
      },
      {
        module: "module.crm",
        mode: "managed",
        type: "composio_auth_config",
        name: "hubspot",
        instances: [instance({ id: id(2) }, "eu"), { ...instance({ id: "ac_deposed" }, "us"), deposed: "1f2e" }],
      },
    ],
  };
  const shown = {
    format_version: "1.0",
    values: {
      root_module: {
        resources: [
          {
            address: "composio_auth_config.code_host",
            mode: "managed",
            type: "composio_auth_config",
            name: "code_host",
            values: { id: id(1) },
          },
        ],
        child_modules: [
          {
            resources: [
              {
                address: 'module.crm.composio_auth_config.hubspot["eu"]',
                mode: "managed",
                type: "composio_auth_config",
                name: "hubspot",
                index: "eu",
                values: { id: id(2) },
              },
            ],
          },
        ],
      },
    },
  };

  it.each([
    ["a state file", state],
    ["terraform show -json", shown],
  ])("keeps the ids and names of %s, and says how Terraform lets go", (_what, content) =>
    withEmulator(
      inFolder(async (cli, folder) => {
        fs.writeFileSync(path.join(folder, "state.json"), JSON.stringify(content));
        const { code, stdout } = await cli("import", "--from-terraform", "state.json");
        expect({ code, next: stdout.split("\n\n")[1] }).toEqual({
          code: 0,
          next: text`
            Next:
              pulumi import --file import.json --generate-code=false
              pulumi config set --secret hubspotEuClientSecret
              pulumi config set --secret hubspotEuProxyAuthKey
              pulumi config set --secret hubspotEuSharedRegion
              terraform state rm composio_auth_config.code_host
              terraform state rm 'module.crm.composio_auth_config.hubspot["eu"]'
          `.trimEnd(),
        });
        expect(resourcesOf(folder)).toMatchObject([
          { name: "code-host", id: id(1) },
          { name: "hubspot-eu", id: id(2) },
        ]);
      }),
      { authConfigs: seeds },
    )(),
  );

  it.each([
    ["{}", "state.json must be a Terraform state of version 4, or what `terraform show -json` prints."],
    ['{"version":4,"resources":[]}', "state.json holds no resource of type composio_auth_config."],
  ])("refuses %s", (content, message) =>
    withEmulator(
      inFolder(async (cli, folder) => {
        fs.writeFileSync(path.join(folder, "state.json"), content);
        expect(await cli("import", "--from-terraform", "state.json")).toEqual(failure(message));
      }),
    )(),
  );

  it.each([
    ["quotes", "it's; $(touch pwned)"],
    ["control characters", "a\u001bb\nc"],
  ])("quotes an address with %s, so that pasting it runs nothing else", (_what, index) =>
    withEmulator(
      inFolder(async (cli, folder) => {
        const [resource] = state.resources.slice(1);
        const hostile = { ...state, resources: [{ ...resource, instances: [instance({ id: id(1) }, index)] }] };
        fs.writeFileSync(path.join(folder, "state.json"), JSON.stringify(hostile));
        const { stdout } = await cli("import", "--from-terraform", "state.json");
        const line = stdout.split("\n").find((one) => one.includes("terraform state rm")) ?? "";
        const { stdout: words } = await runCommand("bash", ["-c", line.replace("terraform", "printf '%s|'")], {
          cwd: folder,
          env: { PATH: process.env.PATH },
          timeoutMs: 10_000,
        });
        expect(words).toBe(`state|rm|composio_auth_config.code_host[${JSON.stringify(index)}]|`);
        expect(fs.readdirSync(folder).sort()).toEqual(["auth-configs.ts", "import.json", "state.json"]);
      }),
      { authConfigs: seeds },
    )(),
  );

  it(
    "quotes nothing of a state that is no JSON, since it may hold secrets",
    withEmulator(
      inFolder(async (cli, folder) => {
        fs.writeFileSync(path.join(folder, "state.json"), '{"client_secret": "s3cr3t" oops');
        expect(await cli("import", "--from-terraform", "state.json")).toEqual(
          failure("Could not read the Terraform state state.json: it holds no JSON."),
        );
      }),
    ),
  );

  it.each([
    ["UTF-16", (json: string) => Buffer.from(`\uFEFF${json}`, "utf16le")],
    ["UTF-16 of the other order", (json: string) => Buffer.from(`\uFEFF${json}`, "utf16le").swap16()],
    ["UTF-8 with a mark", (json: string) => Buffer.from(`\uFEFF${json}`)],
  ])("reads a file that PowerShell wrote: %s", (_what, encode) =>
    withEmulator(
      inFolder(async (cli, folder) => {
        fs.writeFileSync(path.join(folder, "state.json"), encode(JSON.stringify(shown)));
        expect(await cli("import", "--from-terraform", "state.json")).toMatchObject({ code: 0 });
        expect(resourcesOf(folder)).toMatchObject([{ name: "code-host" }, { name: "hubspot-eu" }]);
      }),
      { authConfigs: seeds },
    )(),
  );
});
