/** An API that stores what it is sent in another form: one repair, and then silence until either side changes. */
import type { AuthConfigItem } from "../../../src/api/auth-config";
import { difference, isChanged } from "../../../src/model/difference";
import { fingerprint } from "../../../src/model/fingerprint";
import type { Inputs, State } from "../../../src/model/inputs";
import { asItIs } from "../../../src/model/reading";
import { updateAuthConfig } from "../../../src/provider/update";
import { anOperation } from "../../support/an-operation";

const inSalt = { fromEnvironment: "CLIENT_ID", fingerprint: fingerprint("FROM-ENV", "salt") };
const declared: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion ",
  enabled: true,
  credentials: { client_id: "APP", consumer_key: inSalt },
  scopes: "Read",
  toolAccessConfig: { toolsForConnectedAccountCreation: ["A_TOOL"] },
  proxyConfig: { proxyUrl: "https://proxy.example" },
};
/** The record as this API stores it: lower case, trimmed, with a slash. */
const stored: AuthConfigItem = {
  id: "ac_1",
  type: "custom",
  name: "Notion",
  toolkit: { slug: "notion" },
  status: "ENABLED",
  is_composio_managed: false,
  auth_scheme: "OAUTH2",
  no_of_connections: 0,
  credentials: { client_id: "app", consumer_key: "from-env", scopes: "read" },
  tool_access_config: { tools_for_connected_account_creation: ["a_tool"] },
  proxy_config: { proxy_url: "https://proxy.example/" },
};
const made: State = { ...declared, isComposioManaged: false, status: "ENABLED" };
const known = (secret: unknown) => (secret === inSalt ? "FROM-ENV" : `${secret}`);
const read = (state: State, item = stored) =>
  asItIs(state, item, (secret) => (typeof secret === "object" ? "FROM-ENV" : known(secret)));

async function repaired(state: State, shown: AuthConfigItem | Error, inputs = declared) {
  const calls: unknown[] = [];
  const client = {
    updateAuthConfig: async (...call: unknown[]) => void calls.push(call[1]),
    getAuthConfig: async () => {
      calls.push("GET");
      if (shown instanceof Error) throw shown;
      return shown;
    },
  };
  const operation = anOperation({ client, environment: { CLIENT_ID: "FROM-ENV" } });
  return { state: (await updateAuthConfig(operation, "ac_1", state, inputs)).state, calls };
}

const isDrifted = (state: State, inputs = declared) => isChanged(state, difference(state, inputs));

it("sends an apparent drift once, and looks once how the API stores it", async () => {
  const drifted = read(made);
  expect(difference(drifted, declared).changed).toEqual([
    "name",
    "credentials",
    "scopes",
    "toolAccessConfig",
    "proxyConfig",
  ]);
  const { state, calls } = await repaired(drifted, stored);
  expect(calls).toEqual([
    {
      type: "custom",
      name: "Notion ",
      credentials: { client_id: "APP", consumer_key: "FROM-ENV", scopes: "Read" },
      tool_access_config: { tools_for_connected_account_creation: ["A_TOOL"] },
      proxy_config: { proxy_url: "https://proxy.example" },
    },
    "GET",
  ]);
  const later = read(state);
  expect([later, isDrifted(later)]).toEqual([state, false]);
});

it("sees a change by hand afterwards, and a change of the program", async () => {
  const { state } = await repaired(read(made), stored);
  const byHand = read(state, { ...stored, name: "By hand" });
  expect([byHand.name, difference(byHand, declared).changed]).toEqual(["By hand", ["name"]]);
  expect(difference(state, { ...declared, name: "Other " }).changed).toEqual(["name"]);
  const { state: renamed, calls } = await repaired(state, stored, { ...declared, name: "Other " });
  expect([calls, Object.keys(renamed.__storedForms ?? {}).includes("name")]).toEqual([
    [{ type: "custom", name: "Other " }],
    false,
  ]);
});

it("learns nothing if the repair has undone the drift, or without an answer", async () => {
  const asSent: AuthConfigItem = { ...stored, name: declared.name };
  const byHand = read({ ...made, credentials: {}, scopes: "read" }, { ...stored, name: "By hand" });
  for (const answer of [asSent, new Error("no answer")]) {
    const { state } = await repaired(byHand, answer);
    expect(isDrifted(read(state, { ...stored, name: "By hand" }))).toBe(true);
  }
});

it("forgets a value that the API by now stores as it was sent", async () => {
  const { state } = await repaired(read(made), stored);
  const fine = read(state, { ...stored, name: declared.name });
  expect(Object.keys(fine.__storedForms ?? {}).includes("name")).toBe(false);
});

it("keeps no value in a lesson", async () => {
  const { state } = await repaired(read(made), stored);
  expect(JSON.stringify(state.__storedForms)).not.toMatch(/notion|from-env|a_tool|proxy\.example/i);
});
