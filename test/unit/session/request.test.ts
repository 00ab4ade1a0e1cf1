import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { json } from "node:stream/consumers";
import type { SessionConfig } from "../../../src/session";
import { toRequest } from "../../../src/session";

jest.setTimeout(60_000);

/** The official SDK's request to open a session. The server answers with a refusal, so the SDK sends it once. */
async function sentBySdk(session: SessionConfig): Promise<unknown> {
  const bodies: unknown[] = [];
  const server = createServer(async (request, response) => {
    if (request.url?.endsWith("/tool_router/session")) bodies.push(await json(request));
    response.writeHead(400, { "content-type": "application/json" }).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [path.join(__dirname, "official-request.mjs"), JSON.stringify(session)], {
    env: {
      PATH: process.env.PATH,
      HOME: "/nowhere",
      COMPOSIO_BASE_URL: `http://127.0.0.1:${port}`,
      TELEMETRY_DISABLED: "true",
    },
    stdio: "inherit",
  });
  await once(child, "exit");
  server.close();
  expect(bodies).toHaveLength(1);
  return bodies[0];
}

describe("a session's request", () => {
  it.each<[string, SessionConfig]>([
    ["with nothing but auth configs", { authConfigs: { github: "ac_1" } }],
    [
      "with lists",
      {
        authConfigs: {},
        toolkits: ["github"],
        tools: { github: ["GITHUB_X"], gmail: { tags: ["readOnlyHint"] } },
        tags: ["idempotentHint"],
        connectedAccounts: { github: "ca_1" },
        manageConnections: false,
      },
    ],
    [
      "with objects",
      {
        authConfigs: {},
        toolkits: { disable: ["github"] },
        tools: { slack: { disable: ["SLACK_X"] }, gmail: { tags: { disable: ["readOnlyHint"] } } },
        tags: { enable: ["idempotentHint"] },
        connectedAccounts: { github: ["ca_1", "ca_2"] },
        manageConnections: { callbackUrl: "https://app.example", waitForConnections: true },
        sandbox: { enableProxyExecution: false, autoOffloadThreshold: 4, sandboxSize: "large" },
        multiAccount: { enable: true },
        preload: { tools: ["GITHUB_X"] },
        experimental: { assistivePrompt: { userTimezone: "Europe/London" } },
      },
    ],
    [
      "with the older name of the sandbox",
      { authConfigs: {}, workbench: { enable: false }, multiAccount: { maxAccountsPerToolkit: 3, enable: false } },
    ],
    ["with the preset", { authConfigs: {}, toolkits: ["github"], sessionPreset: "direct_tools", mcp: true }],
    [
      "with the preset and options that go before it",
      {
        authConfigs: {},
        toolkits: ["github"],
        sessionPreset: "direct_tools",
        manageConnections: true,
        workbench: {},
        preload: { tools: [] },
      },
    ],
  ])("equals the official SDK's request %s", async (_case, session) => {
    expect(toRequest("user_1", session)).toEqual(await sentBySdk(session));
  });

  it("has every option that no SDK sends, in the API's words", () => {
    const session: SessionConfig = {
      authConfigs: { my_Toolkit: "ac_1" },
      toolkits: { enable: ["gmail"], requireApproval: ["gmail"] },
      tools: { gmail: { tags: { requireApproval: ["createHint"] }, requireApproval: ["GMAIL_X"] } },
      manageConnections: { enableConnectionRemoval: false },
      workbench: { enableToolExecution: false },
      instant: { tools: { gmail: { enable: ["GMAIL_X"] } }, returnInstantCharge: true },
      proxyExecute: true,
      hooks: [
        {
          type: "after_execute",
          id: "a",
          appliesTo: { toolkits: ["gmail"] },
          handler: { type: "prompt_injection_check", action: "block" },
        },
      ],
      search: { enable: false },
      execute: { enableMultiExecute: false },
      experimental: {
        sessionConfigId: "sc_1",
        permissions: { default: "allow_all", overrides: { "aB:cD": "ask_once" } },
        noElicitationSupportFallback: "allow",
      },
    };
    expect(toRequest("user_1", session)).toEqual({
      user_id: "user_1",
      auth_configs: { my_Toolkit: "ac_1" },
      toolkits: { enable: ["gmail"], require_approval: ["gmail"] },
      tools: { gmail: { tags: { require_approval: ["createHint"] }, require_approval: ["GMAIL_X"] } },
      manage_connections: { enable: true, enable_connection_removal: false },
      workbench: { enable: true, enable_tool_execution: false },
      instant: { tools: { gmail: { enable: ["GMAIL_X"] } }, return_instant_charge: true },
      proxy_execute: { enable: true },
      hooks: [
        {
          type: "after_execute",
          id: "a",
          applies_to: { toolkits: ["gmail"] },
          handler: { type: "prompt_injection_check", action: "block" },
        },
      ],
      search: { enable: false },
      execute: { enable_multi_execute: false },
      experimental: {
        session_config_id: "sc_1",
        permissions: { default: "allow_all", overrides: { "aB:cD": "ask_once" } },
        no_elicitation_support_fallback: "allow",
      },
    });
  });
});
