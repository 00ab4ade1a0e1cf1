/** Every example as a user runs it: the real CLI in its folder, with the packed package installed. */
import * as fs from "node:fs";
import * as path from "node:path";
import { composioCallbackUrl } from "pulumi-composio";
import { emulatedBackend } from "../support/emulated-stack";
import { runPulumi } from "../support/engine/cli";
import { folderBelow, installPackage } from "../support/install";

interface Case {
  stacks: string[];
  config?: string[];
  secretConfig?: Record<string, string>;
  /** The stack's outputs, given the ids that the API knows by toolkit. */
  outputs: (ids: Record<string, string>) => unknown;
}

const cases: Record<string, Case> = {
  managed: {
    stacks: ["dev"],
    outputs: ({ github }) => ({ githubAuthConfigId: github, session: { authConfigs: { github } } }),
  },
  "es-module": {
    stacks: ["dev"],
    outputs: ({ github }) => ({ session: { authConfigs: { github } } }),
  },
  "custom-oauth": {
    stacks: ["dev"],
    config: ["notionClientId=app-1", "googleClientId=app-2", "redirectUri=https://app.example/callback"],
    secretConfig: { notionClientSecret: "s3cr3t-4711", googleClientSecret: "s3cr3t-4712" },
    outputs: ({ notion, gmail }) => ({ callbackUrl: composioCallbackUrl, session: { authConfigs: { gmail, notion } } }),
  },
  "api-key": {
    stacks: ["dev"],
    outputs: ({ perplexityai, sentry, freshdesk }) => ({
      session: { authConfigs: { freshdesk, perplexityai, sentry } },
    }),
  },
  session: {
    stacks: ["dev", "prod"],
    secretConfig: { notionClientSecret: "s3cr3t-4713" },
    outputs: ({ github, notion, perplexityai }) => ({ session: { authConfigs: { github, notion, perplexityai } } }),
  },
  "per-customer": {
    stacks: ["prod"],
    secretConfig: { "notionClientSecret:acme": "s3cr3t-4715", "notionClientSecret:globex": "s3cr3t-4716" },
    outputs: ({ github }) => {
      const session = { authConfigs: { github, notion: expect.stringMatching(/^ac_/) } };
      return { sessions: { acme: session, globex: session } };
    },
  },
  "discover-fields": {
    stacks: ["dev"],
    secretConfig: {
      "outlook-client_id": "app-of-outlook",
      "outlook-client_secret": "s3cr3t-4714",
      "twitter-client_id": "app-of-twitter",
      "twitter-client_secret": "s3cr3t-4715",
      "twitter-generic_id": "s3cr3t-4716",
    },
    outputs: ({ outlook, twitter }) => ({ session: { authConfigs: { outlook, twitter } } }),
  },
  scopes: {
    stacks: ["dev"],
    outputs: ({ gmail, slack, reddit }) => ({
      session: {
        authConfigs: { gmail, slack, reddit },
        tools: { gmail: ["GMAIL_SEND_EMAIL", "GMAIL_CREATE_EMAIL_DRAFT"] },
      },
    }),
  },
  "app-typescript": {
    stacks: ["dev"],
    outputs: ({ github, perplexityai }) => ({
      session: {
        authConfigs: { github, perplexityai },
        toolkits: ["github", "perplexityai", "gmail", "hackernews"],
        manageConnections: { waitForConnections: true },
      },
    }),
  },
  "own-app": {
    stacks: ["dev"],
    config: ["githubClientId=app-1"],
    secretConfig: { githubClientSecret: "s3cr3t-4717" },
    // Both are for one toolkit, so that an id by toolkit does not tell them apart.
    outputs: () => {
      const session = { authConfigs: { github: expect.stringMatching(/^ac_/) } };
      return { session, sessionBefore: session };
    },
  },
  "app-python": {
    stacks: ["dev"],
    outputs: ({ github, perplexityai }) => ({
      session: {
        auth_configs: { github, perplexityai },
        toolkits: ["github", "perplexityai", "gmail", "hackernews"],
        manage_connections: { wait_for_connections: true },
      },
    }),
  },
};

const examples = path.join(__dirname, "../../examples");

const world = emulatedBackend();

it.each(Object.entries(cases))(
  "%s",
  async (name, { stacks, config = [], secretConfig = {}, outputs }) => {
    const cwd = folderBelow(await installPackage(), path.join(examples, name));
    const env: Record<string, string> = { ...world.backend.env, ...world.access };
    const pulumi = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await runPulumi([...args, "--non-interactive"], { cwd, env });
      if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
      return stdout;
    };

    for (const stack of stacks) {
      const before = new Set(world.emulator.authConfigs().map(({ id }) => id));
      world.backend.init(cwd, stack);
      const settings = [
        ...config.flatMap((pair) => ["--plaintext", pair]),
        ...Object.entries(secretConfig).flatMap(([key, value]) => ["--secret", `${key}=${value}`]),
      ];
      if (settings.length > 0) await pulumi("config", "set-all", ...settings, "--stack", stack);
      await pulumi("up", "--yes", "--skip-preview", "--stack", stack);
      // Its types have been checked once.
      env.PULUMI_NODEJS_TRANSPILE_ONLY = "true";

      const made = world.emulator.authConfigs().filter(({ id }) => !before.has(id));
      const ids = Object.fromEntries(made.map(({ id, toolkit }) => [toolkit, id]));
      expect(JSON.parse(await pulumi("stack", "output", "--json", "--stack", stack))).toEqual(outputs(ids));
      expect(await pulumi("preview", "--stack", stack)).toContain(`${made.length + 1} unchanged`);
    }

    for (const stack of stacks) await pulumi("destroy", "--yes", "--skip-preview", "--stack", stack);
    expect(world.emulator.authConfigs().filter(({ deleted }) => !deleted)).toEqual([]);
    for (const secret of Object.values(secretConfig)) expect(world.backend.allBytes().includes(secret)).toBe(false);
  },
  240_000,
);

/** Run by `test/languages`. */
const IN_OTHER_LANGUAGES = ["python", "yaml"];

it("every example runs here, and is a program of at most 40 lines", () => {
  const folders = fs
    .readdirSync(examples)
    .filter((name) => fs.existsSync(path.join(examples, name, "Pulumi.yaml")) && !IN_OTHER_LANGUAGES.includes(name));
  expect(folders.sort()).toEqual(Object.keys(cases).sort());
  for (const name of folders) {
    const program = JSON.parse(fs.readFileSync(path.join(examples, name, "package.json"), "utf8")).main;
    const lines = fs
      .readFileSync(path.join(examples, name, program), "utf8")
      .trimEnd()
      .split("\n").length;
    expect([name, lines <= 40]).toEqual([name, true]);
  }
});
