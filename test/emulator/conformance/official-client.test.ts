/**
 * The official client is the witness that the emulator speaks its language: its documented calls run unmodified, and
 * what it makes of the answers is compared whole.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Emulator } from "../../../src/emulator";
import { startEmulator } from "../../../src/emulator";
import { toRequest } from "../../../src/session";
import { EVERY_SESSION_OPTION } from "../../support/every-session-option";

const noon = "2026-11-24T12:00:00.000Z";

/** Runs the calls in a process without our environment: no key, no login of the official CLI. */
const runClient = async ({ url, apiKey }: Emulator): Promise<{ gave: unknown; complained: string }> => {
  const home = mkdtempSync(join(tmpdir(), "official-client-"));
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [
        join(__dirname, "official-client.mjs"),
        url,
        apiKey,
        JSON.stringify(toRequest("user_123", EVERY_SESSION_OPTION)),
      ],
      { env: { HOME: home, PATH: process.env.PATH } },
    );
    return { gave: JSON.parse(stdout), complained: stderr };
  } finally {
    rmSync(home, { recursive: true });
  }
};

const field = (name: string, displayName: string, facts: object) => ({
  name,
  displayName,
  type: "string",
  description: `${displayName}.`,
  required: false,
  userVisible: true,
  ...facts,
});
const idAndSecret = [
  field("client_id", "Client id", { required: true }),
  field("client_secret", "Client secret", { required: true, isSecret: true }),
];
const redirectAndScopes = (scopes: string) => [
  field("oauth_redirect_uri", "Oauth redirect uri", { default: "https://backend.composio.dev/api/v1/auth-apps/add" }),
  field("scopes", "Scopes", { default: scopes }),
];

