/** The files of `import` on the real engine: after the import, the written program has nothing to change. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { AuthConfigSeed } from "../../../src/emulator";
import type { Project } from "./engine-project";
import { idOf, inProject } from "./engine-project";

/** Every scheme that the emulator's toolkits offer, and every field. */
const kinds: AuthConfigSeed[] = [
  { toolkit: "github", name: "GitHub" },
  { toolkit: "gmail", name: "Gmail, few scopes", credentials: { scopes: "https://mail.google.com/" } },
  {
    toolkit: "hubspot",
    name: "HubSpot with everything",
    auth_scheme: "OAUTH2",
    credentials: {
      client_id: "acme",
      client_secret: "s3cr3t-hubspot",
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
  },
  {
    toolkit: "slack",
    name: "Slack 🚀",
    auth_scheme: "OAUTH2",
    credentials: {
      client_id: "acme",
      client_secret: "s3cr3t-slack",
      verification_token: "s3cr3t-token",
      user_scopes: ["chat:write", "users:read"],
    },
  },
  {
    toolkit: "notion",
    name: "notion-oxzcjt",
    auth_scheme: "OAUTH2",
    credentials: {
      client_id: "acme",
      client_secret: "s3cr3t-notion",
      oauth_redirect_uri: "https://backend.composio.dev/api/v1/auth-apps/add",
    },
    status: "DISABLED",
  },
  {
    toolkit: "twitter",
    name: "Twitter",
    auth_scheme: "OAUTH2",
    credentials: { client_id: "acme", client_secret: "s3cr3t-twitter", generic_id: "s3cr3t-bearer" },
  },
  {
    toolkit: "trello",
    name: "Trello",
    auth_scheme: "OAUTH1",
    credentials: { consumer_key: "acme", consumer_secret: "s3cr3t-trello", scopes: "read,write,account" },
  },
  {
    toolkit: "jira",
    name: "本番環境",
    auth_scheme: "S2S_OAUTH2",
    credentials: { client_id: "acme", client_secret: "s3cr3t-jira" },
  },
  { toolkit: "perplexityai", name: "Perplexity", auth_scheme: "API_KEY", credentials: {} },
  { toolkit: "sentry", name: "Sentry", auth_scheme: "BEARER_TOKEN", credentials: {} },
  { toolkit: "freshdesk", name: "Freshdesk", auth_scheme: "BASIC", credentials: {} },
  { toolkit: "googlebigquery", name: "BigQuery", auth_scheme: "GOOGLE_SERVICE_ACCOUNT", credentials: {} },
];

/** By the key of the config that the written program reads it from. */
const secrets: Record<string, string> = {
  hubspotWithEverythingClientSecret: "s3cr3t-hubspot",
  hubspotWithEverythingProxyAuthKey: "s3cr3t-proxy",
  hubspotWithEverythingSharedRegion: "s3cr3t-region",
  slackClientSecret: "s3cr3t-slack",
  slackVerificationToken: "s3cr3t-token",
  notionClientSecret: "s3cr3t-notion",
  twitterClientSecret: "s3cr3t-twitter",
  twitterGenericId: "s3cr3t-bearer",
  trelloConsumerSecret: "s3cr3t-trello",
  jiraClientSecret: "s3cr3t-jira",
};

/** Runs what the command said to run. */
async function setSecrets({ pulumi }: Project, report: string): Promise<void> {
  const keys = [...report.matchAll(/^ {2}pulumi config set --secret (\S+)/gm)].map(([, key]) => key ?? "");
  expect(keys.sort()).toEqual(Object.keys(secrets).sort());
  const pairs = Object.entries(secrets).flatMap(([key, value]) => ["--secret", `${key}=${value}`]);
  await pulumi("config", "set-all", ...pairs, "--stack", "dev");
}

describe("import on the engine", () => {
  it(
    "leaves nothing to change if secrets are trusted, through up, refresh and a rotation",
    inProject(kinds, async (project) => {
      const { cli, pulumi, writes, folder } = project;
      const report = await cli("import", "--all", "--stack", "dev", "--yes", "--code", "index.ts", "--force");
      expect(report).toContain("Imported 12 auth configs into dev. index.ts declares them.");
      await setSecrets(project, report);
      expect(fs.readFileSync(path.join(folder, "index.ts"), "utf8")).not.toContain("s3cr3t");

      expect(await pulumi("preview", "--expect-no-changes", "--stack", "dev")).toContain("13 unchanged");
      await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "dev");
      await pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "dev");
      await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "dev");
      expect(writes()).toEqual([]);

      await pulumi("config", "set", "--secret", "slackClientSecret", "r0tated", "--stack", "dev");
      await pulumi("up", "--yes", "--skip-preview", "--stack", "dev");
      expect(writes()).toEqual([
        {
          method: "PATCH",
          path: `/api/v3.1/auth_configs/${idOf(project, "slack")}`,
          body: { type: "custom", credentials: { client_secret: "r0tated" } },
        },
      ]);
      await pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "dev");
      await pulumi("preview", "--expect-no-changes", "--stack", "dev");
      expect(writes()).toEqual([]);
      for (const secret of Object.values(secrets)) expect(project.allBytes().includes(secret)).toBe(false);
    }),
  );

  it(
    "sends the secrets in one request for each auth config, and nothing else, if they are to be sent",
    inProject(kinds, async (project) => {
      const { cli, pulumi, writes, emulator } = project;
      const report = await cli(
        ...["import", "--all", "--stack", "dev", "--yes", "--secrets", "send", "--code", "index.ts", "--force"],
      );
      await setSecrets(project, report);
      await pulumi("up", "--yes", "--skip-preview", "--stack", "dev");
      const patch = (toolkit: string, body: object) => ({
        method: "PATCH",
        path: `/api/v3.1/auth_configs/${idOf(project, toolkit)}`,
        body: { type: "custom", ...body },
      });
      expect(writes().sort((one, other) => order(one.path) - order(other.path))).toEqual([
        patch("hubspot", {
          credentials: { client_secret: "s3cr3t-hubspot" },
          proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: "s3cr3t-proxy" },
          shared_connection_fields: { region: "s3cr3t-region" },
        }),
        patch("slack", { credentials: { client_secret: "s3cr3t-slack", verification_token: "s3cr3t-token" } }),
        patch("notion", { credentials: { client_secret: "s3cr3t-notion" } }),
        patch("twitter", { credentials: { client_secret: "s3cr3t-twitter", generic_id: "s3cr3t-bearer" } }),
        patch("trello", { credentials: { consumer_secret: "s3cr3t-trello" } }),
        patch("jira", { credentials: { client_secret: "s3cr3t-jira" } }),
      ]);
      await pulumi("preview", "--expect-no-changes", "--stack", "dev");
      await pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "dev");
      expect(writes()).toEqual([]);

      function order(url: string): number {
        return emulator.authConfigs().findIndex(({ id }) => url.endsWith(id));
      }
    }),
  );

  it(
    "brings them below a component, behind a provider of its own",
    inProject(kinds, async (project) => {
      const { cli, pulumi, writes, folder, emulator } = project;
      const around = `import * as pulumi from "@pulumi/pulumi";
        import { AuthConfig, Provider, sessionConfig } from "pulumi-composio";
        class Crm extends pulumi.ComponentResource {
          constructor(name: string) { super("acme:Crm", name); }
        }
        const parent = new Crm("crm");
        const provider = new Provider("eu", { apiKey: pulumi.secret(${JSON.stringify(emulator.apiKey)}) });\n`;
      fs.writeFileSync(path.join(folder, "index.ts"), around);
      await pulumi("up", "--yes", "--skip-preview", "--stack", "dev");
      const { deployment } = JSON.parse(await pulumi("stack", "export", "--stack", "dev"));
      const urnOf = (type: string) => deployment.resources.find((one: { type: string }) => one.type === type).urn;
      const report = await cli(
        ...["import", "--all", "--stack", "dev", "--yes"],
        ...["--parent", urnOf("acme:Crm"), "--provider", urnOf("pulumi:providers:pulumi-nodejs")],
      );
      await setSecrets(project, report);
      const written = fs.readFileSync(path.join(folder, "auth-configs.ts"), "utf8").replace(/^import .*\n/gm, "");
      fs.writeFileSync(path.join(folder, "index.ts"), around + written);

      expect(await pulumi("preview", "--expect-no-changes", "--stack", "dev")).toContain("15 unchanged");
      await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "dev");
      await pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "dev");
      expect(writes()).toEqual([]);
      expect(await cli("diff", "--from", "dev", "--to", "dev")).toBe(
        "dev and dev declare the same 12 auth configs, secrets not compared.\n",
      );
      // Enabled, the one thing that is wrong with the stack is mended.
      emulator.changeByHand(idOf(project, "notion") ?? "", { status: "ENABLED" });
      expect(await cli("doctor", "--stack", "dev")).toContain("ok       Stack dev has 12 auth configs, all there\n");
    }),
  );

  it(
    "leaves out auth configs that the stack holds already, and takes no name of theirs",
    inProject(kinds, async (project) => {
      const { cli, emulator } = project;
      const flags = ["--stack", "dev", "--yes", "--force"];
      await cli("import", idOf(project, "github") ?? "", ...flags);
      emulator.addAuthConfig({ toolkit: "github", name: "GitHub" });
      expect(await cli("import", "--toolkit", "github", ...flags)).toContain("Imported 1 auth config into dev.");
      const { resources } = JSON.parse(fs.readFileSync(path.join(project.folder, "import.json"), "utf8"));
      expect(resources.map(({ name }: { name: string }) => name)).toEqual(["github-2"]);
      expect(await cli("import", "--toolkit", "github", ...flags)).toBe("All of them are in the stack dev already.\n");
    }),
  );
});
