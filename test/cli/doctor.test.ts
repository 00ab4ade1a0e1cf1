import * as fs from "node:fs";
import * as path from "node:path";
import type { AuthConfigSeed, EmulatorOptions } from "../../src/emulator";
import { autoName, markFor } from "../../src/model/marks";
import { withEmulator } from "../support/emulator";
import { projectOf, runCli, text } from "./cli";
import type { StandIn } from "./stand-in-pulumi";
import { authConfigOf, backend, organization, standInPulumi, urnOf } from "./stand-in-pulumi";

const id = (number: number) => `ac_${`${number}`.padStart(12, "0")}`;
const orphan = autoName(markFor({ organization, urn: urnOf("dev", "gmail") }, backend), urnOf("dev", "gmail"));

const healthy: AuthConfigSeed[] = [{ id: id(1), toolkit: "github", name: "GitHub" }];

const sick: AuthConfigSeed[] = [
  { id: id(1), toolkit: "github", name: "GitHub" },
  { id: id(2), toolkit: "github", name: "GitHub", status: "DISABLED" },
  { id: id(3), toolkit: "github", name: "GitHub again" },
  { id: id(4), toolkit: "gmail", name: orphan },
  { id: id(5), toolkit: "twitter", name: "Twitter", type: "default" },
  {
    id: id(6),
    toolkit: "notion",
    name: "Notion",
    auth_scheme: "OAUTH2",
    credentials: { oauth_redirect_uri: "https://backend.composio.dev/api/v1/auth-apps/add" },
    status: "DISABLED",
  },
];

const stack = [
  {
    urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
    type: "pulumi:pulumi:Stack",
    outputs: { session: { authConfigs: { github: id(2), notion: id(6), slack: id(8) } }, other: "text" },
  },
  authConfigOf("dev", "notion", id(6), { toolkit: "notion", name: "Notion", enabled: false }),
  authConfigOf("dev", "slack", id(7), { toolkit: "slack", name: "Slack" }),
];

