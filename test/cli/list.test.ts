import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import type { AuthConfigSeed, Emulator } from "../../src/emulator";
import { autoName, markFor } from "../../src/model/marks";
import { noon, withEmulator } from "../support/emulator";
import { ELSEWHERE, startProxy } from "../support/proxy";
import { bin, failure, ok, projectOf, runCli, text } from "./cli";
import { backend, organization, standInPulumi, urnOf } from "./stand-in-pulumi";

const seeds: AuthConfigSeed[] = [
  { id: "ac_github000001", toolkit: "github", name: "GitHub" },
  {
    id: "ac_notion000002",
    toolkit: "notion",
    name: "Notion of ACME",
    auth_scheme: "OAUTH2",
    credentials: { client_id: "acme", client_secret: "s3cr3t-v4lue" },
    status: "DISABLED",
  },
];

const marked = autoName(markFor({ organization, urn: urnOf("dev", "github") }, backend), urnOf("dev", "github"));
const endOf = (key: string) => (key.length < 16 ? "" : ` (…${key.slice(-4)})`);

describe("list", () => {
  it(
    "shows all auth configs as a table, disabled ones too, and no credentials",
    withEmulator(
      async (emulator) => {
        emulator.connectAccount("ac_github000001");
        expect(await runCli(["list"], { env: projectOf(emulator) })).toEqual(
          ok(text`
            ID               TOOLKIT  SCHEME  OWNER    APP        NAME            STATUS    CONNECTIONS  CREATED
            ac_notion000002  notion   OAUTH2  own                 Notion of ACME  disabled  0            2026-11-24
            ac_github000001  github   OAUTH2  managed  ma_github  GitHub          enabled   1            2026-11-24
          `),
        );
      },
      { authConfigs: seeds },
    ),
  );

  it(
    "says of managed auth configs that the API does not show the app",
    withEmulator(
      async (emulator) => {
        expect(await runCli(["list"], { env: projectOf(emulator) })).toEqual(
          ok(text`
            ID               TOOLKIT  SCHEME  OWNER    APP        NAME            STATUS    CONNECTIONS  CREATED
            ac_notion000002  notion   OAUTH2  own                 Notion of ACME  disabled  0            2026-11-24
            ac_github000001  github   OAUTH2  managed  not shown  GitHub          enabled   0            2026-11-24
          `),
        );
      },
      { authConfigs: seeds, answers: { managedAppShown: false } },
    ),
  );

  it(
    "shows the auth configs of one toolkit in JSON, also if the API ignores the filter",
    withEmulator(
      async (emulator) => {
        const { code, stdout } = await runCli(["list", "--toolkit", "GitHub", "--json"], { env: projectOf(emulator) });
        expect({ code, json: JSON.parse(stdout) }).toEqual({
          code: 0,
          json: [
            {
              id: "ac_github000001",
              toolkit: "github",
              type: "use_composio_managed_auth",
              authScheme: "OAUTH2",
              isComposioManaged: true,
              name: "GitHub",
              status: "ENABLED",
              noOfConnections: 0,
              isEnabledForToolRouter: false,
              managedAppId: "ma_github",
              createdAt: noon.toISOString(),
            },
          ],
        });
      },
      { authConfigs: seeds, answers: { toolkitFilter: "ignored" } },
    ),
  );

  it(
    "says that there are none",
    withEmulator(async (emulator) => {
      const env = projectOf(emulator);
      expect(await runCli(["list"], { env })).toEqual(ok("No auth configs in this project.\n"));
      expect(await runCli(["list", "--toolkit", "slack"], { env })).toEqual(ok("No auth configs for toolkit slack.\n"));
      expect(await runCli(["list", "--json"], { env })).toEqual(ok("[]\n"));
    }),
  );

  it(
    "reads 120 auth configs from three pages, if the API takes no larger ones",
    withEmulator(
      async (emulator) => {
        const { stdout } = await runCli(["list"], { env: projectOf(emulator) });
        expect(stdout.trim().split("\n")).toHaveLength(121);
        expect(emulator.requests.map(({ query }) => query)).toEqual([
          { limit: "200", show_disabled: "true" },
          { limit: "50", show_disabled: "true" },
          { limit: "50", show_disabled: "true", cursor: expect.any(String) },
          { limit: "50", show_disabled: "true", cursor: expect.any(String) },
        ]);
      },
      {
        authConfigs: Array.from({ length: 120 }, (_, index) => ({ toolkit: "github", name: `number ${index}` })),
        answers: { pageLimit: 50 },
      },
    ),
  );

  it(
    "keeps its columns under names in other scripts, with emoji, and disarms control characters",
    withEmulator(
      async (emulator) => {
        expect(await runCli(["list"], { env: projectOf(emulator) })).toEqual(
          ok(text`
            ID               TOOLKIT  SCHEME  OWNER    APP        NAME                         STATUS   CONNECTIONS  CREATED
            ac_000000000003  github   OAUTH2  managed  ma_github  red \u{1b}[31m\u{a}\u{202e}  enabled  0            2026-11-24
            ac_000000000002  github   OAUTH2  managed  ma_github  🚀 Größe                     enabled  0            2026-11-24
            ac_000000000001  github   OAUTH2  managed  ma_github  本番環境                     enabled  0            2026-11-24
          `),
        );
      },
      {
        authConfigs: ["本番環境", "🚀 Größe", "red \u001b[31m\n\u202e"].map((name, index) => ({
          id: `ac_00000000000${index + 1}`,
          toolkit: "github",
          name,
        })),
      },
    ),
  );

  it(
    "names auth configs that it can't read, shows the others, and prints no 0 for an unknown number",
    withEmulator(async (emulator) => {
      const readable = {
        id: "ac_1",
        type: "custom",
        toolkit: { slug: "github" },
        name: "GitHub",
        auth_scheme: "OAUTH2",
      };
      const items = [{ ...readable, id: "ac_2", name: null }, readable];
      emulator.failNext({ kind: "status", status: 200, body: { items } });
      expect(await runCli(["list"], { env: projectOf(emulator) })).toEqual({
        code: 0,
        stdout: text`
          ID    TOOLKIT  SCHEME  OWNER  NAME    STATUS  CONNECTIONS  CREATED
          ac_1  github   OAUTH2  own    GitHub          not known
        `,
        stderr:
          "warning: The API's answer can't be read, and is left out: ac_2: items[0].name (expected string, received null)\n",
      });
    }),
  );

  it("says what to set if no key is set", async () => {
    expect(await runCli(["list"])).toEqual(
      failure(
        "No Composio API key is set. Set COMPOSIO_API_KEY to a key of the project (ak_…), or name a stack whose config has composio:apiKey with --stack.",
      ),
    );
  });

  it(
    "says that the key is wrong, and never prints it",
    withEmulator(async (emulator) => {
      const { code, stdout, stderr } = await runCli(["list"], {
        env: { ...projectOf(emulator), COMPOSIO_API_KEY: "ak_wr0ng" },
      });
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toMatch(
        /^error: Could not list auth configs: the API answered 401, "Invalid API key"\. Check the API key\. Request id [0-9a-f-]{36}\. The key came from COMPOSIO_API_KEY: set it to a key of this project\.\n$/,
      );
    }),
  );

  it("asks through the proxy that the environment names", async () => {
    const proxy = await startProxy();
    try {
      const env = { ...projectOf({ url: ELSEWHERE, apiKey: "ak_1" }), http_proxy: `http://127.0.0.1:${proxy.port}` };
      expect(await runCli(["list"], { env: { ...env, COMPOSIO_ALLOW_INSECURE_HTTP: "1" } })).toEqual(
        ok("No auth configs in this project.\n"),
      );
      expect(proxy.asked).toEqual([{ target: "api.composio.invalid:80", authorization: undefined }]);
    } finally {
      proxy.close();
    }
  });

  it("says that nobody answers", async () => {
    // Port 1 is nobody's.
    const env = { COMPOSIO_API_KEY: "ak_any", COMPOSIO_BASE_URL: "http://127.0.0.1:1" };
    expect(await runCli(["list"], { env })).toEqual(
      failure("Could not list auth configs: no answer from 127.0.0.1:1 (ECONNREFUSED)."),
    );
  });

  it(
    "ends in silence when its reader goes away",
    withEmulator(
      async (emulator) => {
        const child = spawn(process.execPath, [bin, "list"], { env: { ...process.env, ...projectOf(emulator) } });
        child.stdout.destroy();
        let stderr = "";
        child.stderr.on("data", (data) => {
          stderr += data;
        });
        expect(await once(child, "close")).toEqual([0, null]);
        expect(stderr).toBe("");
      },
      { authConfigs: seeds },
    ),
  );

  describe("with a stack", () => {
    const config = (emulator: Emulator, apiKey = emulator.apiKey) => ({
      "composio:baseUrl": { value: emulator.url },
      "composio:apiKey": { value: apiKey, secret: true },
    });

    it(
      "takes the key and the address of its config, if the environment has none, and says so",
      withEmulator(
        async (emulator) => {
          const pulumi = standInPulumi({ dev: [] }, { dev: config(emulator) });
          try {
            const options = { cwd: pulumi.folder, env: pulumi.env };
            const { stdout, stderr } = await runCli(["list", "--stack", "dev"], options);
            expect([stdout.split("\n").length, stderr]).toEqual([
              4,
              `Composio: ${emulator.url}, API key from stack config composio:apiKey${endOf(emulator.apiKey)}, with the config of stack dev\n`,
            ]);
            for (const args of [
              ["fields", "github"],
              ["scopes", "gmail", "GMAIL_SEND_EMAIL"],
            ]) {
              expect(await runCli([...args, "--stack", "dev"], options)).toMatchObject({ code: 0, stderr });
            }
            const env = { ...pulumi.env, COMPOSIO_API_KEY: "uak_s3cr3t" };
            expect(await runCli(["fields", "github", "--stack", "dev"], { ...options, env })).toEqual(
              failure(
                "The API key from COMPOSIO_API_KEY is a user key (uak_…), such as Composio's own command line uses: take a key of the project (ak_…), from its settings in the dashboard.",
              ),
            );
          } finally {
            pulumi.close();
          }
        },
        { authConfigs: seeds },
      ),
    );

    it("says that there is no such stack, or no key in its config", async () => {
      const pulumi = standInPulumi({ dev: [] });
      try {
        const options = { cwd: pulumi.folder, env: pulumi.env };
        expect(await runCli(["list", "--stack", "dev"], options)).toEqual(
          failure(
            "No Composio API key is set. Set COMPOSIO_API_KEY to a key of the project (ak_…), or run `pulumi config set --secret composio:apiKey` for the stack dev.",
          ),
        );
      } finally {
        pulumi.close();
      }
    });
  });

  it(
    "says which stack made an auth config, by the stack's name if it belongs to this folder's project",
    withEmulator(
      async (emulator) => {
        const pulumi = standInPulumi({ dev: [] });
        fs.writeFileSync(path.join(pulumi.folder, "Pulumi.yaml"), "name: shop");
        try {
          const options = { cwd: pulumi.folder, env: { ...pulumi.env, ...projectOf(emulator) } };
          expect(await runCli(["list"], options)).toEqual(
            ok(text`
              ID    TOOLKIT  SCHEME  OWNER    APP        NAME                              STATUS   STACK                 CONNECTIONS  CREATED
              ac_c  github   OAUTH2  managed  ma_github  GitHub                            enabled                        0            2026-11-24
              ac_b  github   OAUTH2  managed  ma_github  GitHub-1f2e3d4c5b6a7988-01234567  enabled  1f2e3d4c, unfinished  0            2026-11-24
              ac_a  github   OAUTH2  managed  ma_github  ${marked}           enabled  dev                   0            2026-11-24
            `),
          );
        } finally {
          pulumi.close();
        }
      },
      {
        authConfigs: [
          { id: "ac_a", toolkit: "github", name: marked },
          { id: "ac_b", toolkit: "github", name: "GitHub-1f2e3d4c5b6a7988-01234567" },
          { id: "ac_c", toolkit: "github", name: "GitHub" },
        ],
      },
    ),
  );
});
