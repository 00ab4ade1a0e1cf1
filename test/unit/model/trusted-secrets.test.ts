import { fingerprint, isFingerprintOf } from "../../../src/model/fingerprint";
import type { Inputs, State } from "../../../src/model/inputs";
import { hasOpenTrust, trustDeclared, withTrusted } from "../../../src/model/trusted-secrets";

const inputs: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  enabled: true,
  credentials: { client_id: "app-1", client_secret: "s3cr3t", "dotted.key": "d0tted" },
};
const PATH = "credentials.client_secret";
const mark = (value: string) => fingerprint(value, "salt");

describe("the fingerprints for the next inputs", () => {
  it("get a fingerprint of the declared value at the first check", () => {
    const marks = trustDeclared({ [PATH]: "" }, inputs, "salt");
    expect(isFingerprintOf(marks?.[PATH] ?? "", "s3cr3t")).toBe(true);
  });

  it("stay as they are after that, whatever is declared then", () => {
    expect(trustDeclared({ [PATH]: mark("older") }, inputs, "salt")).toEqual({ [PATH]: mark("older") });
  });

  it("find a key with a dot in it", () => {
    const marks = trustDeclared({ "credentials.dotted.key": "" }, inputs, "salt");
    expect(isFingerprintOf(marks?.["credentials.dotted.key"] ?? "", "d0tted")).toBe(true);
  });

  it("use the own fingerprint of a secret from the environment", () => {
    const secret = { fromEnvironment: "SECRET", fingerprint: "own" };
    const marks = trustDeclared({ [PATH]: "" }, { ...inputs, credentials: { client_secret: secret } }, "salt");
    expect(isFingerprintOf(marks?.[PATH] ?? "", "own")).toBe(true);
  });

  it("are of an empty text if the variable of such a secret was not set", () => {
    const secret = { fromEnvironment: "SECRET" };
    const marks = trustDeclared({ [PATH]: "" }, { ...inputs, credentials: { client_secret: secret } }, "salt");
    expect(isFingerprintOf(marks?.[PATH] ?? "", "")).toBe(true);
  });

  it.each<[string, Record<string, string> | undefined]>([
    ["there were none", undefined],
    ["their secret is not declared", { "credentials.gone": "" }],
    ["a whole field is not declared", { "sharedCredentials.region": "" }],
  ])("are none if %s", (_case, marks) => {
    expect(trustDeclared(marks, inputs, "salt")).toBeUndefined();
  });
});

describe("the state, for a comparison,", () => {
  const state: State = { ...inputs, credentials: { client_id: "app-1" } };
  const trusting = (marks: Record<string, string>): Inputs => ({ ...inputs, __trustedSecrets: marks });

  it("holds the value that is trusted", () => {
    expect(withTrusted(state, trusting({ [PATH]: mark("s3cr3t") }))).toEqual({
      ...state,
      credentials: { client_id: "app-1", client_secret: "s3cr3t" },
    });
    expect(state.credentials).toEqual({ client_id: "app-1" });
  });

  it("holds it though the field itself is missing", () => {
    const { credentials, ...bare } = state;
    expect(withTrusted(bare, trusting({ [PATH]: mark("s3cr3t") }))).toEqual({
      ...bare,
      credentials: { client_secret: "s3cr3t" },
    });
  });

  it.each<[string, State, Inputs]>([
    ["is another than the one that was trusted", state, trusting({ [PATH]: mark("older") })],
    ["was never fingerprinted", state, trusting({ [PATH]: "" })],
    ["is not declared", state, trusting({ "credentials.gone": mark("undefined") })],
    ["is not trusted", state, inputs],
  ])("is unchanged if the value %s", (_case, from, next) => {
    expect(withTrusted(from, next)).toStrictEqual(from);
  });

  it("keeps a value that it holds already", () => {
    const sent: State = { ...inputs, credentials: { client_secret: "sent" } };
    expect(withTrusted(sent, trusting({ [PATH]: mark("s3cr3t") }))).toEqual(sent);
  });
});

it.each<[Record<string, string> | undefined, boolean]>([
  [undefined, false],
  [{}, false],
  [{ a: "x.y" }, false],
  [{ a: "x.y", b: "" }, true],
])("waits for a first check with the fingerprints %j: %s", (marks, expected) => {
  expect(hasOpenTrust({ ...inputs, ...(marks && { __trustedSecrets: marks }) })).toBe(expected);
});
