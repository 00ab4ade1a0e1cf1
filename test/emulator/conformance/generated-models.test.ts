/** No answer of the emulator is refused by the models that Composio generates from its own contract. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import type { Emulator } from "../../../src/emulator";
import { startEmulator } from "../../../src/emulator";
import { createCatalogue } from "../../../src/emulator/catalogue";
import { operations } from "../../../src/emulator/operations";
import { toRequest } from "../../../src/session";
import { findPython } from "../../engine/session/find-python";
import { EVERY_SESSION_OPTION } from "../../support/every-session-option";

jest.setTimeout(240_000);

type Answer = [operation: string, status: number, body: unknown];

let emulator: Emulator;
let answers: Answer[];

beforeEach(async () => {
  emulator = await startEmulator();
  answers = [];
});
afterEach(() => emulator.close());

/** Sends it, and keeps the answer under its operation; `:id` and the like stand for `values`, one after the other. */
async function call<Body>(operation: string, { values = [], query = "", body }: Call = {}): Promise<Body> {
  const [method = "", template = ""] = operation.split(" ");
  const rest = [...values];
  const address = template.replace(/:\w+/g, () => rest.shift() ?? "");
  const response = await fetch(`${emulator.url}/api/v3.1${address}${query}`, {
    method,
    headers: { "x-api-key": emulator.apiKey, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Body;
  answers.push([operation, response.status, answer]);
  return answer;
}

interface Call {
  values?: string[];
  query?: string;
  body?: unknown;
}

const CUSTOM = {
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  credentials: { client_id: "app", client_secret: "s3cr3t-1", scopes: ["a", "b"] },
  proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: "pr0xy-1" },
  tool_access_config: { tools_for_connected_account_creation: ["NOTION_FETCH_ROW"] },
  shared_connection_fields: { region: "eu" },
  is_enabled_for_tool_router: true,
};
const MANAGED = {
  type: "use_composio_managed_auth",
  managed_app_id: "ma_slack_legacy",
  credentials: { user_scopes: "a" },
};

interface Created {
  auth_config: { id: string };
}

async function useAuthConfigs(): Promise<{ own: string; key: string }> {
  const create = async (toolkit: string, auth_config?: object): Promise<string> => {
    const { auth_config: made } = await call<Created>("POST /auth_configs", {
      body: { toolkit: { slug: toolkit }, ...(auth_config && { auth_config }) },
    });
    return made.id;
  };
  const own = await create("notion", CUSTOM);
  const key = await create("perplexityai", { type: "use_custom_auth", authScheme: "API_KEY", credentials: {} });
  const ids = [own, key, await create("slack", MANAGED), await create("github")];
  await call("PATCH /auth_configs/:id", {
    values: [own],
    body: {
      type: "custom",
      name: "Notion 2",
      tool_access_config: { tools_available_for_execution: ["NOTION_FETCH_ROW"] },
    },
  });
  for (const id of ids) await call("GET /auth_configs/:id", { values: [id] });
  for (const status of ["DISABLED", "ENABLED"]) {
    await call("PATCH /auth_configs/:id/:status", { values: [own, status] });
  }
  await call("GET /auth_configs", { query: "?show_disabled=true" });
  await call("GET /auth_configs", { query: "?limit=1" });
  return { own, key };
}

async function useAccounts(own: string, key: string): Promise<void> {
  const body = {
    auth_config: { id: key },
    connection: { user_id: "user_1", state: { authScheme: "API_KEY", val: { generic_api_key: "k-1" } } },
  };
  const { id } = await call<{ id: string }>("POST /connected_accounts", { body });
  await call("POST /connected_accounts/link", { body: { auth_config_id: own, user_id: "user_1" } });
  const linked = emulator.connectAccount(own, { userId: "user_2", status: "EXPIRED" });
  for (const account of [id, linked.id]) await call("GET /connected_accounts/:id", { values: [account] });
  await call("GET /connected_accounts");
  await showEveryState();
  await call("PATCH /connected_accounts/:id/status", { values: [id], body: { enabled: false } });
  await call("DELETE /connected_accounts/:id", { values: [linked.id] });
}

/** Accounts of each scheme that the catalogue has, in each status. */
async function showEveryState(): Promise<void> {
  const schemes = new Map(
    [...createCatalogue().values()].flatMap(({ slug, auth_config_details = [] }) =>
      auth_config_details.map(({ mode }) => [mode, slug]),
    ),
  );
  schemes.delete("NO_AUTH");
  for (const [auth_scheme, toolkit] of schemes) {
    const { id } = emulator.addAuthConfig({ toolkit, auth_scheme });
    // If nobody is led to a consent, nothing fails by the contract.
    const statuses = ["INITIALIZING", "INITIATED", "ACTIVE", "EXPIRED", "INACTIVE"];
    for (const status of auth_scheme.includes("OAUTH") ? [...statuses, "FAILED"] : statuses) {
      const account = emulator.connectAccount(id, { status });
      await call("GET /connected_accounts/:id", { values: [account.id] });
    }
  }
}

async function useSessions(own: string): Promise<void> {
  const saved = emulator.addSessionConfig({ name: "Readers", config: { toolkits: { enable: ["gmail"] } } });
  await call("GET /session_configs");
  await call("GET /session_configs/:id", { values: [saved.id] });
  const bodies = [
    { user_id: "user_1", auth_configs: { notion: own } },
    toRequest("user_1", EVERY_SESSION_OPTION),
    toRequest("user_1", { authConfigs: {}, experimental: { sessionConfigId: saved.id } }),
    toRequest("user_1", { authConfigs: {}, toolkits: ["gmail"], sessionPreset: "direct_tools", workbench: {} }),
  ];
  for (const body of bodies) {
    const { session_id: id } = await call<{ session_id: string }>("POST /tool_router/session", { body });
    await call("GET /tool_router/session/:id", { values: [id] });
    await call("GET /tool_router/session/:id/toolkits", { values: [id] });
    await call("PATCH /tool_router/session/:id", { values: [id], body: { manage_connections: { enable: false } } });
  }
  const [{ id } = { id: "" }] = emulator.sessions();
  await call("POST /tool_router/session/:id/link", { values: [id], body: { toolkit: "notion" } });
  await call("DELETE /tool_router/session/:id", { values: [id] });
}

async function useCatalogue(): Promise<void> {
  const { items } = await call<{ items: { slug: string }[] }>("GET /toolkits", { query: "?limit=1000" });
  for (const { slug } of items) await call("GET /toolkits/:slug", { values: [slug] });
  await call("GET /toolkits/categories");
  await call("GET /tools", { query: "?limit=1000" });
  const tools = ["GMAIL_SEND_EMAIL", "GMAIL_REPLY_TO_THREAD", "GMAIL_LIST_DRAFTS"];
  await call("POST /tools/scopes/required", { body: { tools } });
  await call("POST /toolkits/:slug/scopes/recommended", { values: ["gmail"], body: { tools: tools.slice(0, 2) } });
}

async function beRefused(): Promise<void> {
  await call("GET /auth_configs/:id", { values: ["ac_000000000000"] });
  await call("POST /auth_configs", { body: { toolkit: {} } });
  await call("POST /auth_configs", { body: { toolkit: { slug: "hackernews" } } });
  await call("POST /tool_router/session", { body: { user_id: "user_1", tolkits: {} } });
  await call("POST /toolkits/:slug/scopes/recommended", { values: ["gmail"], body: { tools: ["GMAIL_LIST_DRAFTS"] } });
}

async function refusedByModels(python: string): Promise<string> {
  const judge = spawn(python, [path.join(__dirname, "generated_models.py")], { stdio: ["pipe", "pipe", "inherit"] });
  let said = "";
  judge.stdout.on("data", (bytes) => {
    said += bytes;
  });
  judge.stdin.end(JSON.stringify(answers));
  const [code] = await once(judge, "close");
  return code === 0 ? said : `exit code ${code}`;
}

it("is of every operation, and of the form that the contract has", async () => {
  const python = await findPython((line) => void process.stderr.write(`${line}\n`));
  if (python === undefined) return;
  const { own, key } = await useAuthConfigs();
  await useAccounts(own, key);
  await useSessions(own);
  await useCatalogue();
  await call("DELETE /auth_configs/:id", { values: [key], query: "?revoke_on_delete=true" });
  const refused = answers.filter(([, status]) => status >= 300);
  await beRefused();

  expect(refused).toEqual([]);
  expect(new Set(answers.map(([operation]) => operation))).toEqual(
    new Set(operations.map(([method, template]) => `${method} ${template}`)),
  );
  expect(await refusedByModels(python)).toBe("");
});
