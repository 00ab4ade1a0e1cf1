import { difference, isAppHidden, isChanged } from "../../../src/model/difference";
import { fingerprint } from "../../../src/model/fingerprint";
import type { Inputs, State } from "../../../src/model/inputs";
import { UNKNOWN } from "../../../src/model/unknowns";

const own: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  enabled: true,
  credentials: { client_id: "app-1", client_secret: "s3cr3t" },
};
const state: State = { ...own, isComposioManaged: false, status: "ENABLED" };
const nothing = { changed: [], replaces: [] };

describe("the difference", () => {
  it.each<[string, Partial<Inputs>, object]>([
    ["nothing", {}, nothing],
    ["an update", { name: "New" }, { changed: ["name"], replaces: [] }],
    ["an output that only the state holds", { forceDestroy: true }, { changed: ["forceDestroy"], replaces: [] }],
    ["a replacement", { toolkit: "slack" }, { changed: ["toolkit"], replaces: ["toolkit"] }],
    [
      "both",
      { authScheme: "API_KEY", enabled: false },
      { changed: ["authScheme", "enabled"], replaces: ["authScheme"] },
    ],
    ["another provider", { __providerName: "eu" }, { changed: [], replaces: ["provider"] }],
    [
      "another provider and toolkit",
      { toolkit: "slack", __providerName: "eu" },
      { changed: ["toolkit"], replaces: ["toolkit", "provider"] },
    ],
    ["a value that is not known yet", { name: UNKNOWN }, { changed: ["name"], replaces: [] }],
    ["a toolkit that is not known yet", { toolkit: UNKNOWN }, { changed: ["toolkit"], replaces: ["toolkit"] }],
    [
      "a secret that is not known yet",
      { credentials: { client_id: "app-1", client_secret: UNKNOWN } },
      { changed: ["credentials"], replaces: [] },
    ],
  ])("is %s", (_case, change, expected) => {
    expect(difference(state, { ...own, ...change })).toEqual(expected);
  });

  it("is none for the same provider", () => {
    expect(difference({ ...state, __providerName: "eu" }, { ...own, __providerName: "eu" })).toEqual(nothing);
  });

  it("is none for a secret that is trusted to be there", () => {
    const imported: State = { ...state, credentials: { client_id: "app-1" } };
    const trusting = { ...own, __trustedSecrets: { "credentials.client_secret": fingerprint("s3cr3t", "salt") } };
    expect([difference(imported, trusting), difference(imported, own).changed]).toEqual([nothing, ["credentials"]]);
  });
});

describe("a change of the program", () => {
  const changed = (from: Partial<Inputs>, to: Partial<Inputs>) =>
    difference({ ...state, ...from }, { ...own, ...to }).changed;

  it.each<[string, Partial<Inputs>, Partial<Inputs>]>([
    ["another separator", { scopes: "read,write" }, { scopes: "read write" }],
    ["another separator of user scopes", { userScopes: "read, write" }, { userScopes: "read,write" }],
    ["white space less in a string", { scopes: "repo\n" }, { scopes: "repo" }],
    ["white space less in a list", { scopes: ["repo ", " user"] }, { scopes: ["repo", "user"] }],
    ["one scope that becomes two", { scopes: ["repo user"] }, { scopes: ["repo", "user"] }],
    [
      "another separator that the toolkit is known to take",
      { scopes: ["read", "write"] },
      { scopes: ["read", "write"], __scopeSeparator: " " },
    ],
    [
      "a list in place of a string that would be sent otherwise",
      { scopes: "read write" },
      { scopes: ["read", "write"] },
    ],
  ])("is seen: %s", (_case, from, to) => {
    const [name = "scopes"] = Object.keys(from);
    expect(changed(from, to)).toEqual([name]);
  });

  it("is seen in scopes among the credentials", () => {
    const withScopes = (scopes: string) => ({ credentials: { ...own.credentials, scopes } });
    expect(changed(withScopes("read,write"), withScopes("read write"))).toEqual(["scopes"]);
  });

  it.each<[string, Partial<Inputs>, Partial<Inputs>]>([
    ["another order in a string", { scopes: "read,write" }, { scopes: "write,read" }],
    ["another order in a list", { scopes: ["read", "write"] }, { scopes: ["write", "read"] }],
    ["a string that is sent as the list was", { scopes: ["read", "write"] }, { scopes: "read,write" }],
    [
      "a list that is sent as the string was",
      { scopes: "read write" },
      { scopes: ["read", "write"], __scopeSeparator: " " },
    ],
    ["another place", { scopes: "read" }, { credentials: { ...own.credentials, scopes: "read" } }],
    [
      "another order of tools",
      { toolAccessConfig: { toolsAvailableForExecution: ["A", "B"] } },
      { toolAccessConfig: { toolsAvailableForExecution: ["B", "A"] } },
    ],
  ])("is none: %s", (_case, from, to) => {
    expect(changed(from, to)).toEqual([]);
  });
});

it.each<[string, State, { changed: never[] | ["name"]; replaces: string[] }, boolean]>([
  ["nothing differs", state, { changed: [], replaces: [] }, false],
  ["an input differs", state, { changed: ["name"], replaces: [] }, true],
  ["it is replaced", state, { changed: [], replaces: ["provider"] }, true],
  ["something is left to do", { ...state, __leftToDo: [] }, { changed: [], replaces: [] }, true],
])("when %s, there is something to send: %#", (_case, from, found, expected) => {
  expect(isChanged(from, found)).toBe(expected);
});

it.each([
  ["ma_1", undefined, true],
  ["ma_1", "ma_1", false],
  ["ma_1", "ma_2", false],
  [UNKNOWN, undefined, false],
  [undefined, undefined, false],
  [undefined, "ma_1", false],
])("finds the app %j hidden behind a state with %j: %s", (declared, held, expected) => {
  const bag = (managedAppId?: string) => ({ ...state, ...(managedAppId !== undefined && { managedAppId }) });
  expect(isAppHidden(bag(held), bag(declared))).toBe(expected);
});
