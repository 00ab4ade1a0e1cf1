/** Whatever `sessionConfig` takes, a body that the API takes: the emulator was written by others, from the same contract. */
import type { SessionConfig } from "../../../src/session";
import { toRequest } from "../../../src/session";
import { send, withEmulator } from "../../support/emulator";

const everything: SessionConfig = {
  authConfigs: {},
  toolkits: { enable: ["gmail", "github", "slack", "linear"], requireApproval: ["gmail"] },
  tools: {
    gmail: { disable: ["GMAIL_DELETE_MESSAGE"], requireApproval: ["GMAIL_SEND_EMAIL"] },
    github: { tags: { enable: ["readOnlyHint"], disable: ["updateHint"], requireApproval: ["createHint"] } },
    slack: ["SLACK_SEND_MESSAGE"],
    linear: { requireApproval: [] },
  },
  tags: { disable: ["destructiveHint"], requireApproval: ["openWorldHint"] },
  connectedAccounts: {},
  manageConnections: { callbackUrl: "https://app.example", waitForConnections: true, enableConnectionRemoval: false },
  sandbox: {
    enableToolExecution: false,
    enableProxyExecution: false,
    autoOffloadThreshold: 400,
    sandboxSize: "large",
  },
  multiAccount: { enable: true, maxAccountsPerToolkit: 3, requireExplicitSelection: false },
  preload: { tools: ["GMAIL_SEND_EMAIL"] },
  mcp: true,
  instant: {
    toolkits: { disable: ["linear"] },
    tools: { github: { enable: ["GITHUB_CREATE_A_GIST"] } },
    returnInstantCharge: true,
    returnPricesInSearch: true,
  },
  proxyExecute: true,
  hooks: [
    {
      type: "before_execute",
      id: "no-strangers",
      name: "No strangers",
      appliesTo: { toolkits: ["gmail"] },
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

describe("a session's request", () => {
  it(
    "opens a session with every option",
    withEmulator(async (emulator) => {
      const { status, body } = await send(emulator, "POST /tool_router/session", {
        body: toRequest("user_1", everything),
      });
      expect({ status, body }).toMatchObject({ status: 201 });
      expect((body as { config: unknown }).config).toMatchObject({
        user_id: "user_1",
        toolkits: { enabled: ["gmail", "github", "slack", "linear"], require_approval: ["gmail"] },
        tools: {
          gmail: { disabled: ["GMAIL_DELETE_MESSAGE"], require_approval: ["GMAIL_SEND_EMAIL"] },
          slack: { enabled: ["SLACK_SEND_MESSAGE"] },
          linear: { require_approval: [] },
        },
        tags: { disabled: ["destructiveHint"], require_approval: ["openWorldHint"] },
        manage_connections: { enabled: true, callback_url: "https://app.example", enable_wait_for_connections: true },
        multi_account: { enable: true, max_accounts_per_toolkit: 3, require_explicit_selection: false },
        proxy_execute: { enable: true },
        preload: { tools: ["GMAIL_SEND_EMAIL"] },
        execute: { enable_multi_execute: false },
        instant: { return_instant_charge: true },
        hooks: [{ id: "no-strangers" }, { id: "no_orders", applies_to: "all" }],
      });
    }),
  );
});
