import { withEmulator } from "../support/emulator";
import { failure, ok, projectOf, runCli, text } from "./cli";

const nothing = { required: [], optional: [] };
const odd = {
  slug: "odd",
  name: "Odd\u001b[2J\u202e",
  auth_config_details: [
    { mode: "NO_AUTH", name: "odd", fields: { auth_config_creation: nothing, connected_account_initiation: nothing } },
  ],
};

describe("fields", () => {
  it(
    "shows every way to authenticate a toolkit, with code to paste",
    withEmulator(async (emulator) => {
      expect(await runCli(["fields", "notion"], { env: projectOf(emulator) })).toEqual(
        ok(text`
          Notion, managed by Composio (OAUTH2): needs no fields.

            const notion = new AuthConfig("notion", { toolkit: "notion" });

          Notion, OAUTH2: fields of the auth config

            FIELD               LABEL               NEEDED    DEFAULT
            client_id           Client id           required
            client_secret       Client secret       required
            oauth_redirect_uri  Oauth redirect uri  optional  https://backend.composio.dev/api/v1/auth-apps/add
            scopes              Scopes              optional

          Asked of each connecting user: nothing.

            const notion = new AuthConfig("notion", {
              toolkit: "notion",
              authScheme: "OAUTH2",
              credentials: {
                client_id: config.require("notionClientId"),
                client_secret: config.requireSecret("notionClientSecret"),
              },
            });

            pulumi config set notionClientId
            pulumi config set --secret notionClientSecret

          Notion, API_KEY: fields of the auth config: none.

          Asked of each connecting user

            FIELD            LABEL    NEEDED    DEFAULT
            generic_api_key  API key  required

            const notion = new AuthConfig("notion", { toolkit: "notion", authScheme: "API_KEY" });
        `),
      );
    }),
  );

  it(
    "shows the required fields of one scheme",
    withEmulator(async (emulator) => {
      expect(await runCli(["fields", "Twitter", "oauth2", "--required"], { env: projectOf(emulator) })).toEqual(
        ok(text`
          Twitter, OAUTH2: fields of the auth config

            FIELD          LABEL                     NEEDED    DEFAULT
            client_id      Client id                 required
            client_secret  Client secret             required
            generic_id     Application bearer token  required

          Asked of each connecting user: nothing.

            const twitter = new AuthConfig("twitter", {
              toolkit: "twitter",
              authScheme: "OAUTH2",
              credentials: {
                client_id: config.require("twitterClientId"),
                client_secret: config.requireSecret("twitterClientSecret"),
                generic_id: config.requireSecret("twitterGenericId"),
              },
            });

            pulumi config set twitterClientId
            pulumi config set --secret twitterClientSecret
            pulumi config set --secret twitterGenericId
        `),
      );
    }),
  );

  it(
    "shows the fields that the connecting user is asked for",
    withEmulator(async (emulator) => {
      expect(await runCli(["fields", "jira", "API_KEY"], { env: projectOf(emulator) })).toEqual(
        ok(text`
          Jira, API_KEY: fields of the auth config: none.

          Asked of each connecting user

            FIELD            LABEL          NEEDED    DEFAULT
            subdomain        Subdomain      required
            basic_encoded    Basic encoded  optional
            generic_api_key  API key        optional
            generic_id       Email          optional

            const jira = new AuthConfig("jira", { toolkit: "jira", authScheme: "API_KEY" });
        `),
      );
    }),
  );

  it(
    "shows Composio's own apps if there are several",
    withEmulator(async (emulator) => {
      const { stdout } = await runCli(["fields", "slack"], { env: projectOf(emulator) });
      expect(stdout.split("\n\n").slice(0, 4).join("\n\n")).toBe(
        text`
          Slack, managed by Composio (OAUTH2): needs no fields.

            managedAppId chooses among its apps:

            APP                          SCHEME  SCOPES
            ma_slack_standard (default)  OAUTH2  20
            ma_slack_legacy              OAUTH2  18

            const slack = new AuthConfig("slack", { toolkit: "slack" });
        `.trimEnd(),
      );
    }),
  );

  it(
    "says that a toolkit needs no auth config",
    withEmulator(async (emulator) => {
      expect(await runCli(["fields", "hackernews"], { env: projectOf(emulator) })).toEqual(
        ok("Hacker News needs no auth config: sessions use it as it is.\n"),
      );
    }),
  );

  it(
    "gives JSON with the fields whole, in the order of the SDK",
    withEmulator(async (emulator) => {
      const { stdout } = await runCli(["fields", "github", "--json"], { env: projectOf(emulator) });
      const { schemes, ...toolkit } = JSON.parse(stdout);
      expect(toolkit).toEqual({
        toolkit: "github",
        name: "GitHub",
        managedAuthSchemes: ["OAUTH2"],
        managedApps: [
          {
            mode: "OAUTH2",
            managedAppId: "ma_github",
            isDefault: true,
            availableScopes: expect.arrayContaining(["repo", "gist"]),
            availableUserScopes: [],
          },
        ],
      });
      expect(schemes).toMatchObject([
        {
          scheme: "OAUTH2",
          creation: [
            { name: "client_id", required: true },
            { name: "client_secret", required: true },
            { name: "oauth_redirect_uri", required: false },
            { name: "scopes", required: false, default: "repo,user,gist,notifications,project,workflow,codespace" },
          ],
          connection: [],
        },
      ]);
    }),
  );

  it(
    "names the schemes that there are",
    withEmulator(async (emulator) => {
      expect(await runCli(["fields", "notion", "basic"], { env: projectOf(emulator) })).toEqual(
        failure("The auth scheme must be one that Notion offers (OAUTH2, API_KEY), but got: basic"),
      );
    }),
  );

  it(
    "names the toolkit that was probably meant",
    withEmulator(async (emulator) => {
      const env = projectOf(emulator);
      expect(await runCli(["fields", "notoin"], { env })).toEqual(
        failure("There is no toolkit notoin; did you mean notion?"),
      );
      expect(await runCli(["fields", "somethingelse"], { env })).toEqual(failure("There is no toolkit somethingelse."));
    }),
  );

  it(
    "does not report a missing toolkit if a proxy answers 404",
    withEmulator(async (emulator) => {
      emulator.failNext({ kind: "html", status: 404, path: "/toolkits/notion" });
      expect(await runCli(["fields", "notion"], { env: projectOf(emulator) })).toEqual(
        failure(
          "Could not read toolkit notion: something answered 404, but not in the API's own form: is there a proxy in between, or is the address wrong?",
        ),
      );
    }),
  );

  it(
    "disarms control characters, in JSON too",
    withEmulator(
      async (emulator) => {
        const { stdout } = await runCli(["fields", "odd"], { env: projectOf(emulator) });
        expect(stdout).toBe("Odd\\u{1b}[2J\\u{202e} needs no auth config: sessions use it as it is.\n");
        const json = (await runCli(["fields", "odd", "--json"], { env: projectOf(emulator) })).stdout;
        expect([json.match(/[^\n -~]/gu), JSON.parse(json).name]).toEqual([null, "Odd\u001b[2J\u202e"]);
      },
      { toolkits: [odd] },
    ),
  );
});
