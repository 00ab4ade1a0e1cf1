import * as pulumi from "@pulumi/pulumi";
import type { AuthConfigArgs, SessionConfig, SessionOptions } from "../../../src";
import { AuthConfig, sessionConfig, sessionConfigFrom } from "../../../src";

/** The outputs of other stacks, by name. */
const stacks: Record<string, Record<string, unknown>> = {};

const mocks: pulumi.runtime.Mocks = {
  newResource: ({ type, name, inputs }) =>
    type === "pulumi:pulumi:StackReference"
      ? { id: name, state: { ...inputs, outputs: stacks[name] ?? {} } }
      : { id: `ac_${name}`, state: inputs },
  call: ({ inputs }) => inputs,
};
beforeAll(() => pulumi.runtime.setMocks(mocks, "project", "stack", false, "acme"));

/** Everything that an output promises, since a rejection that nobody waits for ends the process. */
interface Promises<Value> {
  promise(): Promise<Value>;
  allResources(): Promise<unknown>;
  isKnown: Promise<boolean>;
  isSecret: Promise<boolean>;
}

const resolved = async <Value>(output: pulumi.Output<Value>) => {
  const { isKnown, isSecret, ...methods } = output as unknown as Promises<Value>;
  const waiting = [isSecret, methods.promise.call(output), isKnown, methods.allResources.call(output)] as const;
  const [secret, value] = await Promise.all(waiting);
  return { value, isSecret: secret };
};

const restricted = (...tools: string[]) => ({ toolAccessConfig: { toolsAvailableForExecution: tools } });
const config = (toolkit: pulumi.Input<string>, args: Partial<AuthConfigArgs> = {}, name = `my-${toolkit}`) =>
  new AuthConfig(name, { toolkit, ...args });

const session = async (configs: AuthConfig[], options?: SessionOptions): Promise<SessionConfig> =>
  (await resolved(sessionConfig(configs, options))).value;

describe("sessionConfig", () => {
  it("gives the ids by toolkit, and nothing else that was not asked for", async () => {
    const github = config("GitHub", {}, "code");
    expect(await resolved(sessionConfig([github, config("notion")]))).toEqual({
      value: { authConfigs: { github: "ac_code", notion: "ac_my-notion" } },
      isSecret: false,
    });
    expect((await resolved(sessionConfig({ github, slack: pulumi.output("ac_old") }))).value).toEqual({
      authConfigs: { github: "ac_code", slack: "ac_old" },
    });
  });

  it("passes on the other options, under slugs in lower case", async () => {
    const github = config("github");
    const options: SessionOptions = {
      toolkits: { enable: [github.toolkit, "Gmail"] },
      tools: { GMAIL: { tags: ["readOnlyHint"] }, github: pulumi.output(["GITHUB_CREATE_AN_ISSUE"]) },
      connectedAccounts: { Gmail: pulumi.output(["ca_1"]) },
      manageConnections: { callbackUrl: pulumi.output("https://app.example/done"), waitForConnections: true },
    };
    expect(await session([github], options)).toEqual({
      authConfigs: { github: "ac_my-github" },
      toolkits: { enable: ["github", "gmail"] },
      tools: { gmail: { tags: ["readOnlyHint"] }, github: ["GITHUB_CREATE_AN_ISSUE"] },
      connectedAccounts: { gmail: ["ca_1"] },
      manageConnections: { callbackUrl: "https://app.example/done", waitForConnections: true },
    });
  });

  it.each<[string, SessionOptions]>([
    ["a list", { toolkits: ["github"] }],
    ["a list of what is left out", { toolkits: { disable: ["gmail"] } }],
    ["no connections to manage", { manageConnections: false }],
    ["nothing", {}],
  ])("passes on %s", async (_case, options) => {
    expect(await session([config("github")], options)).toEqual({ authConfigs: { github: "ac_my-github" }, ...options });
  });

  it("is a secret if an option is one, and not if an auth config's input is one", async () => {
    const github = config(pulumi.secret("github"), restricted("A"), "github");
    expect((await resolved(sessionConfig([github]))).isSecret).toBe(false);
    const connectedAccounts = pulumi.secret({ github: "ca_1" });
    expect((await resolved(sessionConfig([github], { connectedAccounts }))).isSecret).toBe(true);
  });
});

