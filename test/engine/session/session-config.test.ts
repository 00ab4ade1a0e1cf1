import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { AuthConfig, sessionConfig, sessionConfigFrom } from "pulumi-composio";
import { readSessionConfig } from "pulumi-composio/session";
import { emulatedBackend } from "../../support/emulated-stack";

jest.setTimeout(180_000);

const world = emulatedBackend();
const open = (name: string, program: PulumiFn, project?: string) =>
  world.backend.stack(name, {
    program,
    env: world.access,
    ...(project && { project }),
  });

/** The inputs that a company's policy adds to every auth config. */
const withTools = (props: object, opts: object): never =>
  ({ props: { ...props, toolAccessConfig: { toolsAvailableForExecution: ["GMAIL_SEND_EMAIL"] } }, opts }) as never;

describe("a session on the engine", () => {
  const restricted = { toolAccessConfig: { toolsAvailableForExecution: ["GMAIL_SEND_EMAIL"] } };

  it("is an output that tells the session everything, and stays known while its auth configs change", async () => {
    const program = (name: string) => async () => {
      const github = new AuthConfig("github", { toolkit: "github", name });
      const gmail = new AuthConfig("gmail", { toolkit: "gmail", ...restricted });
      return { session: sessionConfig([github, gmail], { toolkits: [github.toolkit, "gmail", "linear"] }) };
    };
    const stack = await open("dev", program("one"));
    expect(await stack.up()).toMatchObject({ ok: true });

    const ids = Object.fromEntries(world.emulator.authConfigs().map(({ toolkit, id }) => [toolkit, id]));
    const session = {
      authConfigs: { github: ids.github, gmail: ids.gmail },
      toolkits: ["github", "gmail", "linear"],
      tools: { gmail: { enable: ["GMAIL_SEND_EMAIL"] } },
    };
    expect(await stack.outputs()).toEqual({ session: { value: session, secret: false } });

    stack.program = program("two");
    const preview = await stack.preview();
    expect(preview).toMatchObject({ ok: true, changes: { update: 1, same: 2 } });
    expect(preview.output).not.toContain("session");
  });

  it.each<[string, PulumiFn, string]>([
    [
      "two auth configs for one toolkit",
      async () => {
        const configs = [
          new AuthConfig("ours", { toolkit: "github" }),
          new AuthConfig("theirs", { toolkit: "GitHub" }),
        ];
        return { session: sessionConfig(configs) };
      },
      'sessionConfig: a session takes one auth config per toolkit, but "ours" and "theirs" are both for github',
    ],
    [
      "two of them once their toolkits are known",
      async () => {
        const toolkit = pulumi.output(Promise.resolve("github"));
        return { session: sessionConfig([new AuthConfig("ours", { toolkit }), new AuthConfig("theirs", { toolkit })]) };
      },
      'sessionConfig: a session takes one auth config per toolkit, but "ours" and "theirs" are both for github',
    ],
    [
      "a key that is not the toolkit",
      async () => ({ session: sessionConfig({ gmail: new AuthConfig("ours", { toolkit: "github" }) }) }),
      'sessionConfig: the key gmail must be the toolkit of "ours", but that is github',
    ],
    [
      "an auth config for a toolkit that it leaves out",
      async () => {
        const github = new AuthConfig("github", { toolkit: "github" });
        return { session: sessionConfig([github], { toolkits: { disable: [github.toolkit] } }) };
      },
      'sessionConfig: toolkits leaves out github, but "github" is for it',
    ],
    [
      "more tools than its auth config makes available",
      async () => {
        const gmail = new AuthConfig("gmail", { toolkit: "gmail", ...restricted });
        return { session: sessionConfig([gmail], { tools: { gmail: ["GMAIL_FETCH_EMAILS"] } }) };
      },
      'sessionConfig: tools.gmail enables GMAIL_FETCH_EMAILS, but toolsAvailableForExecution of "gmail" does not have them',
    ],
  ])("fails at preview if it names %s", async (_case, program, message) => {
    const stack = await open("dev", program);
    const preview = await stack.preview();
    expect(preview.ok).toBe(false);
    expect(preview.output).toContain(message);
    expect(world.emulator.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it.each<[string, () => void]>([
    ["a transformation", () => pulumi.runtime.registerStackTransformation(({ props, opts }) => withTools(props, opts))],
    ["a transform", () => pulumi.runtime.registerStackTransform(async ({ props, opts }) => withTools(props, opts))],
  ])("has the tools that %s adds, and is known at preview", async (_case, register) => {
    const program = (name: string) => async () => {
      register();
      return { session: sessionConfig([new AuthConfig("gmail", { toolkit: "gmail", name })]) };
    };
    const stack = await open("dev", program("one"));
    expect(await stack.up()).toMatchObject({ ok: true });
    const session = {
      authConfigs: { gmail: world.emulator.authConfigs()[0]?.id },
      tools: { gmail: { enable: ["GMAIL_SEND_EMAIL"] } },
    };
    expect(await stack.outputs()).toEqual({ session: { value: session, secret: false } });

    stack.program = program("two");
    const preview = await stack.preview();
    expect(preview).toMatchObject({ ok: true, changes: { update: 1, same: 1 } });
    expect(preview.output).not.toContain("session");
  });

  it("keeps the known ids if --target leaves one out, and its readers name the cause", async () => {
    const program =
      (...toolkits: string[]): PulumiFn =>
      async () => ({ session: sessionConfig(toolkits.map((toolkit) => new AuthConfig(toolkit, { toolkit }))) });
    const stack = await open("prod", program("github"));
    expect(await stack.up()).toMatchObject({ ok: true });
    const [github] = world.emulator.authConfigs();

    stack.program = program("github", "notion");
    expect(await stack.up({ target: [stack.resource("github").urn] })).toMatchObject({ ok: true });
    const outputs = await stack.outputs();
    expect(outputs.session?.value).toEqual({
      authConfigs: { github: github?.id, notion: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
    });
    const cause =
      "a value that the engine did not know at the end of the last `pulumi up`: `--target` left an auth config out, or its create failed. Run `pulumi up` without `--target`.";
    process.env.TARGETED_SESSION = JSON.stringify(outputs.session?.value);
    expect(() => readSessionConfig({ env: "TARGETED_SESSION" })).toThrow(
      `TARGETED_SESSION holds, under authConfigs.notion, ${cause}`,
    );
    delete process.env.TARGETED_SESSION;

    const from = async () => ({ s: sessionConfigFrom(new pulumi.StackReference("organization/test/prod")) });
    const reading = await open("prod", from, "app");
    expect((await reading.preview()).output).toContain(
      `The output session of stack organization/test/prod holds ${cause}`,
    );

    expect(await stack.up()).toMatchObject({ ok: true });
    const ids = Object.fromEntries(world.emulator.authConfigs().map(({ toolkit, id }) => [toolkit, id]));
    expect((await stack.outputs()).session?.value).toEqual({ authConfigs: ids });
    expect(Object.keys(ids).sort()).toEqual(["github", "notion"]);
  });

  it("is read by another stack, with its type", async () => {
    const declaring = await open("prod", async () => ({
      session: sessionConfig([new AuthConfig("github", { toolkit: "github" })]),
      url: "https://app.example",
    }));
    expect(await declaring.up()).toMatchObject({ ok: true });

    const from = (...output: [string?]) =>
      sessionConfigFrom(new pulumi.StackReference("organization/test/prod"), ...output);
    const reading = await open("prod", async () => ({ github: from().authConfigs.github }), "app");
    expect(await reading.up()).toMatchObject({ ok: true });
    expect(await reading.outputs()).toEqual({ github: { value: world.emulator.authConfigs()[0]?.id, secret: false } });

    reading.program = async () => ({ session: from("url") });
    expect((await reading.preview()).output).toContain(
      'The output url of stack organization/test/prod must hold an object such as {"authConfigs":{"github":"ac_…"}}, but got: a string.',
    );
    reading.program = async () => ({ session: from("sessions") });
    expect((await reading.preview()).output).toContain(
      "Required output 'sessions' does not exist on stack 'organization/test/prod'.",
    );
  });
});
