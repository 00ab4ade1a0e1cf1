/**
 * The documented calls of the official client, as its guide has them, against the address and key in the arguments.
 * Prints what each call gave as JSON. A process of its own: the client is an ES module.
 */
import { Composio } from "@composio/core";

const [baseURL, apiKey, everyOption] = process.argv.slice(2);
const composio = new Composio({ baseURL, apiKey, allowTracking: false, disableVersionCheck: true });

const failure = async (call) => {
  try {
    await call();
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.cause?.status ?? error.status };
  }
};

const managed = await composio.authConfigs.create("github", { type: "use_composio_managed_auth", name: "GitHub" });
const own = await composio.authConfigs.create("notion", {
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  credentials: {
    client_id: "client-id-of-notion",
    client_secret: "client-secret-of-notion",
    oauth_redirect_uri: "https://backend.composio.dev/api/v3.1/toolkits/auth/callback",
  },
});
const key = await composio.authConfigs.create("perplexityai", {
  type: "use_custom_auth",
  authScheme: "API_KEY",
  name: "Perplexity AI",
  credentials: {},
});

const got = await composio.authConfigs.get(own.id);
const updated = await composio.authConfigs.update(own.id, {
  type: "custom",
  credentials: { client_secret: "another-secret" },
  toolAccessConfig: { toolsAvailableForExecution: ["NOTION_QUERY_DATABASE"] },
});
const managedUpdated = await composio.authConfigs.update(managed.id, { type: "default", scopes: "repo,user" });

const disabled = await composio.authConfigs.disable(key.id);
const listedEnabled = await composio.authConfigs.list();
const listedAll = await composio.authConfigs.list({ showDisabled: true, limit: 2 });
const listedNext = await composio.authConfigs.list({ showDisabled: true, limit: 2, cursor: listedAll.nextCursor });
const listedToolkit = await composio.authConfigs.list({ toolkit: "notion", isComposioManaged: false, search: "not" });
const enabled = await composio.authConfigs.enable(key.id);

const session = await composio.create("user_123", { authConfigs: { notion: own.id, perplexityai: key.id } });
const used = await composio.use(session.sessionId);
// The SDK lags behind the API: with every option a session is opened by the client under it.
const { session_id } = await composio.getClient().toolRouter.session.create(JSON.parse(everyOption));
const whole = await composio.use(session_id);
const link = await session.authorize("notion");
await fetch(link.redirectUrl);
const connected = await link.waitForConnection();
const toolkits = await session.toolkits({ toolkits: ["notion", "perplexityai", "hackernews"] });
const initiated = await composio.connectedAccounts.initiate("user_123", key.id, {
  config: { authScheme: "API_KEY", val: { generic_api_key: "key-of-user" } },
});
const accounts = await composio.connectedAccounts.list({ userIds: ["user_123"] });
const removedAccount = await composio.connectedAccounts.delete(initiated.id);
const sessionDeleted = await composio.sessions.delete(session.sessionId);

const github = await composio.toolkits.get("github");
const listedToolkits = await composio.toolkits.get({ limit: 1000 });
const requiredFields = await composio.toolkits.getAuthConfigCreationFields("notion", "OAUTH2", { requiredOnly: true });
const allFields = await composio.toolkits.getAuthConfigCreationFields("notion", "OAUTH2");
const keyFields = await composio.toolkits.getAuthConfigCreationFields("perplexityai", "API_KEY");
const asked = await composio.toolkits.getConnectedAccountInitiationFields("perplexityai", "API_KEY");

const deleted = await composio.authConfigs.delete(own.id);
const failures = {
  getDeleted: await failure(() => composio.authConfigs.get(own.id)),
  noManagedApp: await failure(() => composio.authConfigs.create("perplexityai")),
  unknownToolkit: await failure(() => composio.toolkits.get("nosuch")),
  sessionWithDeleted: await failure(() => composio.create("user_123", { authConfigs: { notion: own.id } })),
};

console.log(
  JSON.stringify({
    ...{ managed, own, key, got, updated, managedUpdated, disabled, enabled, deleted },
    lists: [listedEnabled, listedAll, listedNext, listedToolkit].map(({ items, ...page }) => ({
      ...page,
      names: items.map(({ name }) => name),
    })),
    session: { id: session.sessionId, mcp: session.mcp.url, again: used.sessionId, whole: whole.sessionId },
    link: { id: link.id, status: link.status },
    connected: { id: connected.id, status: connected.status, authConfig: connected.authConfig },
    toolkits,
    initiated: { id: initiated.id, status: initiated.status },
    accounts: accounts.items.map(({ id }) => id),
    ...{ removedAccount, sessionDeleted, requiredFields, allFields, keyFields, asked, failures },
    github: { ...github, meta: undefined },
    listedToolkits: listedToolkits.map(({ slug }) => slug),
  }),
);
