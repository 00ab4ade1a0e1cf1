import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { SessionConfig } from "../../../src/session";
import { readSessionConfig, toPython } from "../../../src/session";

const whole: SessionConfig = {
  authConfigs: { github: "ac_1" },
  toolkits: { enable: ["github", "gmail"] },
  tools: { github: ["GITHUB_X"], gmail: { tags: { enable: ["readOnlyHint"] } }, slack: { disable: ["SLACK_X"] } },
  connectedAccounts: { github: "ca_1", gmail: ["ca_2", "ca_3"] },
  manageConnections: { enable: true, callbackUrl: "https://app.example", waitForConnections: false },
};

afterEach(() => {
  delete process.env.COMPOSIO_SESSION;
  delete process.env.SUPPORT_SESSION;
});

const fromEnvironment = (text: string) => {
  process.env.COMPOSIO_SESSION = text;
  return readSessionConfig();
};

describe("readSessionConfig", () => {
  it("reads COMPOSIO_SESSION, another variable, or a file", () => {
    expect(fromEnvironment(` ${JSON.stringify(whole)}\n`)).toEqual(whole);
    process.env.SUPPORT_SESSION = '{"authConfigs":{}}';
    expect(readSessionConfig({ env: "SUPPORT_SESSION" })).toEqual({ authConfigs: {} });

    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "composio-session-")), "session.json");
    fs.writeFileSync(file, `${JSON.stringify(whole)}\n`);
    expect(readSessionConfig({ file })).toEqual(whole);
    fs.rmSync(path.dirname(file), { recursive: true });
  });

  it.each<[string, Partial<SessionConfig>]>([
    ["manageConnections as a flag", { manageConnections: false }],
    ["toolkits as a list", { toolkits: [] }],
    ["toolkits that are left out", { toolkits: { disable: ["x"] } }],
    ["tags as a list", { tools: { x: { tags: ["readOnlyHint"] } } }],
  ])("takes %s", (_case, part) => {
    const session = { authConfigs: {}, ...part };
    expect(fromEnvironment(JSON.stringify(session))).toEqual(session);
  });

  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const shape = 'COMPOSIO_SESSION must hold an object such as {"authConfigs":{"github":"ac_…"}}, but got:';
  it.each([
    ["no JSON", "{s3cr3t}", "COMPOSIO_SESSION must hold JSON: it is what `pulumi stack output session --json` prints."],
    ["a list", "[]", `${shape} a list.`],
    ["null", "null", `${shape} null.`],
    ["an id", '"ac_s3cr3t"', `${shape} a string.`],
    [
      "a masked secret",
      '"[secret]"',
      "COMPOSIO_SESSION holds a masked secret: write it by `pulumi stack output session --json --show-secrets`.",
    ],
    [
      "a masked secret inside",
      '{"authConfigs":{},"connectedAccounts":{"gmail":"[secret]"}}',
      "COMPOSIO_SESSION holds a masked secret: write it by `pulumi stack output session --json --show-secrets`.",
    ],
    [
      "an output that was not known",
      `"${unknown}"`,
      "COMPOSIO_SESSION holds a value that the engine did not know at the end of the last `pulumi up`: `--target` left an auth config out, or its create failed. Run `pulumi up` without `--target`. Then write it again by `pulumi stack output session --json`.",
    ],
    [
      "an id that was not known",
      `{"authConfigs":{"github":"ac_s3cr3t","notion":"${unknown}"}}`,
      "COMPOSIO_SESSION holds, under authConfigs.notion, a value that the engine did not know at the end of the last `pulumi up`: `--target` left an auth config out, or its create failed. Run `pulumi up` without `--target`.",
    ],
    [
      "all outputs of a stack",
      '{"url":"s3cr3t","support":{"authConfigs":{}}}',
      "COMPOSIO_SESSION must hold authConfigs. These are all outputs of a stack: take the one alone, by `pulumi stack output support --json`.",
    ],
    [
      "the form for Python",
      '{"auth_configs":{}}',
      "COMPOSIO_SESSION must hold authConfigs. This is the form for Python: give toPython's argument, not its result.",
    ],
    [
      "something else",
      '{"github":"ac_s3cr3t"}',
      "COMPOSIO_SESSION must hold authConfigs. It is what `pulumi stack output session --json` prints of a sessionConfig(…).",
    ],
    [
      "another key",
      '{"authConfigs":{},"toolkit":["s3cr3t"]}',
      "COMPOSIO_SESSION is not a session that Composio takes: toolkit is no option; did you mean toolkits?",
    ],
    [
      "an id that is none",
      '{"authConfigs":{"github":5}}',
      "COMPOSIO_SESSION is not a session that Composio takes: authConfigs.github must be the id of an auth config (ac_…).",
    ],
    [
      "an empty id",
      '{"authConfigs":{"github":""}}',
      "COMPOSIO_SESSION is not a session that Composio takes: authConfigs.github must be the id of an auth config (ac_…).",
    ],
    [
      "toolkits both ways",
      '{"authConfigs":{},"toolkits":{"enable":[],"disable":[]}}',
      "COMPOSIO_SESSION is not a session that Composio takes: toolkits takes one of enable and disable alone.",
    ],
    [
      "tools that are no selection",
      '{"authConfigs":{},"tools":{"gmail":"A"}}',
      "COMPOSIO_SESSION is not a session that Composio takes: tools.gmail must be a list of tools, or an object with enable, disable, tags or requireApproval.",
    ],
    [
      "accounts that are none",
      '{"authConfigs":{},"connectedAccounts":{"gmail":[1]}}',
      "COMPOSIO_SESSION is not a session that Composio takes: connectedAccounts.gmail[0] must be the id of a connected account (ca_…).",
    ],
    [
      "connections that nobody manages like that",
      '{"authConfigs":{},"manageConnections":{"callback_url":"s3cr3t"}}',
      "COMPOSIO_SESSION is not a session that Composio takes: manageConnections.callback_url is no option; did you mean callbackUrl?",
    ],
  ])("names the mistake in %s, and prints no value", (_case, text, message) => {
    const read = () => fromEnvironment(text);
    expect(read).toThrow(new Error(message));
    expect(read).not.toThrow(/s3cr3t/);
  });

  it("says where it looked", () => {
    const missing = "is not set: it must hold what `pulumi stack output session --json` prints.";
    expect(() => readSessionConfig()).toThrow(`COMPOSIO_SESSION ${missing}`);
    expect(() => readSessionConfig({ env: "SUPPORT_SESSION" })).toThrow(`SUPPORT_SESSION ${missing}`);
    expect(() => readSessionConfig({ file: "/nowhere/session.json" })).toThrow(
      "/nowhere/session.json could not be read (ENOENT).",
    );
    expect(() => readSessionConfig({ file: "/dev/null" })).toThrow("/dev/null is empty: it must hold");
    expect(() => readSessionConfig({ env: "A", file: "b" })).toThrow(
      "readSessionConfig takes env or file, but got both.",
    );
  });
});

