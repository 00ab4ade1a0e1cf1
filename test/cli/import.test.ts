import * as fs from "node:fs";
import * as path from "node:path";
import { withEmulator } from "../support/emulator";
import { runCommand } from "../support/engine/command";
import { failure, ok, projectOf, runCli, text } from "./cli";
import { id, inFolder, read, resourcesOf, seeds } from "./import-folder";

describe("import", () => {
  it(
    "writes the import file and the program, and prints the command to run",
    withEmulator(
      inFolder(async (cli, folder) => {
        expect(await cli("import", "--all")).toEqual(
          ok(text`
            Wrote import.json with 2 auth configs, and auth-configs.ts, which declares them.

            Next:
              pulumi import --file import.json --generate-code=false
              pulumi config set --secret hubspotOfAcmeClientSecret
              pulumi config set --secret hubspotOfAcmeProxyAuthKey
              pulumi config set --secret hubspotOfAcmeSharedRegion

            Paste auth-configs.ts into your program. \`pulumi preview\` then shows no changes: the secrets of the config are taken for those that are there, and sent when they change.
          `),
        );
        expect(read(folder, "auth-configs.ts")).toEqual(text`
          import * as pulumi from "@pulumi/pulumi";
          import { AuthConfig, sessionConfig } from "pulumi-composio";

          const config = new pulumi.Config();

          const github = new AuthConfig("github", { toolkit: "github", name: "GitHub" }, { protect: true });

          const hubspotOfAcme = new AuthConfig(
            "hubspot-of-acme",
            {
              toolkit: "hubspot",
              authScheme: "OAUTH2",
              name: "HubSpot of ACME",
              credentials: {
                client_id: "acme",
                optional_scopes: "automation",
                oauth_redirect_uri: "https://acme.example/callback",
                client_secret: config.requireSecret("hubspotOfAcmeClientSecret"),
              },
              scopes: "oauth crm.lists.read",
              toolAccessConfig: {
                toolsForConnectedAccountCreation: ["HUBSPOT_LIST_CONTACTS"],
                toolsAvailableForExecution: ["HUBSPOT_LIST_CONTACTS", "HUBSPOT_CREATE_CONTACT"],
              },
              proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: config.requireSecret("hubspotOfAcmeProxyAuthKey") },
              sharedConnectionFields: { region: config.requireSecret("hubspotOfAcmeSharedRegion") },
              isEnabledForToolRouter: true,
              enabled: false,
            },
            { protect: true },
          );

          export const session = sessionConfig([github, hubspotOfAcme]);
        `);
        const managed = {
          toolkit: "github",
          type: "use_composio_managed_auth",
          name: "GitHub",
          enabled: true,
        };
        const reported = { managedAppId: "ma_github", __isAppReported: true };
        const own = {
          toolkit: "hubspot",
          type: "use_custom_auth",
          authScheme: "OAUTH2",
          name: "HubSpot of ACME",
          credentials: {
            client_id: "acme",
            optional_scopes: "automation",
            oauth_redirect_uri: "https://acme.example/callback",
          },
          scopes: "oauth crm.lists.read",
          toolAccessConfig: {
            toolsForConnectedAccountCreation: ["HUBSPOT_LIST_CONTACTS"],
            toolsAvailableForExecution: ["HUBSPOT_LIST_CONTACTS", "HUBSPOT_CREATE_CONTACT"],
          },
          proxyConfig: { proxyUrl: "https://proxy.example" },
          isEnabledForToolRouter: true,
          enabled: false,
          __trustedSecrets: {
            "credentials.client_secret": "",
            "sharedConnectionFields.region": "",
            "proxyConfig.proxyAuthKey": "",
          },
        };
        expect(resourcesOf(folder)).toEqual([
          {
            name: "github",
            id: id(1),
            inputs: managed,
            outputs: { ...managed, ...reported, authScheme: "OAUTH2", isComposioManaged: true, status: "ENABLED" },
          },
          {
            name: "hubspot-of-acme",
            id: id(2),
            inputs: own,
            outputs: { ...own, isComposioManaged: false, status: "DISABLED" },
          },
        ]);
      }),
      { authConfigs: seeds },
    ),
  );

  it(
    "writes a program that compiles",
    withEmulator(
      inFolder(async (cli, folder) => {
        await cli("import", "--all");
        const repository = path.join(__dirname, "../..");
        fs.mkdirSync(path.join(folder, "node_modules"));
        fs.symlinkSync(path.join(repository, "node_modules/@pulumi"), path.join(folder, "node_modules/@pulumi"));
        fs.symlinkSync(repository, path.join(folder, "node_modules/pulumi-composio"));
        const compiler = path.join(repository, "node_modules/typescript/bin/tsc");
        const flags = ["--noEmit", "--strict", "--skipLibCheck", "--module", "node16"];
        const options = { cwd: folder, env: { PATH: process.env.PATH }, timeoutMs: 60_000 };
        const compiled = await runCommand(process.execPath, [compiler, ...flags, "auth-configs.ts"], options);
        expect(compiled).toEqual({ code: 0, stdout: "", stderr: "" });
      }),
      { authConfigs: seeds },
    ),
  );

  it(
    "trusts no secret if the secrets are to be sent",
    withEmulator(
      inFolder(async (cli, folder) => {
        expect(await cli("import", id(2), "--secrets", "send", "--no-protect")).toMatchObject({
          code: 0,
          stdout: expect.stringMatching(
            /pulumi import --file import\.json --generate-code=false --protect=false\n[\s\S]*`pulumi up` then sends the secrets of the config, once, and nothing else\.\n$/,
          ),
        });
        expect(resourcesOf(folder)).toMatchObject([{ name: "hubspot-of-acme" }]);
        expect(read(folder, "import.json")).not.toContain("__trustedSecrets");
        expect(read(folder, "auth-configs.ts")).not.toContain("protect");
      }),
      { authConfigs: seeds },
    ),
  );

  it(
    "never shows or writes a secret, or the key",
    withEmulator(
      inFolder(async (cli, folder, emulator) => {
        const { stdout, stderr } = await cli("import", "--all");
        const written = stdout + stderr + read(folder, "import.json") + read(folder, "auth-configs.ts");
        expect(written).not.toContain("s3cr");
        expect(written).not.toContain(emulator.apiKey);
      }),
      { authConfigs: seeds },
    ),
  );

  it(
    "puts the resources below a component and behind a provider",
    withEmulator(
      inFolder(async (cli, folder) => {
        const parent = "urn:pulumi:dev::shop::acme:Crm::crm";
        const provider = "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::eu";
        await cli("import", id(1), "--parent", parent, "--provider", provider);
        const { nameTable, resources } = JSON.parse(read(folder, "import.json"));
        expect(nameTable).toEqual({ parent, provider });
        const through = { __providerName: "eu" };
        expect(resources).toMatchObject([
          { parent: "parent", provider: "provider", inputs: through, outputs: through },
        ]);
        expect(read(folder, "auth-configs.ts")).toContain("{ parent, provider, protect: true }");
      }),
      { authConfigs: seeds },
    ),
  );

  it(
    "writes over nothing unless told to",
    withEmulator(
      inFolder(async (cli, folder, emulator) => {
        fs.writeFileSync(path.join(folder, "auth-configs.ts"), "mine");
        expect(await cli("import", "--all")).toEqual(
          failure("auth-configs.ts exists. Name another file with --code, or add --force."),
        );
        expect([read(folder, "auth-configs.ts"), emulator.requests]).toEqual(["mine", []]);
        expect(await cli("import", "--all", "--force")).toMatchObject({ code: 0 });
        expect(await cli("import", "--all", "--out", "other.json", "--code", "other.ts")).toMatchObject({ code: 0 });
      }),
      { authConfigs: seeds },
    ),
  );

  it.each([
    [[], "Name the auth configs to import: their ids, --toolkit <slug>, --all or --from-terraform <file>."],
    [["ac_1", "--all"], "Name the auth configs in one way: by ids, by --toolkit or --all, or by --from-terraform."],
    [["--all"], "There are no auth configs in this project."],
    [["--toolkit", "slack"], "There are no auth configs for toolkit slack."],
    [["--toolkit", "slck"], "There is no toolkit slck; did you mean slack?"],
    [["--all", "--parent", "crm"], "--parent must be a URN, as `pulumi stack --show-urns` lists them, but got: crm"],
    [["--all", "--stack", "dev"], "--stack asks before it imports, and nobody can be asked here: add --yes."],
    [
      ["--all", "--secrets", "guess"],
      "option '--secrets <how>' argument 'guess' is invalid. Allowed choices are trust, send.",
    ],
  ])("refuses %j", (args, message) =>
    withEmulator(
      inFolder(async (cli, folder) => {
        expect(await cli("import", ...args)).toEqual(failure(message));
        expect(fs.readdirSync(folder)).toEqual([]);
      }),
    )(),
  );

  it(
    "says that there is no such id, and that the Pulumi CLI is missing",
    withEmulator(
      inFolder(async (cli, folder, emulator) => {
        const { code, stderr } = await cli("import", "ac_nobody");
        expect(code).toBe(1);
        expect(stderr).toMatch(
          /^error: Could not read auth config ac_nobody: the API answered 404, "Auth config not found: ac_nobody"\. /,
        );

        const env = { ...projectOf(emulator), PATH: folder };
        expect(await runCli(["import", "--all", "--stack", "dev", "--yes"], { cwd: folder, env })).toEqual(
          failure("Could not start the Pulumi CLI: there is no `pulumi` on the PATH. Install the Pulumi CLI."),
        );
      }),
    ),
  );

  const marked = "github-1f2e3d4c5b6a7988";

  it(
    "leaves out auth configs of other stacks, unless the user names them or asks for all",
    withEmulator(
      inFolder(async (cli, folder) => {
        const note =
          `made by stacks, by the marks in their names: ${id(2)} (a stack with mark 1f2e3d4c). ` +
          "Name their ids, or add --of-other-stacks.";
        expect(await cli("import", "--toolkit", "gmail")).toEqual(
          failure(`Nothing is left to import. These were ${note}`),
        );
        expect(await cli("import", "--all")).toMatchObject({ code: 0, stderr: `Left out what was ${note}\n` });
        expect(resourcesOf(folder)).toMatchObject([{ id: id(1) }]);
        await cli("import", "--all", "--of-other-stacks", "--force");
        expect(resourcesOf(folder)).toMatchObject([{ id: id(1) }, { id: id(2) }]);
        await cli("import", id(2), "--force");
        expect(resourcesOf(folder)).toMatchObject([{ id: id(2) }]);
      }),
      {
        authConfigs: [
          { id: id(1), toolkit: "github", name: "GitHub" },
          { id: id(2), toolkit: "gmail", name: marked },
        ],
      },
    ),
  );

  it(
    "writes one file for each auth config, and never through a symbolic link",
    withEmulator(
      inFolder(async (cli, folder, emulator) => {
        expect(await cli("import", "--all", "--out", "one", "--code", "./one")).toEqual(
          failure("--out and --code must be two files, but got: one for both."),
        );
        fs.symlinkSync(path.join(folder, "elsewhere"), path.join(folder, "import.json"));
        expect(await cli("import", "--all")).toEqual(
          failure("import.json exists. Name another file with --out, or add --force."),
        );
        expect([fs.readdirSync(folder), emulator.requests]).toEqual([["import.json"], []]);
      }),
      { authConfigs: seeds },
    ),
  );

  it(
    "names no variable like one of the surrounding program",
    withEmulator(
      inFolder(async (cli, folder) => {
        const parent = "urn:pulumi:dev::shop::acme:Crm::crm";
        const provider = "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::eu";
        await cli("import", "--all", "--parent", parent, "--provider", provider, "--no-protect");
        expect(read(folder, "auth-configs.ts")).toEqual(text`
          import { AuthConfig } from "pulumi-composio";

          const parent2 = new AuthConfig("parent", { toolkit: "github", name: "parent" }, { parent, provider });

          const provider2 = new AuthConfig("provider", { toolkit: "github", name: "provider" }, { parent, provider });
        `);
      }),
      { authConfigs: ["parent", "provider"].map((name) => ({ toolkit: "github", name })) },
    ),
  );

  it.each([
    [
      "auth-configs.js",
      {},
      /^const \{ AuthConfig, sessionConfig \} = require\("pulumi-composio"\);$/m,
      "exports.session",
    ],
    ["auth-configs.cjs", { type: "module" }, /require\("pulumi-composio"\)/, "exports.session"],
    ["auth-configs.js", { type: "module" }, /^import \{ AuthConfig, sessionConfig \} from/m, "export const session"],
    ["auth-configs.mjs", {}, /^import \{ AuthConfig, sessionConfig \} from/m, "export const session"],
  ])("imports modules in %s as a package with %j does", (file, manifest, load, output) =>
    withEmulator(
      inFolder(async (cli, folder) => {
        fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
        await cli("import", "--all", "--code", file);
        expect(read(folder, file)).toMatch(load);
        expect(read(folder, file)).toContain(`${output} = sessionConfig([`);
      }),
      { authConfigs: seeds },
    )(),
  );

  it.each(["..", ".", ""])("sends no request to another path if the id is %j", (wrong) =>
    withEmulator(
      inFolder(async (cli, _folder, emulator) => {
        expect(await cli("import", "--", wrong)).toEqual(
          failure(`An id or a slug must name something, but got: "${wrong}"`),
        );
        expect(emulator.requests).toEqual([]);
      }),
    )(),
  );
});