describe("doctor", () => {
  let pulumi: StandIn;
  beforeEach(() => {
    pulumi = standInPulumi({ dev: stack, fine: [authConfigOf("fine", "github", id(1), { toolkit: "github" })] });
    for (const [name, version] of [
      ["@pulumi/pulumi", "3.270.0"],
      ["pulumi-composio", "0.1.0"],
    ] as const) {
      const folder = path.join(pulumi.folder, "node_modules", name);
      fs.mkdirSync(path.join(folder, "provider"), { recursive: true });
      fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name, version }));
      fs.writeFileSync(path.join(folder, "provider/index.js"), "");
    }
    fs.writeFileSync(path.join(pulumi.folder, "Pulumi.yaml"), "name: shop");
  });
  afterEach(() => pulumi.close());

  const doctor = async (env: Record<string, string | undefined>, ...args: string[]) => {
    const { code, stdout, stderr } = await runCli(["doctor", ...args], {
      cwd: pulumi.folder,
      env: { ...pulumi.env, ...env },
    });
    const normalized = stdout
      .replaceAll(env.COMPOSIO_BASE_URL ?? "none", "http://api")
      .replaceAll(process.versions.node, "<node>")
      .replace(/Request id [0-9a-f-]+/g, "Request id <id>");
    return { code, stdout: normalized, stderr };
  };
  const withSeeds = (authConfigs: AuthConfigSeed[], options: EmulatorOptions = {}) => ({
    authConfigs,
    clock: () => new Date(),
    ...options,
  });

  it(
    "finds nothing if nothing is wrong",
    withEmulator(async (emulator) => {
      expect(await doctor(projectOf(emulator), "--stack", "fine")).toEqual({
        code: 0,
        stderr: "",
        stdout: text`
          ok       Node <node>
          ok       pulumi-composio 0.1.0
          ok       Pulumi CLI 3.274.1
          ok       @pulumi/pulumi 3.270.0
          ok       http://api answers and accepts the key from COMPOSIO_API_KEY: 1 auth config
          ok       This clock agrees with the API's
          ok       1999 of 2000 requests are left in this window of 60 s
          ok       Stack fine has 1 auth config, all there

          \`npx pulumi-composio verify\` tries what is assumed of the API, in a project that serves nobody.

          0 problems, 0 notes.
        `,
      });
    }, withSeeds(healthy)),
  );

  it(
    "finds mistakes in the project and in the stack, and says how to mend them",
    withEmulator(async (emulator) => {
      emulator.connectAccount(id(1));
      emulator.connectAccount(id(1), { userId: "user_2" });
      emulator.connectAccount(id(4));
      expect(await doctor(projectOf(emulator), "--stack", "dev")).toEqual({
        code: 1,
        stderr: "",
        stdout: text`
          ok       Node <node>
          ok       pulumi-composio 0.1.0
          ok       Pulumi CLI 3.274.1
          ok       @pulumi/pulumi 3.270.0
          ok       http://api answers and accepts the key from COMPOSIO_API_KEY: 6 auth configs
          ok       This clock agrees with the API's
          ok       1999 of 2000 requests are left in this window of 60 s
          note     Toolkit github has 3 auth configs. Delete those that nobody needs, and that no other stack holds; accounts stay with theirs for life.
                   no stack's mark: ac_000000000002 "GitHub" (0 connected accounts, keep)
                   no stack's mark: ac_000000000001 "GitHub" (2 connected accounts)
                   no stack's mark: ac_000000000003 "GitHub again" (0 connected accounts)
          problem  ac_000000000005 "Twitter" is managed by Composio, but Composio no longer has an app for twitter: nobody new can connect. An auth config with an app of your own takes its place.
                   $ npx pulumi-composio fields twitter
          note     ac_000000000006 "Notion" redirects to an older address of Composio. Allow https://backend.composio.dev/api/v3.1/toolkits/auth/callback in the app of notion, then declare it as credentials.oauth_redirect_uri.
          problem  Stack dev holds auth configs that this project does not have: "slack" (ac_000000000007). Is the key that of the stack's project? If so, they were deleted.
                   $ pulumi refresh --stack dev
                   $ pulumi up --stack dev
          problem  ac_000000000004 "${orphan}" was made for stack dev, which does not hold it (1 connected account). \`pulumi up --stack dev\` takes it if the program declares it; otherwise delete it. If the stack was renamed or moved, the moved one may hold it: run \`pulumi up\` there first.
                   $ pulumi up --stack dev
                   $ curl -X DELETE -H "x-api-key: $COMPOSIO_API_KEY" http://api/api/v3.1/auth_configs/ac_000000000004
          problem  Output session of stack dev names ac_000000000002 for github, which is disabled: nobody new can connect.
                   $ curl -X PATCH -H "x-api-key: $COMPOSIO_API_KEY" http://api/api/v3.1/auth_configs/ac_000000000002/ENABLED
          problem  Output session of stack dev names ac_000000000006 for notion, which is disabled: nobody new can connect. "notion" declares it so: remove enabled: false, and run:
                   $ pulumi up --stack dev
          problem  Output session of stack dev names ac_000000000008 for slack, which this project does not have.
                   $ pulumi up --refresh --stack dev

          \`npx pulumi-composio verify\` tries what is assumed of the API, in a project that serves nobody.

          6 problems, 2 notes.
        `,
      });
    }, withSeeds(sick)),
  );

  it(
    "gives JSON",
    withEmulator(async (emulator) => {
      const { code, stdout } = await doctor(projectOf(emulator), "--json");
      const { ok, findings } = JSON.parse(stdout);
      expect({ code, ok }).toEqual({ code: 1, ok: false });
      expect(findings.map(({ check, level }: { check: string; level: string }) => `${check} ${level}`)).toEqual([
        ...["node ok", "package ok", "pulumi ok", "sdk ok", "api ok", "clock ok", "rate ok"],
        ...["duplicates note", "managed-app problem", "redirect note"],
      ]);
    }, withSeeds(sick)),
  );

  it.each<[what: string, env: Record<string, string | undefined>, line: string]>([
    [
      "no key",
      { COMPOSIO_API_KEY: undefined },
      "problem  No Composio API key is set: nothing of the project can be looked at.\n         $ export COMPOSIO_API_KEY=ak_…",
    ],
    [
      "a wrong key",
      { COMPOSIO_API_KEY: "ak_s3cr3t" },
      'problem  Could not list auth configs: the API answered 401, "Invalid API key". Check the API key. Request id <id>.',
    ],
    [
      "a key of another kind",
      { COMPOSIO_API_KEY: "ck_s3cr3t" },
      "problem  The API key from COMPOSIO_API_KEY is a consumer key (ck_…), which this API refuses: take a key of the project (ak_…).",
    ],
    [
      "a key with a break in it",
      { COMPOSIO_API_KEY: "ak_s3cr3t\nak_s3cr3t" },
      "problem  The API key from COMPOSIO_API_KEY holds a character that no key has: copy the key again.",
    ],
    [
      "no network",
      { COMPOSIO_BASE_URL: "http://127.0.0.1:1" },
      "problem  Could not list auth configs: no answer from 127.0.0.1:1 (ECONNREFUSED).",
    ],
    [
      "an address that is none",
      { COMPOSIO_BASE_URL: "backend" },
      "problem  The Composio address must be an http(s) URL such as https://backend.composio.dev, but got: backend",
    ],
    [
      "no Pulumi CLI",
      { PATH: "/nowhere" },
      "problem  Could not start the Pulumi CLI: there is no `pulumi` on the PATH. Install the Pulumi CLI.",
    ],
  ])("says what is wrong with %s, and goes on", (_what, env, line) =>
    withEmulator(async (emulator) => {
      const { code, stdout, stderr } = await doctor({ ...projectOf(emulator), ...env });
      expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
      expect(stdout.replaceAll(env.COMPOSIO_BASE_URL ?? "none", "http://api")).toContain(
        line.replaceAll(env.COMPOSIO_BASE_URL ?? "none", "http://api"),
      );
      expect(stdout).toContain("ok       @pulumi/pulumi 3.270.0\n");
      expect(stdout).not.toContain("s3cr3t");
    }, withSeeds(healthy))(),
  );

  it(
    "says that this machine's clock is wrong, and that the rate limit is nearly used up",
    withEmulator(
      async (emulator) => {
        const { code, stdout } = await doctor(projectOf(emulator));
        expect(code).toBe(1);
        expect(stdout).toMatch(/problem {2}This clock is (3599|360[0-9]) s ahead of the API's: set it right\.\n/);
        expect(stdout).toContain(
          "note     0 of 1 requests are left in this window of 60 s: others of the organization use them too.\n",
        );
      },
      // Of the user's own, so that nothing is asked after the list: the client leaves a share of the budget to others.
      withSeeds([{ id: id(1), toolkit: "notion", auth_scheme: "API_KEY" }], {
        clock: () => new Date(Date.now() - 3_600_000),
        rateLimit: { limit: 1, windowMs: 60_000 },
      }),
    ),
  );

  it(
    "says that there is no such stack, and that the package is not installed",
    withEmulator(async (emulator) => {
      fs.rmSync(path.join(pulumi.folder, "node_modules"), { recursive: true });
      const { stdout } = await doctor(projectOf(emulator), "--stack", "nope");
      expect(stdout).toContain("problem  `pulumi stack export --stack nope` failed: no stack named 'nope' found.\n");
      expect(stdout).toContain(
        "problem  This project has no pulumi-composio installed, so the engine can't load the provider.\n         $ npm install pulumi-composio\n",
      );
      expect(stdout).toContain(
        "note     No @pulumi/pulumi is installed here. Start this in the project's folder, or give it with --cwd.\n",
      );
    }, withSeeds(healthy)),
  );

  const nameOf = (stack: string, name: string) =>
    autoName(markFor({ organization, urn: urnOf(stack, name) }, backend), urnOf(stack, name));
  const foreign = "github-1f2e3d4c5b6a7988";

  it(
    "reports nothing if each environment has a stack of its own",
    withEmulator(
      async (emulator) => {
        const { code, stdout } = await doctor(projectOf(emulator));
        expect([code, stdout.endsWith("\n\n0 problems, 0 notes.\n")]).toEqual([0, true]);
      },
      withSeeds([
        { id: id(1), toolkit: "github", name: nameOf("dev", "github") },
        { id: id(2), toolkit: "github", name: nameOf("fine", "github") },
        { id: id(3), toolkit: "github", name: foreign },
      ]),
    ),
  );

  it(
    "groups the auth configs of one toolkit by the stacks that made them, and advises on those that no stack made",
    withEmulator(
      async (emulator) => {
        const { stdout } = await doctor(projectOf(emulator), "--stack", "fine");
        expect(stdout).toContain(text`
          note     Toolkit github has 5 auth configs, 1 of them without a stack's mark: of these, delete those that nobody needs, and that no other stack holds; accounts stay with theirs for life.
                   a stack with mark 1f2e3d4c: ac_000000000004 "${foreign}" (0 connected accounts)
                   stack dev: ac_000000000003 "${nameOf("dev", "github")}" (0 connected accounts)
                   stack dev: ac_000000000005 "GitHub-${markFor({ organization, urn: urnOf("dev", "git") }, backend)}-01234567" (0 connected accounts)
                   stack fine: ac_000000000001 "GitHub" (0 connected accounts, keep)
                   no stack's mark: ac_000000000002 "By hand" (0 connected accounts)
        `);
      },
      withSeeds([
        { id: id(1), toolkit: "github", name: "GitHub" },
        { id: id(2), toolkit: "github", name: "By hand" },
        { id: id(3), toolkit: "github", name: nameOf("dev", "github") },
        { id: id(4), toolkit: "github", name: foreign },
        {
          id: id(5),
          toolkit: "github",
          name: `GitHub-${markFor({ organization, urn: urnOf("dev", "git") }, backend)}-01234567`,
        },
      ]),
    ),
  );

  it(
    "knows the temporary name of a create that has not ended, and quotes names for the shell",
    withEmulator(
      async (emulator) => {
        const { stdout } = await doctor(projectOf(emulator), "--stack", "fine");
        expect(stdout).toContain("was made for stack fine, by a create that has not ended (0 connected accounts).");
        expect(stdout).toContain("         $ npx pulumi-composio fields 'x;touch /tmp/y'\n");
      },
      withSeeds(
        [
          ...healthy,
          {
            id: id(2),
            toolkit: "github",
            name: `GitHub-${markFor({ organization, urn: urnOf("fine", "git") }, backend)}-01234567`,
          },
          { id: id(3), toolkit: "x;touch /tmp/y", name: "X", type: "default" },
        ],
        {
          toolkits: [{ slug: "x;touch /tmp/y", name: "X", composio_managed_auth_schemes: [], auth_config_details: [] }],
        },
      ),
    ),
  );

  it(
    "names an auth config that it can't read, and does not call it lost",
    withEmulator(async (emulator) => {
      const body = { items: [{ id: id(1), toolkit: null }] };
      emulator.failNext({ kind: "status", status: 200, body });
      const { stdout } = await doctor(projectOf(emulator), "--stack", "fine");
      expect(stdout).toContain(
        `problem  The API's answer can't be read: ${id(1)}: items[0].toolkit (expected object, received null), `,
      );
      expect(stdout).not.toContain("does not have");
    }),
  );

  it(
    "takes the key and the address of the stack's config, and says so",
    withEmulator(async (emulator) => {
      const { url, apiKey } = emulator;
      const config = { "composio:baseUrl": { value: url }, "composio:apiKey": { value: apiKey, secret: true } };
      fs.writeFileSync(path.join(pulumi.folder, "fine.config.json"), JSON.stringify(config));
      const { code, stdout } = await doctor({ COMPOSIO_BASE_URL: undefined }, "--stack", "fine");
      expect([code, stdout]).toEqual([
        0,
        expect.stringContaining(
          `${url} answers and accepts the key from stack config composio:apiKey: 1 auth config\n`,
        ),
      ]);
    }, withSeeds(healthy)),
  );
});