describe("the official client", () => {
  let emulator: Emulator;
  let client: { gave: unknown; complained: string };

  beforeAll(async () => {
    emulator = await startEmulator({ clock: () => new Date(noon) });
    client = await runClient(emulator);
  }, 60_000);
  afterAll(() => emulator.close());

  it("raises no error", () => {
    expect(client.complained).toBe("");
  });

  it("sends no key that the emulator does not know", () => {
    expect(emulator.requests.filter(({ unknownKeys }) => unknownKeys.length > 0)).toEqual([]);
  });

  it("understands every answer", () => {
    const [managed, own, key] = emulator.authConfigs();
    const [session, whole] = emulator.sessions();
    const [linked, initiated] = emulator.connectedAccounts();
    const created = (config: typeof managed) => ({
      id: config?.id,
      authScheme: config?.auth_scheme,
      isComposioManaged: config?.type === "default",
      toolkit: config?.toolkit,
    });
    const toolkit = (slug: string, name: string, isNoAuth: boolean) => ({
      ...{ slug, name, isNoAuth, logo: `https://logos.composio.dev/api/${slug}` },
    });

    const said = (done: string) => ({ success: true, message: `Auth config ${done} successfully` });

    expect(client.gave).toEqual({
      managed: created(managed),
      own: created(own),
      key: created(key),
      got: {
        id: own?.id,
        name: "Notion",
        toolkit: { slug: "notion", logo: "https://logos.composio.dev/api/notion" },
        noOfConnections: 0,
        status: "ENABLED",
        authScheme: "OAUTH2",
        credentials: {
          client_id: "client-id-of-notion",
          client_secret: "clie...",
          oauth_redirect_uri: "https://backend.composio.dev/api/v3.1/toolkits/auth/callback",
        },
        expectedInputFields: [],
        isEnabledForToolRouter: false,
        restrictToFollowingTools: [],
        isComposioManaged: false,
        createdBy: "emulator",
        createdAt: noon,
        lastUpdatedAt: noon,
        toolAccessConfig: { toolsAvailableForExecution: [], toolsForConnectedAccountCreation: [] },
      },
      ...{ updated: said("updated"), managedUpdated: said("updated"), disabled: said("disabled") },
      ...{ enabled: said("enabled"), deleted: said("deleted") },
      lists: [
        { names: ["Notion", "GitHub"], nextCursor: null, totalPages: 1 },
        { names: ["Perplexity AI", "Notion"], nextCursor: "Mi0y", totalPages: 2 },
        { names: ["GitHub"], nextCursor: null, totalPages: 2 },
        { names: ["Notion"], nextCursor: null, totalPages: 1 },
      ],
      session: {
        id: session?.id,
        mcp: `${emulator.url}/tool_router/v3/${session?.id}/mcp`,
        again: session?.id,
        whole: whole?.id,
      },
      link: { id: linked?.id, status: "INITIATED" },
      connected: {
        id: linked?.id,
        status: "ACTIVE",
        authConfig: { id: own?.id, authScheme: "OAUTH2", isComposioManaged: false, isDisabled: false },
      },
      toolkits: {
        items: [
          {
            ...toolkit("notion", "Notion", false),
            connection: {
              isActive: true,
              authConfig: { id: own?.id, mode: "OAUTH2", isComposioManaged: false },
              connectedAccount: { id: linked?.id, status: "ACTIVE" },
            },
          },
          { ...toolkit("perplexityai", "Perplexity AI", false), connection: { isActive: false, authConfig: null } },
          toolkit("hackernews", "Hacker News", true),
        ],
        totalPages: 1,
      },
      initiated: { id: initiated?.id, status: "ACTIVE" },
      accounts: [initiated?.id, linked?.id],
      removedAccount: { success: true },
      sessionDeleted: { sessionId: session?.id, deleted: true },
      github: {
        slug: "github",
        name: "GitHub",
        isLocalToolkit: false,
        composioManagedAuthSchemes: ["OAUTH2"],
        authConfigDetails: [
          {
            name: "github_oauth",
            mode: "OAUTH2",
            requiredScopes: [],
            fields: {
              authConfigCreation: {
                required: idAndSecret,
                optional: redirectAndScopes("repo,user,gist,notifications,project,workflow,codespace"),
              },
              connectedAccountInitiation: { required: [], optional: [] },
            },
            proxy: {},
          },
        ],
      },
      listedToolkits: expect.arrayContaining(["github", "notion", "hackernews"]),
      requiredFields: idAndSecret,
      allFields: [...idAndSecret, ...redirectAndScopes("")],
      keyFields: [],
      asked: [field("generic_api_key", "API key", { required: true, isSecret: true })],
      failures: {
        getDeleted: { name: "NotFoundError", status: 404 },
        noManagedApp: { name: "BadRequestError", status: 400 },
        unknownToolkit: { name: "ComposioToolkitNotFoundError", status: 404 },
        sessionWithDeleted: { name: "BadRequestError", status: 400 },
      },
    });
  });

  it("leaves the records that it was told to make", () => {
    const config = {
      uuid: expect.any(String),
      id: expect.any(String),
      managed_app_id: null,
      proxy_config: null,
      shared_credentials: {},
      tool_access_config: { tools_for_connected_account_creation: [], tools_available_for_execution: [] },
      is_enabled_for_tool_router: false,
      status: "ENABLED",
      created_by: "emulator",
      created_at: noon,
      last_updated_at: noon,
      deleted: false,
    };
    expect(emulator.authConfigs()).toEqual([
      {
        ...config,
        ...{ toolkit: "github", name: "GitHub", type: "default", auth_scheme: "OAUTH2" },
        managed_app_id: "ma_github",
        credentials: { scopes: "repo,user" },
      },
      {
        ...config,
        ...{ toolkit: "notion", name: "Notion", type: "custom", auth_scheme: "OAUTH2", deleted: true },
        credentials: {
          client_id: "client-id-of-notion",
          client_secret: "another-secret",
          oauth_redirect_uri: "https://backend.composio.dev/api/v3.1/toolkits/auth/callback",
        },
        tool_access_config: {
          tools_for_connected_account_creation: [],
          tools_available_for_execution: ["NOTION_QUERY_DATABASE"],
        },
      },
      {
        ...config,
        ...{ toolkit: "perplexityai", name: "Perplexity AI", type: "custom", auth_scheme: "API_KEY" },
        credentials: {},
      },
    ]);
  });
});
