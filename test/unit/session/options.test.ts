import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import type { SessionConfig } from "../../../src";
import { AuthConfig, sessionConfig, toPython } from "../../../src";
import { readSessionConfig } from "../../../src/session";
import { checkSession } from "../../../src/session/check-session";
import { randomOptions } from "./random-options";

const mocks: pulumi.runtime.Mocks = {
  newResource: ({ name, inputs }) => ({ id: `ac_${name}`, state: inputs }),
  call: ({ inputs }) => inputs,
};
beforeAll(() => pulumi.runtime.setMocks(mocks, "project", "stack", false, "acme"));
afterEach(() => {
  delete process.env.COMPOSIO_SESSION;
});

/** The value, or the error. Waits for every promise of the output, since a rejection that nobody waits for ends the process. */
async function given(options: unknown, configs: AuthConfig[] = []): Promise<SessionConfig> {
  const output = sessionConfig(configs, options as never) as unknown as {
    promise(): Promise<SessionConfig>;
    allResources(): Promise<unknown>;
    isKnown: Promise<boolean>;
    isSecret: Promise<boolean>;
  };
  const settled = await Promise.allSettled([output.promise(), output.isKnown, output.isSecret, output.allResources()]);
  if (settled[0].status === "rejected") throw settled[0].reason;
  return settled[0].value;
}

const inWords = (options: unknown) => given(options).then(JSON.stringify, (error: Error) => error.message);

/** One of every option, each part at least once. */
const everything = {
  toolkits: { enable: ["GitHub", "gmail"], requireApproval: ["Gmail"] },
  tools: {
    gmail: { disable: ["GMAIL_DELETE"], requireApproval: ["GMAIL_SEND_EMAIL"] },
    GITHUB: { tags: { enable: ["readOnlyHint"], disable: ["updateHint"], requireApproval: ["createHint"] } },
    slack: { enable: ["SLACK_X"] },
    linear: { requireApproval: [] },
  },
  tags: { disable: ["destructiveHint"], requireApproval: ["openWorldHint"] },
  connectedAccounts: { Gmail: ["ca_1", "ca_2"], github: "ca_3" },
  manageConnections: {
    enable: true,
    callbackUrl: "https://app.example",
    waitForConnections: true,
    enableConnectionRemoval: false,
  },
  sandbox: {
    enable: true,
    enableToolExecution: false,
    enableProxyExecution: false,
    autoOffloadThreshold: 400,
    sandboxSize: "large",
  },
  multiAccount: { enable: true, maxAccountsPerToolkit: 3, requireExplicitSelection: false },
  preload: { tools: ["GMAIL_SEND_EMAIL"] },
  mcp: true,
  instant: {
    toolkits: { disable: ["Gmail"] },
    tools: { GITHUB: { enable: ["GITHUB_X"] } },
    returnInstantCharge: true,
    returnPricesInSearch: true,
  },
  proxyExecute: { enable: true },
  hooks: [
    {
      type: "before_execute",
      id: "no-strangers",
      name: "No strangers",
      appliesTo: { toolkits: ["Gmail"] },
      handler: { type: "condition_check", condition: "Sending email to strangers", action: "block" },
    },
    {
      type: "after_execute",
      id: "no_orders",
      appliesTo: "all",
      handler: { type: "prompt_injection_check", action: "block" },
    },
  ],
  search: { enable: true },
  execute: { enableMultiExecute: false },
  experimental: {
    assistivePrompt: { userTimezone: "Europe/London" },
    permissions: { default: "ask_every_call", overrides: { "GMAIL_SEND_EMAIL:__none__": "always_deny" } },
    linkUrlOverwrite: "https://connect.example",
    fastMode: true,
    submitFeedback: { enable: true },
    restrictEgressToComposio: true,
    noElicitationSupportFallback: "deny",
  },
};

