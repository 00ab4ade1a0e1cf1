/** One of every option that a session can have together, in one session. */
import type { SessionConfig } from "../../src/session";

export const EVERY_SESSION_OPTION: SessionConfig = {
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