describe("the tools of a session", () => {
  const gmail = () => config("gmail", restricted("GMAIL_SEND_EMAIL", "GMAIL_FETCH_EMAILS"));

  it.each<[string, SessionOptions, SessionConfig["tools"]]>([
    ["those of its auth configs", {}, { gmail: { enable: ["GMAIL_SEND_EMAIL", "GMAIL_FETCH_EMAILS"] } }],
    ["everything, on request", { restrictTools: false }, undefined],
    [
      "those of its auth configs beside those of other toolkits",
      { tools: { github: ["GITHUB_X"] } },
      { github: ["GITHUB_X"], gmail: { enable: ["GMAIL_SEND_EMAIL", "GMAIL_FETCH_EMAILS"] } },
    ],
    [
      "fewer, if fewer are chosen",
      { tools: { GMAIL: ["gmail_send_email"] } },
      { gmail: { enable: ["gmail_send_email"] } },
    ],
    [
      "without those that are left out",
      { tools: { gmail: { disable: ["GMAIL_SEND_EMAIL", "GMAIL_DELETE"] } } },
      { gmail: { enable: ["GMAIL_FETCH_EMAILS"] } },
    ],
    [
      "the chosen tools, if the auth config does not count",
      { restrictTools: false, tools: { gmail: { tags: ["readOnlyHint"] } } },
      { gmail: { tags: ["readOnlyHint"] } },
    ],
  ])("are %s", async (_case, options, tools) => {
    expect((await session([gmail()], options)).tools).toEqual(tools);
  });

  it("are not restricted by an auth config that restricts nothing", async () => {
    const configs = [config("gmail", restricted()), config("github", { toolAccessConfig: {} }), config("notion")];
    expect(await session(configs)).not.toHaveProperty("tools");
  });

  it.each<[string, SessionOptions, string]>([
    [
      "more than the auth config has",
      { tools: { gmail: ["GMAIL_SEND_EMAIL", "GMAIL_DELETE"] } },
      'sessionConfig: tools.gmail enables GMAIL_DELETE, but toolsAvailableForExecution of "my-gmail" does not have them; leave tools.gmail out, or give restrictTools: false',
    ],
    [
      "none of those",
      { tools: { gmail: { disable: ["GMAIL_SEND_EMAIL", "GMAIL_FETCH_EMAILS"] } } },
      'sessionConfig: tools.gmail disables all toolsAvailableForExecution of "my-gmail"; leave tools.gmail out, or give restrictTools: false',
    ],
    [
      "tags as well",
      { tools: { gmail: { tags: ["readOnlyHint"] } } },
      'sessionConfig: tools.gmail chooses by tags, but "my-gmail" has toolsAvailableForExecution, and a session takes one of them; leave tools.gmail out, or give restrictTools: false',
    ],
    ["one toolkit twice", { tools: { github: ["A"], GitHub: ["B"] } }, "sessionConfig: tools holds github twice"],
  ])("cannot be %s", async (_case, options, message) => {
    await expect(session([gmail()], options)).rejects.toThrow(message);
  });
});

describe("a session that contradicts itself", () => {
  it("names two auth configs for one toolkit, on the spot", () => {
    expect(() => sessionConfig([config("github", {}, "a"), config("GitHub", {}, "b")])).toThrow(
      'sessionConfig: a session takes one auth config per toolkit, but "a" and "b" are both for github',
    );
  });

  it("names them once they are known", async () => {
    const configs = [config(pulumi.output("github"), {}, "a"), config("github", {}, "b")];
    await expect(session(configs)).rejects.toThrow('but "a" and "b" are both for github');
  });

  it("names a key that is not its auth config's toolkit", () => {
    expect(() => sessionConfig({ gmail: config("github", {}, "a") })).toThrow(
      'sessionConfig: the key gmail must be the toolkit of "a", but that is github',
    );
  });

  it("says that an id can't stand in a list, and how to write it", () => {
    expect(() => sessionConfig(["ac_1"] as never)).toThrow(
      "sessionConfig: a list must hold auth configs; to give an id, write { toolkit: id }",
    );
  });

  it.each<[string, SessionOptions]>([
    ["an allowlist", { toolkits: ["gmail"] }],
    ["an allowlist by name", { toolkits: { enable: ["gmail"] } }],
    ["a denylist", { toolkits: { disable: ["GitHub"] } }],
  ])("names the auth config that %s leaves out", async (_case, options) => {
    await expect(session([config("github")], options)).rejects.toThrow(
      'sessionConfig: toolkits leaves out github, but "my-github" is for it',
    );
  });
});

