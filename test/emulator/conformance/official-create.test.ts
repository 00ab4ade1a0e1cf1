/** Everything that the official SDK's `authConfigs.create` takes, the resource takes too, and the API is sent the same. */
import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import type { Emulator } from "../../../src/emulator";
import { startEmulator } from "../../../src/emulator";
import { createBody } from "../../../src/model/bodies";
import { checkForm } from "../../../src/model/check-form";

type Options = { type: string; [option: string]: unknown };

const toolAccessConfig = { toolsForConnectedAccountCreation: ["NOTION_FETCH_ROW"] };
const CREATES: [toolkit: string, options: Options][] = [
  ["github", { type: "use_composio_managed_auth" }],
  [
    "slack",
    {
      type: "use_composio_managed_auth",
      name: "Slack",
      credentials: { scopes: "chat:write", user_scopes: "users:read,search:read" },
      toolAccessConfig: { toolsForConnectedAccountCreation: ["SLACK_OPEN_DM"] },
      isEnabledForToolRouter: true,
    },
  ],
  [
    "notion",
    {
      type: "use_custom_auth",
      authScheme: "OAUTH2",
      name: "Notion",
      credentials: { client_id: "app", client_secret: "s3cr3t-1", oauth_redirect_uri: "https://acme.example/callback" },
      proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: "pr0xy-1" },
      toolAccessConfig,
      isEnabledForToolRouter: false,
    },
  ],
];

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

it("is sent as the SDK sends it", async () => {
  const env = { PATH: process.env.PATH, COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url };
  const calls = CREATES.map((call) => JSON.stringify(call));
  await promisify(execFile)(process.execPath, [path.join(__dirname, "official-create.mjs"), ...calls], { env });

  const ours = CREATES.map(([toolkit, options]) => {
    const { inputs, mistakes } = checkForm({}, { toolkit, name: "x", ...options }, { backend: "", environment: {} });
    expect(mistakes).toEqual([]);
    const { auth_config: { name, ...config } = {}, ...body } = createBody(inputs);
    // The resource always has a name. A list of scopes it sends as one string, so here they are one.
    return { ...body, auth_config: { ...config, ...(options.name !== undefined && { name }) } };
  });
  expect(ours).toEqual(emulator.requests.map(({ body }) => body));
}, 60_000);
