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

const read = (facts: Partial<State>, live: Partial<AuthConfigItem> = {}, log?: (line: string) => void) => {
  const sweep = { find: async () => ({ ...item, ...live }), forget: () => {} };
  return readAuthConfig(anOperation({ sweep, ...(log && { log }) }), "ac_1", { ...state, ...facts });
};

const warningsOf = async (name: string, facts: Partial<State>) => {
  const log: string[] = [];
  await read(facts, { name }, (line) => void log.push(line));
  return log;
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

describe("a name that has changed at Composio", () => {
  const own = { name: "app-0123456789abcdef", __mark: "0123456789abcdef" };
  const other = "renamed-01234567fedcba98";

  it("is a warning if it carries the mark of another resource: that one may hold the auth config too", async () => {
    expect(await warningsOf(other, own)).toEqual([
      'Warning: ac_1 had the name "app-0123456789abcdef" when this stack saw it last, and has "renamed-01234567fedcba98" now, with the mark of another resource. ' +
        "If both hold it, remove it from one of the two with `pulumi state delete`: `npx pulumi-composio doctor --stack <stack>` names two resources of one stack that do.",
    ]);
  });

  it.each<[string, string, Partial<State>]>([
    ["carries no mark", "Renamed by hand", own],
    ["carries the same mark, as of a create that has not ended", "GitHub-0123456789abcdef-0a1b2c3d", own],
    ["is the one in the state, as after pulumi state rename", other, { ...own, name: other }],
  ])("is none if it %s", async (_case, name, facts) => {
    expect(await warningsOf(name, facts)).toEqual([]);
  });
});
