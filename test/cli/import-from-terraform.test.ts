import * as fs from "node:fs";
import * as path from "node:path";
import { withEmulator } from "../support/emulator";
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
});
