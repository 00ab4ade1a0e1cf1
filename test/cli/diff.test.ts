import { failure, ok, runCli, text } from "./cli";
import type { StandIn } from "./stand-in-pulumi";
import { authConfigOf, secret, standInPulumi } from "./stand-in-pulumi";

const notion = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "notion-0123456789abcdef",
  __mark: "0123456789abcdef",
  __isAutoNamed: true,
};

const dev = [
  authConfigOf("dev", "github", "ac_dev000000001", { toolkit: "github", name: "GitHub", scopes: "repo,user" }),
  authConfigOf("dev", "notion", "ac_dev000000002", {
    ...notion,
    credentials: { client_id: "dev", client_secret: secret("v1:one"), token: secret("v1:two") },
    toolAccessConfig: { toolsAvailableForExecution: ["A", "B", "C"] },
    forceDestroy: true,
  }),
  authConfigOf("dev", "slack", "ac_dev000000003", { toolkit: "slack", name: "Slack" }),
  authConfigOf("dev", "shared", "ac_dev000000004", { toolkit: "gmail", name: "one" }, "acme:Crm$"),
  authConfigOf("dev", "shared", "ac_dev000000005", { toolkit: "gmail", name: "same" }, "acme:Mail$"),
];

const prod = [
  authConfigOf("prod", "github", "ac_prod00000001", { toolkit: "github", name: "GitHub", scopes: ["user", "repo"] }),
  authConfigOf("prod", "notion", "ac_prod00000002", {
    ...notion,
    name: "notion-fedcba9876543210",
    __mark: "fedcba9876543210",
    __isAutoNamed: true,
    credentials: { client_id: "prod", client_secret: secret("v1:other"), key: { fromEnvironment: "KEY" } },
    toolAccessConfig: { toolsAvailableForExecution: ["B", "D"] },
    enabled: false,
  }),
  authConfigOf("prod", "shared", "ac_prod00000004", { toolkit: "gmail", name: "two" }, "acme:Crm$"),
  authConfigOf("prod", "shared", "ac_prod00000005", { toolkit: "gmail", name: "same" }, "acme:Mail$"),
];

/** The same, made by a program in another language. */
const prodInYaml = JSON.parse(
  JSON.stringify(prod).replaceAll("pulumi-nodejs:dynamic/composio:AuthConfig", "composio:index:AuthConfig"),
);

describe("diff", () => {
  let pulumi: StandIn;
  beforeEach(() => {
    pulumi = standInPulumi({ dev, prod, prodInYaml, empty: [] });
  });
  afterEach(() => pulumi.close());
  const diff = (...args: string[]) => runCli(["diff", ...args], { cwd: pulumi.folder, env: pulumi.env });

  it("shows differences side by side, and no secret", async () => {
    expect(await diff("--from", "dev", "--to", "prod")).toEqual(
      ok(text`
        AUTH CONFIG      INPUT                                        dev              prod
        notion           credentials.client_id                        dev              prod
        notion           credentials.token                            (secret)         -
        notion           credentials.key                              -                environment variable KEY
        notion           toolAccessConfig.toolsAvailableForExecution  A, C             D
        notion           enabled                                      true             false
        notion           forceDestroy                                 true             -
        slack                                                         ac_dev000000003  -
        acme:Crm$shared  name                                         one              two
      `),
    );
  });

  it("compares a stack of the plugin with a stack of a TypeScript program", async () => {
    const { stdout } = await diff("--from", "dev", "--to", "prodInYaml");
    expect(stdout.replace(/ +\n/g, "\n").split("\n").slice(1)).toEqual(
      (await diff("--from", "dev", "--to", "prod")).stdout.replace(/ +\n/g, "\n").split("\n").slice(1),
    );
    expect(await diff("--from", "prod", "--to", "prodInYaml", "--exit-code")).toMatchObject({ code: 0 });
  });

  it("gives JSON, and an exit code on request", async () => {
    const { code, stdout } = await diff("--from", "dev", "--to", "prod", "--json", "--exit-code");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual(
      expect.arrayContaining([
        { authConfig: "notion", field: "credentials.client_id", from: "dev", to: "prod" },
        { authConfig: "notion", field: "credentials.token", from: { secret: true }, to: null },
        { authConfig: "notion", field: "toolAccessConfig.toolsAvailableForExecution", from: ["A", "C"], to: ["D"] },
        { authConfig: "slack", from: "ac_dev000000003", to: null },
      ]),
    );
    expect(stdout).not.toContain("v1:");
  });

  it("says that nothing differs", async () => {
    expect(await diff("--from", "dev", "--to", "dev", "--exit-code")).toEqual(
      ok("dev and dev declare the same 5 auth configs, secrets not compared.\n"),
    );
    expect(await diff("--from", "empty", "--to", "empty", "--json")).toEqual(ok("[]\n"));
  });

  it("says that there is no such stack, and that the Pulumi CLI is missing", async () => {
    expect(await diff("--from", "dev", "--to", "nope")).toEqual(
      failure("`pulumi stack export --stack nope` failed: no stack named 'nope' found."),
    );
    const env = { PATH: "/nowhere" };
    expect(await runCli(["diff", "--from", "dev", "--to", "prod"], { env })).toEqual(
      failure("Could not start the Pulumi CLI: there is no `pulumi` on the PATH. Install the Pulumi CLI."),
    );
    expect(await diff("--from", "dev")).toEqual(failure("required option '--to <stack>' not specified"));
  });
});