describe("toPython", () => {
  it("gives snake case, and leaves slugs alone", () => {
    expect(toPython(whole)).toEqual({
      auth_configs: { github: "ac_1" },
      toolkits: whole.toolkits,
      tools: whole.tools,
      connected_accounts: whole.connectedAccounts,
      manage_connections: { enable: true, callback_url: "https://app.example", wait_for_connections: false },
    });
  });

  it("adds nothing", () => {
    expect(toPython({ authConfigs: { myApp: "ac_1" } })).toEqual({ auth_configs: { myApp: "ac_1" } });
    expect(toPython({ authConfigs: {}, manageConnections: false })).toEqual({
      auth_configs: {},
      manage_connections: false,
    });
  });
});

describe("the session entry", () => {
  it("loads nothing but itself", () => {
    const script = `require("tsx/cjs");
      const before = new Set(Object.keys(require.cache));
      require("./src/session");
      const loaded = Object.keys(require.cache).filter((file) => !before.has(file));
      console.log(JSON.stringify(loaded));`;
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
    const loaded: string[] = JSON.parse(stdout || `"${stderr}"`);
    const here = path.resolve("src");
    expect(loaded.map((file) => path.relative(here, file)).sort()).toEqual([
      "session.ts",
      "session/check-session.ts",
      "session/form.ts",
      "session/python.ts",
      "session/read.ts",
      "session/request.ts",
      "session/session-form.ts",
      "session/unknown-values.ts",
    ]);
  });
});