describe("every option of a session", () => {
  it("goes through, under slugs in lower case", async () => {
    const { gmail, GITHUB, ...tools } = everything.tools;
    const [before, after] = everything.hooks;
    expect(await given(everything)).toEqual({
      ...everything,
      authConfigs: {},
      toolkits: { enable: ["github", "gmail"], requireApproval: ["gmail"] },
      tools: { gmail, github: GITHUB, ...tools },
      connectedAccounts: { gmail: ["ca_1", "ca_2"], github: "ca_3" },
      instant: {
        ...everything.instant,
        toolkits: { disable: ["gmail"] },
        tools: { github: { enable: ["GITHUB_X"] } },
      },
      hooks: [{ ...before, appliesTo: { toolkits: ["gmail"] } }, after],
    });
  });

  it("is in snake case for Python, except the user's own keys", async () => {
    const python = toPython(await given(everything));
    expect(python).toEqual({
      auth_configs: {},
      toolkits: { enable: ["github", "gmail"], require_approval: ["gmail"] },
      tools: {
        gmail: { disable: ["GMAIL_DELETE"], require_approval: ["GMAIL_SEND_EMAIL"] },
        github: { tags: { enable: ["readOnlyHint"], disable: ["updateHint"], require_approval: ["createHint"] } },
        slack: { enable: ["SLACK_X"] },
        linear: { require_approval: [] },
      },
      tags: { disable: ["destructiveHint"], require_approval: ["openWorldHint"] },
      connected_accounts: { gmail: ["ca_1", "ca_2"], github: "ca_3" },
      manage_connections: {
        enable: true,
        callback_url: "https://app.example",
        wait_for_connections: true,
        enable_connection_removal: false,
      },
      sandbox: {
        enable: true,
        enable_tool_execution: false,
        enable_proxy_execution: false,
        auto_offload_threshold: 400,
        sandbox_size: "large",
      },
      multi_account: { enable: true, max_accounts_per_toolkit: 3, require_explicit_selection: false },
      preload: { tools: ["GMAIL_SEND_EMAIL"] },
      mcp: true,
      instant: {
        toolkits: { disable: ["gmail"] },
        tools: { github: { enable: ["GITHUB_X"] } },
        return_instant_charge: true,
        return_prices_in_search: true,
      },
      proxy_execute: { enable: true },
      hooks: [
        {
          type: "before_execute",
          id: "no-strangers",
          name: "No strangers",
          applies_to: { toolkits: ["gmail"] },
          handler: { type: "condition_check", condition: "Sending email to strangers", action: "block" },
        },
        {
          type: "after_execute",
          id: "no_orders",
          applies_to: "all",
          handler: { type: "prompt_injection_check", action: "block" },
        },
      ],
      search: { enable: true },
      execute: { enable_multi_execute: false },
      experimental: {
        assistive_prompt: { user_timezone: "Europe/London" },
        permissions: { default: "ask_every_call", overrides: { "GMAIL_SEND_EMAIL:__none__": "always_deny" } },
        link_url_overwrite: "https://connect.example",
        fast_mode: true,
        submit_feedback: { enable: true },
        restrict_egress_to_composio: true,
        no_elicitation_support_fallback: "deny",
      },
    });
  });

  it("leaves out options that are undefined or null", async () => {
    const options = { tags: undefined, workbench: { enable: undefined, sandboxSize: null }, preload: null };
    expect(JSON.stringify(await given(options))).toBe('{"authConfigs":{},"workbench":{}}');
  });

  it("is taken by both readers, whatever it is", async () => {
    const property = fc.asyncProperty(randomOptions, async (options) => {
      const session = await given(options);
      process.env.COMPOSIO_SESSION = JSON.stringify(session);
      expect(readSessionConfig()).toEqual(session);
      expect(checkSession(session, "The output")).toEqual(session);
      // Nothing of the options is lost: what Python gets has as many values.
      expect(leavesOf(toPython(session))).toEqual(leavesOf(session));
      expect(leavesOf(session).sort()).toEqual(leavesOf({ ...options, authConfigs: {} }).sort());
    });
    await fc.assert(property, { numRuns: 200 });
  });
});

/** Every value, without letter case, since slugs of toolkits lose it. */
const leavesOf = (value: unknown): string[] =>
  typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [String(value).toLowerCase()];

