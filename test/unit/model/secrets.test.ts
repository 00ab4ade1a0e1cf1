import { givenAsSecret, isSecret, isSecretEnvelope, secretEnvelope, secretLeaves } from "../../../src/model/secrets";

it.each<[string, boolean]>([
  ["credentials.client_secret", true],
  ["credentials.client_id", false],
  ["credentials.consumer_key", false],
  ["credentials.oauth_redirect_uri", false],
  ["credentials", false],
  ["sharedCredentials.region", true],
  ["sharedCredentials.client_id", true],
  ["sharedCredentials", false],
  ["proxyConfig.proxyAuthKey", true],
  ["proxyConfig.proxyUrl", false],
  ["proxyConfig", false],
  ["__trustedSecrets.credentials.client_secret", true],
  ["__trustedSecrets", false],
  ["__possibleValues.credentials.client_secret", true],
  ["__possibleValues.credentials.client_id", false],
  ["__possibleValues.sharedCredentials.region", true],
  ["__possibleValues.credentials", false],
  ["__possibleValues", false],
  ["name", false],
  ["name.proxyAuthKey", false],
  ["other.client_secret", false],
])("%s is secret: %s", (path, expected) => {
  expect(isSecret(path.split("."))).toBe(expected);
});

it("wraps a secret as the engine's SDK does", () => {
  expect(secretEnvelope("s3cr3t")).toEqual({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value: "s3cr3t",
  });
});

it.each<[unknown, boolean]>([
  [secretEnvelope("s3cr3t"), true],
  [{ "4dabf18193072939515e22adb298388d": "another kind of envelope" }, false],
  [{ value: "s3cr3t" }, false],
  ["1b47061264138c4ac30d75fd1eb44270", false],
  [null, false],
  [undefined, false],
])("knows an envelope: %j is one: %s", (value, expected) => {
  expect(isSecretEnvelope(value)).toBe(expected);
});

describe("the secret values of", () => {
  it.each<[string, unknown, unknown[]]>([
    ["nothing", undefined, []],
    ["null", null, []],
    ["a text", "s3cr3t", []],
    ["a reference: its fingerprint alone", { credentials: { a: { fromEnvironment: "A", fingerprint: "f" } } }, ["f"]],
    [
      "the values that the API may hold: those of all of them",
      {
        __possibleValues: [{ credentials: { client_id: "app-1", a: "s3cr3t" } }, { sharedCredentials: { b: "0ther" } }],
      },
      ["s3cr3t", "0ther"],
    ],
    ["a list of plain values: none", { scopes: ["a", "b"] }, []],
    ["trusted ones: their marks", { __trustedSecrets: { "credentials.a": "mark" } }, ["mark"]],
  ])("%s", (_case, value, leaves) => {
    expect(secretLeaves(value)).toEqual(leaves);
  });
});

describe("a value that the program gave as a secret", () => {
  const bag = {
    name: "The name of an auth config, longer than most",
    toolkit: "GitHub",
    authScheme: "oauth2",
    nothing: null,
    credentials: {
      client_id: "app 1",
      client_secret: { fromEnvironment: "VARIABLE" },
      scopes: "mail.read,mail.send",
      optional_scopes: ["drive", "drive.file"],
    },
    scopes: ["a", "b"],
    userScopes: ["c d", "e"],
  };

  it.each<[unknown, unknown[]]>([
    [undefined, []],
    ["name", []],
    [["credentials.client_id"], ["app 1"]],
    // Its beginning is in a temporary name.
    [["name"], [bag.name, "The name of an auth config, longer than "]],
    // Messages have the API's form.
    [["toolkit"], ["GitHub", "github"]],
    [["authScheme"], ["oauth2", "OAUTH2"]],
    // A message may name one scope of many.
    [["scopes"], ["a", "b", "a", "b"]],
    [["scopes.1"], ["b", "b"]],
    [["userScopes.0"], ["c d", "c", "d"]],
    [["credentials.scopes"], ["mail.read,mail.send", "mail.read", "mail.send"]],
    [["credentials.client_secret", "credentials.client_secret.fromEnvironment"], []],
    // Plain words among scopes that may be none of the secrets are left.
    [["credentials"], ["app 1", "mail.read,mail.send", "mail.read", "mail.send", "drive.file", "drive.file"]],
    [
      ["proxyConfig.proxyUrl", "nothing.at.all", 7],
      [undefined, undefined, undefined],
    ],
  ])("by %j is %j", (__secretInputs, expected) => {
    expect(givenAsSecret({ ...bag, __secretInputs })).toEqual(expected);
  });
});
