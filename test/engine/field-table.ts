/**
 * One row per input that can change in place: what it is set and changed to, which calls that makes, what a colleague may do
 * to it in the dashboard, and what the API then holds after each step. `test/engine/fields.test.ts` walks it on the engine.
 */
import type { AuthConfigArgs } from "pulumi-composio";
import type { StoredAuthConfig } from "pulumi-composio/emulator";

export type UpdatableInput = Exclude<keyof AuthConfigArgs, "toolkit" | "type" | "authScheme" | "validate">;

export interface FieldRow {
  input: UpdatableInput;
  /** The subject of the row, if an input has more than one. */
  label?: string;
  base: AuthConfigArgs;
  set: Partial<AuthConfigArgs>;
  change: Partial<AuthConfigArgs>;
  /** The bodies of the PATCHes, or `ENABLED`/`DISABLED` for a status call. */
  whenSet: unknown[];
  whenChanged: unknown[];
  whenRemoved: unknown[];
  /** A change by a colleague after the input was set, and the calls that undo it. Absent: the API holds nothing of the input. */
  drift?: Partial<StoredAuthConfig>;
  whenDrifted?: unknown[];
  /** The part of the API's record that the input is about. */
  record: (config: StoredAuthConfig) => unknown;
  /** The part's value in each step: absent, set, changed, removed. */
  held: [absent: unknown, set: unknown, changed: unknown, removed: unknown];
}

const managed: AuthConfigArgs = { toolkit: "github", name: "GitHub" };
const own: AuthConfigArgs = {
  toolkit: "notion",
  authScheme: "OAUTH2",
  name: "Notion",
  credentials: { client_id: "app-0000", client_secret: "s3cr3t-0000" },
};
const withCredentials = (more: Record<string, string>): Partial<AuthConfigArgs> => ({
  credentials: { client_id: "app-0000", client_secret: "s3cr3t-0000", ...more },
});
const custom = (body: object) => ({ type: "custom", ...body });
const byComposio = (body: object) => ({ type: "default", ...body });