describe("an option that Composio does not take", () => {
  it.each<[string, unknown, string]>([
    ["a misspelled one", { tolkits: ["github"] }, "tolkits is no option; did you mean toolkits?"],
    ["one in snake case", { multi_account: {} }, "multi_account is no option; did you mean multiAccount?"],
    ["one that is like none", { search: { zzzzzz: 1 } }, "search.zzzzzz is no option; there are enable"],
    ["a property of every object", { constructor: {} }, "constructor is no option; there are toolkits, tools, "],
    ["a misspelled one inside", { workbench: { enabel: true } }, "workbench.enabel is no option; did you mean enable?"],
    [
      "a misspelled tag",
      { tags: ["readOnlyHnt"] },
      "tags[0] must be readOnlyHint, createHint, updateHint, destructiveHint, idempotentHint or openWorldHint; did you mean readOnlyHint?",
    ],
    [
      "a misspelled tag of a toolkit",
      { tools: { gmail: { tags: { enable: ["destructive"] } } } },
      "tools.gmail.tags.enable[0] must be readOnlyHint",
    ],
    ["an object for a list", { toolkits: { enable: "github" } }, "toolkits.enable must be a list of toolkits"],
    [
      "an approval of nothing",
      { toolkits: { requireApproval: [] } },
      "toolkits.requireApproval must be a list of at least 1 toolkits",
    ],
    [
      "an approval of no tags",
      { tags: { requireApproval: [] } },
      "tags.requireApproval must be a list of at least 1 tags",
    ],
    [
      "an empty selection",
      { tools: { gmail: {} } },
      "tools.gmail must be an object with enable, disable, tags or requireApproval",
    ],
    ["instant as a flag", { instant: true }, "instant must be false"],
    [
      "another size",
      { sandbox: { sandboxSize: "huge" } },
      "sandbox.sandboxSize must be standard, medium, large or xlarge",
    ],
    [
      "one account of several",
      { multiAccount: { maxAccountsPerToolkit: 1 } },
      "multiAccount.maxAccountsPerToolkit must be a whole number from 2 to 10",
    ],
    [
      "half an account",
      { multiAccount: { maxAccountsPerToolkit: 2.5 } },
      "multiAccount.maxAccountsPerToolkit must be a whole number from 2 to 10",
    ],
    ["a hook of no kind", { hooks: [{ id: "a" }] }, "hooks[0].type must be before_execute or after_execute"],
    [
      "a hook that checks a result too early",
      {
        hooks: [
          {
            type: "before_execute",
            id: "a",
            appliesTo: "all",
            handler: { type: "prompt_injection_check", action: "block" },
          },
        ],
      },
      "hooks[0].handler.type must be condition_check",
    ],
    [
      "a hook that lacks its handler",
      { hooks: [{ type: "before_execute", id: "A b", appliesTo: "all" }] },
      "hooks[0].handler is required; hooks[0].id must be 1 to 64 of a-z, 0-9, _ and -",
    ],
    ["21 hooks", { hooks: Array(21).fill({}) }, "hooks must be a list of at most 20 hooks"],
    [
      "code",
      { experimental: { customTools: [] } },
      "experimental.customTools is code, which no stack can hold: give it in the application",
    ],
    [
      "the application's own",
      { userId: "me" },
      "userId is the application's to give: composio.create(userId, session)",
    ],
    ["a former name", { premiumUsage: false }, "premiumUsage is called instant now"],
    ["restrictTools as a list", { restrictTools: [] }, "restrictTools must be true or false"],
    ["auth configs", { authConfigs: { github: "ac_1" } }, "authConfigs are the first argument of sessionConfig"],
  ])("is an error: %s", async (_case, options, line) => {
    expect(await inWords(options)).toContain(`sessionConfig: ${line}`);
    // The same once it is known.
    expect(
      await inWords(
        Object.fromEntries(Object.entries(options as object).map(([key, value]) => [key, pulumi.output(value)])),
      ),
    ).toContain(`sessionConfig: ${line}`);
  });

  it("is named beside the others", async () => {
    expect(await inWords({ tolkits: [], mcp: "yes" })).toBe(
      "sessionConfig: tolkits is no option; did you mean toolkits?; mcp must be true or false",
    );
  });

  it.each([
    ["an id that is none", { notion: "notion-id" }],
    ["no string", { notion: 7 }],
    ["a plain object", { notion: { id: "ac_1" } }],
    ["null", { notion: null }],
  ])("is an error in place of an auth config: %s", (_case, configs) => {
    expect(() => sessionConfig(configs as never)).toThrow(
      "sessionConfig: under notion must stand an auth config or the id of one (ac_…)",
    );
  });
});