describe("the engine's value", () => {
  const preview = () => pulumi.runtime.setMocks(mocks, "project", "stack", true, "acme");
  afterEach(() => pulumi.runtime.setMocks(mocks, "project", "stack", false, "acme"));
  const withTools: pulumi.ResourceTransformation = ({ props, opts }) => ({
    props: { ...props, ...restricted("A") },
    opts,
  });
  const known = (output: pulumi.Output<unknown>) => (output as unknown as Promises<unknown>).isKnown;

  it("counts for tools, and not the program's value", async () => {
    const session = { authConfigs: { gmail: "ac_gmail" }, tools: { gmail: { enable: ["A"] } } };
    const transformed = (args: Partial<AuthConfigArgs> = {}) =>
      new AuthConfig("gmail", { toolkit: "gmail", ...args }, { transformations: [withTools] });
    expect((await resolved(sessionConfig([transformed()]))).value).toEqual(session);
    expect((await resolved(sessionConfig([transformed(restricted("B", "C"))]))).value).toEqual(session);
    await preview();
    expect((await resolved(sessionConfig([transformed()]))).value).toEqual(session);
  });

  it("counts for the toolkit as well", async () => {
    const toGitlab: pulumi.ResourceTransformation = ({ props, opts }) => ({
      props: { ...props, toolkit: "gitlab" },
      opts,
    });
    const moved = new AuthConfig("code", { toolkit: "github" }, { transformations: [toGitlab] });
    expect((await resolved(sessionConfig([moved]))).value).toEqual({ authConfigs: { gitlab: "ac_code" } });
  });

  it("is enough at preview if the program names no tools", async () => {
    await preview();
    expect(await known(sessionConfig([config("github")]))).toBe(true);
    const later = { toolAccessConfig: { toolsAvailableForExecution: pulumi.output(pulumi.unknown) as never } };
    expect(await known(sessionConfig([config("gmail", later)]))).toBe(false);
  });

  it("leaves a mark for an id that an up does not know, and nothing at preview", async () => {
    const ids = () => ({ github: "ac_1", notion: pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string> });
    expect((await resolved(sessionConfig(ids()))).value).toEqual({
      authConfigs: { github: "ac_1", notion: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
    });
    await preview();
    expect(await known(sessionConfig(ids()))).toBe(false);
  });
});

describe("sessionConfigFrom", () => {
  const from = (name: string, outputs: Record<string, unknown>, ...rest: [string?]) => {
    stacks[name] = outputs;
    return resolved(sessionConfigFrom(new pulumi.StackReference(name), ...rest));
  };
  const declared = { authConfigs: { github: "ac_1" }, toolkits: ["github"] };

  it("gives another stack's session", async () => {
    expect((await from("acme/auth/prod", { session: declared })).value).toEqual(declared);
    expect((await from("acme/auth/dev", { support: declared }, "support")).value).toEqual(declared);
  });

  it.each([true, false])(
    "names the cause of a value that was not known at the end of an up (preview: %s)",
    async (isPreview) => {
      await pulumi.runtime.setMocks(mocks, "project", "stack", isPreview, "acme");
      const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
      const cause = "a value that the engine did not know at the end of the last `pulumi up`";
      await expect(from("acme/auth/whole", { session: unknown })).rejects.toThrow(
        `The output session of stack acme/auth/whole holds ${cause}`,
      );
      await expect(
        from("acme/auth/part", { session: { authConfigs: { github: "ac_1", notion: unknown } } }),
      ).rejects.toThrow(cause);
      await pulumi.runtime.setMocks(mocks, "project", "stack", false, "acme");
    },
  );

  it("names the mistake in an output that is no session", async () => {
    await expect(from("acme/auth/a", { session: "ac_1" })).rejects.toThrow(
      'The output session of stack acme/auth/a must hold an object such as {"authConfigs":{"github":"ac_…"}}, but got: a string.',
    );
  });
});