export const FIELD_TABLE: FieldRow[] = [
  {
    input: "name",
    base: { toolkit: "github" },
    set: { name: "First" },
    change: { name: "Second" },
    whenSet: [byComposio({ name: "First" })],
    whenChanged: [byComposio({ name: "Second" })],
    whenRemoved: [byComposio({ name: expect.stringMatching(/^name-[0-9a-f]{16}$/) })],
    drift: { name: "Renamed by hand" },
    whenDrifted: [byComposio({ name: "First" })],
    record: ({ name }) => name,
    held: [
      expect.stringMatching(/^name-[0-9a-f]{16}$/),
      "First",
      "Second",
      expect.stringMatching(/^name-[0-9a-f]{16}$/),
    ],
  },
  {
    input: "credentials",
    label: "a public credential",
    base: own,
    set: { credentials: { client_id: "app-1111", client_secret: "s3cr3t-0000" } },
    change: { credentials: { client_id: "app-2222", client_secret: "s3cr3t-0000" } },
    whenSet: [custom({ credentials: { client_id: "app-1111" } })],
    whenChanged: [custom({ credentials: { client_id: "app-2222" } })],
    whenRemoved: [custom({ credentials: { client_id: "app-0000" } })],
    drift: { credentials: { client_id: "by-hand", client_secret: "s3cr3t-0000" } },
    whenDrifted: [custom({ credentials: { client_id: "app-1111" } })],
    record: ({ credentials }) => credentials.client_id,
    held: ["app-0000", "app-1111", "app-2222", "app-0000"],
  },
  {
    input: "credentials",
    label: "a secret credential",
    base: own,
    set: { credentials: { client_id: "app-0000", client_secret: "abcd-s3cr3t" } },
    change: { credentials: { client_id: "app-0000", client_secret: "efgh-s3cr3t" } },
    whenSet: [custom({ credentials: { client_secret: "abcd-s3cr3t" } })],
    whenChanged: [custom({ credentials: { client_secret: "efgh-s3cr3t" } })],
    whenRemoved: [custom({ credentials: { client_secret: "s3cr3t-0000" } })],
    drift: { credentials: { client_id: "app-0000", client_secret: "changed by hand" } },
    whenDrifted: [custom({ credentials: { client_secret: "abcd-s3cr3t" } })],
    record: ({ credentials }) => credentials.client_secret,
    held: ["s3cr3t-0000", "abcd-s3cr3t", "efgh-s3cr3t", "s3cr3t-0000"],
  },
  {
    input: "credentials",
    label: "a credential more",
    base: own,
    set: withCredentials({ oauth_redirect_uri: "https://one.example/back" }),
    change: withCredentials({ oauth_redirect_uri: "https://two.example/back" }),
    whenSet: [custom({ credentials: { oauth_redirect_uri: "https://one.example/back" } })],
    whenChanged: [custom({ credentials: { oauth_redirect_uri: "https://two.example/back" } })],
    whenRemoved: [custom({ credentials: { oauth_redirect_uri: null } })],
    drift: {
      credentials: { client_id: "app-0000", client_secret: "s3cr3t-0000", oauth_redirect_uri: "https://hand.example" },
    },
    whenDrifted: [custom({ credentials: { oauth_redirect_uri: "https://one.example/back" } })],
    record: ({ credentials }) => credentials.oauth_redirect_uri,
    held: [expect.any(String), "https://one.example/back", "https://two.example/back", undefined],
  },
  {
    input: "scopes",
    label: "own",
    base: own,
    set: { scopes: ["read", "write"] },
    change: { scopes: "read admin" },
    whenSet: [custom({ credentials: { scopes: "read,write" } })],
    whenChanged: [custom({ credentials: { scopes: "read admin" } })],
    whenRemoved: [custom({ credentials: { scopes: "" } })],
    drift: { credentials: { client_id: "app-0000", client_secret: "s3cr3t-0000", scopes: "read" } },
    whenDrifted: [custom({ credentials: { scopes: "read,write" } })],
    record: ({ credentials }) => credentials.scopes,
    held: [undefined, "read,write", "read admin", ""],
  },
  {
    input: "scopes",
    label: "managed",
    base: managed,
    set: { scopes: ["repo", "user"] },
    change: { scopes: ["repo", "gist"] },
    whenSet: [byComposio({ scopes: "repo,user" })],
    whenChanged: [byComposio({ scopes: "repo,gist" })],
    whenRemoved: [byComposio({ scopes: "" })],
    drift: { credentials: { scopes: "repo" } },
    whenDrifted: [byComposio({ scopes: "repo,user" })],
    record: ({ credentials }) => credentials.scopes,
    held: [undefined, "repo,user", "repo,gist", undefined],
  },
  {
    input: "userScopes",
    base: { toolkit: "slack", name: "Slack" },
    set: { userScopes: "chat:write" },
    change: { userScopes: ["chat:write", "users:read"] },
    whenSet: [byComposio({ user_scopes: "chat:write" })],
    whenChanged: [byComposio({ user_scopes: "chat:write,users:read" })],
    whenRemoved: [byComposio({ user_scopes: "" })],
    drift: { credentials: { user_scopes: "users:write" } },
    whenDrifted: [byComposio({ user_scopes: "chat:write" })],
    record: ({ credentials }) => credentials.user_scopes,
    held: [undefined, "chat:write", "chat:write,users:read", undefined],
  },
  {
    input: "toolAccessConfig",
    label: "creation",
    base: managed,
    set: { toolAccessConfig: { toolsForConnectedAccountCreation: ["GITHUB_LIST_COMMITS", "GITHUB_UPDATE_AN_ISSUE"] } },
    change: {
      toolAccessConfig: { toolsForConnectedAccountCreation: ["GITHUB_UPDATE_AN_ISSUE", "GITHUB_CREATE_A_GIST"] },
    },
    whenSet: [
      byComposio({
        tool_access_config: { tools_for_connected_account_creation: ["GITHUB_LIST_COMMITS", "GITHUB_UPDATE_AN_ISSUE"] },
      }),
    ],
    whenChanged: [
      byComposio({
        tool_access_config: {
          tools_for_connected_account_creation: ["GITHUB_UPDATE_AN_ISSUE", "GITHUB_CREATE_A_GIST"],
        },
      }),
    ],
    whenRemoved: [byComposio({ tool_access_config: { tools_for_connected_account_creation: [] } })],
    drift: {
      tool_access_config: { tools_for_connected_account_creation: ["GITHUB_Z"], tools_available_for_execution: [] },
    },
    whenDrifted: [
      byComposio({
        tool_access_config: { tools_for_connected_account_creation: ["GITHUB_LIST_COMMITS", "GITHUB_UPDATE_AN_ISSUE"] },
      }),
    ],
    record: ({ tool_access_config }) => tool_access_config.tools_for_connected_account_creation,
    held: [
      [],
      ["GITHUB_LIST_COMMITS", "GITHUB_UPDATE_AN_ISSUE"],
      ["GITHUB_UPDATE_AN_ISSUE", "GITHUB_CREATE_A_GIST"],
      [],
    ],
  },
  {
    input: "toolAccessConfig",
    label: "execution",
    base: own,
    set: { toolAccessConfig: { toolsAvailableForExecution: ["NOTION_FETCH_ROW"] } },
    change: { toolAccessConfig: { toolsAvailableForExecution: ["NOTION_FETCH_ROW", "NOTION_UPDATE_PAGE"] } },
    whenSet: [custom({ tool_access_config: { tools_available_for_execution: ["NOTION_FETCH_ROW"] } })],
    whenChanged: [
      custom({ tool_access_config: { tools_available_for_execution: ["NOTION_FETCH_ROW", "NOTION_UPDATE_PAGE"] } }),
    ],
    whenRemoved: [custom({ tool_access_config: { tools_available_for_execution: [] } })],
    drift: { tool_access_config: { tools_for_connected_account_creation: [], tools_available_for_execution: [] } },
    whenDrifted: [custom({ tool_access_config: { tools_available_for_execution: ["NOTION_FETCH_ROW"] } })],
    record: ({ tool_access_config }) => tool_access_config.tools_available_for_execution,
    held: [[], ["NOTION_FETCH_ROW"], ["NOTION_FETCH_ROW", "NOTION_UPDATE_PAGE"], []],
  },
  {
    input: "proxyConfig",
    base: own,
    set: { proxyConfig: { proxyUrl: "https://one.example", proxyAuthKey: "pr0xy-1111" } },
    change: { proxyConfig: { proxyUrl: "https://one.example", proxyAuthKey: "k3y-2222" } },
    whenSet: [custom({ proxy_config: { proxy_url: "https://one.example", proxy_auth_key: "pr0xy-1111" } })],
    whenChanged: [custom({ proxy_config: { proxy_url: "https://one.example", proxy_auth_key: "k3y-2222" } })],
    whenRemoved: [custom({ proxy_config: null })],
    drift: { proxy_config: { proxy_url: "https://hand.example", proxy_auth_key: "pr0xy-1111" } },
    whenDrifted: [custom({ proxy_config: { proxy_url: "https://one.example", proxy_auth_key: "pr0xy-1111" } })],
    record: ({ proxy_config }) => proxy_config,
    held: [
      null,
      { proxy_url: "https://one.example", proxy_auth_key: "pr0xy-1111" },
      { proxy_url: "https://one.example", proxy_auth_key: "k3y-2222" },
      null,
    ],
  },
  {
    input: "sharedConnectionFields",
    base: own,
    set: { sharedConnectionFields: { region: "europe-1", account: "number-1" } },
    change: { sharedConnectionFields: { region: "america-1", account: "number-1" } },
    whenSet: [custom({ shared_connection_fields: { region: "europe-1", account: "number-1" } })],
    whenChanged: [custom({ shared_connection_fields: { region: "america-1", account: "number-1" } })],
    whenRemoved: [custom({ shared_connection_fields: { region: null, account: null } })],
    drift: { shared_credentials: { region: "by hand", account: "number-1" } },
    whenDrifted: [custom({ shared_connection_fields: { region: "europe-1", account: "number-1" } })],
    record: ({ shared_credentials }) => shared_credentials,
    held: [{}, { region: "europe-1", account: "number-1" }, { region: "america-1", account: "number-1" }, {}],
  },
  {
    input: "sharedCredentials",
    base: own,
    set: { sharedCredentials: { region: "europe-1", account: "number-1" } },
    change: { sharedCredentials: { region: "america-1", account: "number-1" } },
    whenSet: [custom({ shared_connection_fields: { region: "europe-1", account: "number-1" } })],
    whenChanged: [custom({ shared_connection_fields: { region: "america-1", account: "number-1" } })],
    whenRemoved: [custom({ shared_connection_fields: { region: null, account: null } })],
    drift: { shared_credentials: { region: "by hand", account: "number-1" } },
    whenDrifted: [custom({ shared_connection_fields: { region: "europe-1", account: "number-1" } })],
    record: ({ shared_credentials }) => shared_credentials,
    held: [{}, { region: "europe-1", account: "number-1" }, { region: "america-1", account: "number-1" }, {}],
  },
  {
    input: "isEnabledForToolRouter",
    base: managed,
    set: { isEnabledForToolRouter: true },
    change: { isEnabledForToolRouter: false },
    whenSet: [byComposio({ is_enabled_for_tool_router: true })],
    whenChanged: [byComposio({ is_enabled_for_tool_router: false })],
    whenRemoved: [],
    drift: { is_enabled_for_tool_router: false },
    whenDrifted: [byComposio({ is_enabled_for_tool_router: true })],
    record: ({ is_enabled_for_tool_router }) => is_enabled_for_tool_router,
    held: [false, true, false, false],
  },
  {
    input: "enabled",
    base: managed,
    set: { enabled: false },
    change: { enabled: true },
    whenSet: ["DISABLED"],
    whenChanged: ["ENABLED"],
    whenRemoved: [],
    drift: { status: "ENABLED" },
    whenDrifted: ["DISABLED"],
    record: ({ status }) => status,
    held: ["ENABLED", "DISABLED", "ENABLED", "ENABLED"],
  },
  ...(["forceDestroy", "revokeOnDelete", "adopt"] as const).map(
    (input): FieldRow => ({
      input,
      base: { ...managed, name: input },
      set: { [input]: true },
      change: { [input]: false },
      whenSet: [],
      whenChanged: [],
      whenRemoved: [],
      record: ({ status }) => status,
      held: ["ENABLED", "ENABLED", "ENABLED", "ENABLED"],
    }),
  ),
];