describe("options that exclude each other", () => {
  const condition = { type: "condition_check", condition: "x", action: "block" };
  const hook = { type: "before_execute", id: "a", appliesTo: "all", handler: condition };
  const saved = { sessionConfigId: "sc_1" };

  it.each<[string, unknown, string]>([
    [
      "enable with disable",
      { toolkits: { enable: [], disable: [] } },
      "toolkits takes one of enable and disable alone",
    ],
    [
      "tags with tools",
      { tools: { gmail: { tags: [], disable: [] } } },
      "tools.gmail takes one of disable and tags alone",
    ],
    [
      "a saved session config with toolkits",
      { experimental: saved, toolkits: ["gmail"] },
      "experimental.sessionConfigId names a saved session config, so toolkits can't be given beside it",
    ],
    [
      "a saved session config with tools, tags and hooks",
      { experimental: saved, tools: {}, tags: [], hooks: [hook] },
      "so tools can't be given beside it; experimental.sessionConfigId names a saved session config, so tags can't be given beside it; experimental.sessionConfigId names a saved session config, so hooks can't be given beside it",
    ],
    [
      "two pins without several accounts",
      { connectedAccounts: { Gmail: ["ca_1", "ca_2"] }, multiAccount: { maxAccountsPerToolkit: 2 } },
      "connectedAccounts.gmail names several accounts, so multiAccount.enable must be true",
    ],
    [
      "two names of the sandbox",
      { sandbox: {}, workbench: {} },
      "sandbox and workbench are two names of one thing: give sandbox alone",
    ],
    [
      "a proxy that is off and on",
      { proxyExecute: false, workbench: { enableProxyExecution: true } },
      "proxyExecute is off, which holds for the sandbox too, but workbench.enableProxyExecution is true",
    ],
    [
      "everything preloaded of everything",
      { preload: { tools: "all" }, toolkits: { disable: ["gmail"] } },
      'preload.tools "all" is every tool that is allowed, so toolkits, tools or tags must enable some',
    ],
    [
      "the same by the preset",
      { sessionPreset: "direct_tools" },
      "sessionPreset direct_tools preloads every tool that is allowed, so toolkits, tools or tags must enable some",
    ],
    ["two hooks of one id", { hooks: [hook, hook] }, "hooks[1].id is that of another hook, but must be its own"],
  ])("are an error: %s", async (_case, options, line) => {
    expect(await inWords(options)).toContain(line);
  });

  it.each<[string, object]>([
    [
      "several pins with several accounts",
      { connectedAccounts: { gmail: ["a", "b"] }, multiAccount: { enable: true } },
    ],
    ["a saved session config with pins", { experimental: saved, connectedAccounts: { gmail: "ca_1" } }],
    ["everything preloaded of a saved session config", { experimental: saved, sessionPreset: "direct_tools" }],
    [
      "everything preloaded of what tags allow",
      { preload: { tools: "all" }, tools: { gmail: { tags: ["readOnlyHint"] } } },
    ],
    ["a proxy outside of the sandbox alone", { proxyExecute: true, sandbox: { enableProxyExecution: false } }],
  ])("are not: %s", async (_case, options) => {
    expect(await given(options)).toEqual({ authConfigs: {}, ...options });
  });
});

describe("tools that need approval", () => {
  const gmail = () =>
    new AuthConfig("gmail", {
      toolkit: "gmail",
      toolAccessConfig: { toolsAvailableForExecution: ["GMAIL_SEND_EMAIL", "GMAIL_FETCH_EMAILS"] },
    });

  it.each([
    [{ requireApproval: ["GMAIL_SEND_EMAIL"] }, ["GMAIL_SEND_EMAIL", "GMAIL_FETCH_EMAILS"]],
    [{ disable: ["GMAIL_FETCH_EMAILS"], requireApproval: ["GMAIL_SEND_EMAIL"] }, ["GMAIL_SEND_EMAIL"]],
    [{ enable: ["GMAIL_FETCH_EMAILS"], requireApproval: ["GMAIL_SEND_EMAIL"] }, ["GMAIL_FETCH_EMAILS"]],
  ])("stay so beside the tools of the auth config: %j", async (selection, enable) => {
    expect(await given({ tools: { gmail: selection } }, [gmail()])).toEqual({
      authConfigs: { gmail: "ac_gmail" },
      tools: { gmail: { enable, requireApproval: ["GMAIL_SEND_EMAIL"] } },
    });
  });

  it("can't come from an auth config beside a saved session config", async () => {
    await expect(given({ experimental: { sessionConfigId: "sc_1" } }, [gmail()])).rejects.toThrow(
      'sessionConfig: experimental.sessionConfigId names a saved session config, so the session can\'t have the toolsAvailableForExecution of "gmail"; give restrictTools: false',
    );
  });
});
