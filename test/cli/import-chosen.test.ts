import { spawnSync } from "node:child_process";
import type { AuthConfigSeed } from "../../src/emulator";
import { withEmulator } from "../support/emulator";
import { runCommand } from "../support/engine/command";
import { bin, projectOf } from "./cli";
import { id, inFolder, read, resourcesOf, seeds } from "./import-folder";

describe("import of chosen auth configs", () => {
  const defaults = "repo,user,gist,notifications,project,workflow,codespace";
  it.each<[what: string, credentials: AuthConfigSeed["credentials"], declared: object]>([
    ["default scopes", { scopes: defaults }, {}],
    ["default scopes in another order", { scopes: defaults.split(",").reverse() }, {}],
    ["other scopes", { scopes: "repo" }, { scopes: "repo" }],
    ["user scopes", { user_scopes: "chat" }, { userScopes: "chat" }],
    ["today's redirect", { oauth_redirect_uri: "https://backend.composio.dev/api/v3.1/toolkits/auth/callback" }, {}],
    ["the redirect before", { oauth_redirect_uri: "https://backend.composio.dev/api/v3/toolkits/auth/callback" }, {}],
    ["the catalogue's redirect", { oauth_redirect_uri: "https://backend.composio.dev/api/v1/auth-apps/add" }, {}],
  ])("leaves out auth configs that nobody chose: %s", async (_what, credentials, declared) => {
    const seed = { toolkit: "github", name: "GitHub", auth_scheme: "OAUTH2", credentials: credentials ?? {} };
    await withEmulator(
      inFolder(async (cli, folder) => {
        await cli("import", "--toolkit", "github");
        const common = {
          toolkit: "github",
          type: "use_custom_auth",
          authScheme: "OAUTH2",
          name: "GitHub",
          enabled: true,
        };
        expect(resourcesOf(folder)).toMatchObject([{ inputs: { ...common, ...declared } }]);
        expect(Object.keys(resourcesOf(folder)[0].inputs)).toHaveLength(5 + Object.keys(declared).length);
      }),
      { authConfigs: [seed] },
    )();
  });

  it(
    "makes variables from names in other scripts, with emoji, made by machines, and given twice",
    withEmulator(
      inFolder(async (cli, folder) => {
        await cli("import", "--all", "--of-other-stacks");
        expect(resourcesOf(folder).map(({ name }: { name: string }) => name)).toEqual([
          ...["github", "gro-e-fu-e", "github-3", "2-fast", "github-2", "class", "notion", "github-4", "a-b"],
        ]);
        const variables = [...read(folder, "auth-configs.ts").matchAll(/^const (\S+) = new/gm)].map(([, name]) => name);
        expect(variables).toEqual([
          ...["github", "groEFuE", "github3", "_2Fast", "github2", "_class", "notion", "github4", "aB"],
        ]);
      }),
      {
        authConfigs: [
          ...[
            "本番",
            "Größe füße",
            "🚀",
            "2 Fast",
            "GitHub 2",
            "class",
            "notion-0123456789abcdef",
            "github-oxzcjt",
            "a::b",
          ],
        ].map((name) => ({ toolkit: "github", name })),
      },
    ),
  );

  it(
    "takes 120 auth configs over three pages",
    withEmulator(
      inFolder(async (cli, folder, emulator) => {
        expect(await cli("import", "--all")).toMatchObject({
          stdout: expect.stringContaining("Wrote import.json with 120 auth configs,"),
        });
        expect(new Set(resourcesOf(folder).map(({ name }: { name: string }) => name)).size).toBe(120);
        // The larger page, which is refused, three pages and the toolkit.
        expect(emulator.requests).toHaveLength(5);
      }),
      {
        authConfigs: Array.from({ length: 120 }, () => ({ toolkit: "github", name: "GitHub" })),
        answers: { pageLimit: 50 },
      },
    ),
  );

  it(
    "imports an auth config with all its values if the API no longer knows the toolkit",
    withEmulator(
      inFolder(async (cli, folder, emulator) => {
        emulator.failNext({ kind: "status", status: 404, path: "/toolkits" });
        expect(await cli("import", id(2))).toMatchObject({ code: 0 });
        expect(resourcesOf(folder)).toMatchObject([{ inputs: { scopes: "oauth crm.lists.read" } }]);
      }),
      { authConfigs: seeds },
    ),
  );

  it(
    "says which values it can't read, and which the program can't declare",
    withEmulator(
      inFolder(async (cli) => {
        const { stdout } = await cli("import", "--all");
        const [unreadable, mistake] = stdout.split("\n").filter((line) => line.startsWith("Note: "));
        const subject = `Note: github (${id(1)}): `;
        expect(unreadable).toBe(
          `${subject}the API does not show oauth_redirect_uri, so the program does not declare it.`,
        );
        // The provider's own words stand between.
        expect(mistake?.startsWith(`${subject}proxyConfig.proxyUrl: must be `)).toBe(true);
        expect(mistake).toMatch(/ The program fails until that is mended\.$/);
      }),
      {
        authConfigs: [
          {
            id: id(1),
            toolkit: "github",
            name: "GitHub",
            auth_scheme: "OAUTH2",
            credentials: { oauth_redirect_uri: "http..." },
            proxy_config: { proxy_url: "proxy" },
          },
        ],
      },
    ),
  );
});

// `script` gives a command a terminal; without it nobody can be asked.
const hasTerminal = spawnSync("script", ["--version"]).status === 0;

(hasTerminal ? describe : describe.skip)("import in a terminal", () => {
  it(
    "asks which auth configs to import, until it understands the answer",
    withEmulator(
      inFolder(async (_cli, folder, emulator) => {
        const answers = ["7", "2"].map((answer) => `sleep 1; echo ${answer}`).join("; ");
        const command = `(${answers}) | script -qec "${process.execPath} ${bin} import" /dev/null`;
        const { stdout } = await runCommand("sh", ["-c", command], {
          cwd: folder,
          env: { PATH: process.env.PATH, NO_COLOR: "1", ...projectOf(emulator) },
          timeoutMs: 20_000,
        });
        expect(stdout).toContain(`1  ${id(1)}  github`);
        expect(stdout).toContain("Import which? (such as 1,3-5, or all) ");
        expect(stdout).toContain(
          "Give numbers from 1 to 2, such as 1,3-5, or all. To leave without an import, press ^C.",
        );
        expect(resourcesOf(folder)).toMatchObject([{ id: id(2) }]);
      }),
      { authConfigs: seeds },
    ),
  );
});
