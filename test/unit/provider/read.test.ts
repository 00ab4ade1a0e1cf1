import type { AuthConfigItem } from "../../../src/api/auth-config";
import type { State } from "../../../src/model/inputs";
import { readAuthConfig } from "../../../src/provider/read";
import { anOperation } from "../../support/an-operation";

const state: State = {
  toolkit: "github",
  type: "use_composio_managed_auth",
  name: "GitHub",
  enabled: true,
  authScheme: "OAUTH2",
  isComposioManaged: true,
  status: "ENABLED",
  __lastSeenBy: "mark",
};
const inputs = { toolkit: "github", type: "use_composio_managed_auth", name: "GitHub", enabled: true };
const item: AuthConfigItem = {
  id: "ac_1",
  type: "default",
  toolkit: { slug: "github" },
  name: "GitHub",
  status: "ENABLED",
  auth_scheme: "OAUTH2",
  is_composio_managed: true,
  no_of_connections: 0,
};

const read = (facts: Partial<State>, live: Partial<AuthConfigItem> = {}) => {
  const sweep = { find: async () => ({ ...item, ...live }), forget: () => {} };
  return readAuthConfig(anOperation({ sweep }), "ac_1", { ...state, ...facts });
};

describe("a read", () => {
  it("leaves the inputs to the engine if nothing drifted", async () => {
    expect(await read({})).toEqual({ state });
  });

  it("gives the API's inputs if something drifted", async () => {
    const name = "Renamed by hand";
    const __storedForms = { name: { sent: expect.any(String), shown: expect.any(String) } };
    expect(await read({}, { name })).toEqual({
      state: { ...state, name, __storedForms },
      inputs: { ...inputs, name },
    });
  });

  it("sees no drift if the API tells no status", async () => {
    const off: Partial<State> = { enabled: false, status: "DISABLED" };
    const unsaid = { status: undefined };
    expect([await read({}, unsaid), await read(off, unsaid)]).toEqual([{ state }, { state: { ...state, ...off } }]);
  });

  it("gives the finished inputs if something is left to do, since the engine has the wanted ones", async () => {
    expect(await read({ __leftToDo: ["enabled"] })).toEqual({ state: { ...state, __leftToDo: ["enabled"] }, inputs });
  });

  it("leaves the inputs to the engine while imported secrets are trusted, whatever drifted", async () => {
    const trusting = { __trustedSecrets: { "credentials.client_secret": "" } };
    expect((await read(trusting, { name: "Renamed by hand" }))?.inputs).toBeUndefined();
  });
});
