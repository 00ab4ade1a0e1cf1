import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { AuthConfig, sessionConfig, sessionConfigFrom } from "pulumi-composio";
import type { Emulator } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import type { Backend } from "../../support/engine/stack";
import { openBackend } from "../../support/engine/stack";

jest.setTimeout(180_000);

let emulator: Emulator;
let backend: Backend;

beforeEach(async () => {
  emulator = await startEmulator();
  backend = await openBackend();
});
afterEach(async () => {
  await backend.close();
  await emulator.close();
});

const open = (name: string, program: PulumiFn, project?: string) =>
  backend.stack(name, {
    program,
    env: { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url },
    ...(project && { project }),
  });

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

    const ids = Object.fromEntries(emulator.authConfigs().map(({ toolkit, id }) => [toolkit, id]));
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
      'sessionConfig: tools.gmail enables GMAIL_FETCH_EMAILS, but not so the toolsAvailableForExecution of "gmail"',
    ],
  ])("fails at preview where it names %s", async (_case, program, message) => {
    const stack = await open("dev", program);
    const preview = await stack.preview();
    expect(preview.ok).toBe(false);
    expect(preview.output).toContain(message);
    expect(emulator.requests.filter(({ method }) => method !== "GET")).toEqual([]);
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
    expect(await reading.outputs()).toEqual({ github: { value: emulator.authConfigs()[0]?.id, secret: false } });

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
