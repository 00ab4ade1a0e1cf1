import { checkForm } from "../../../src/model/check-form";
import { UNKNOWN } from "../../../src/model/unknowns";

const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/composio:AuthConfig::notion";
const identity = { organization: "acme", urn };
const backend = "https://api.pulumi.com";
const run = (raw: Record<string, unknown>, previous = {}) => {
  const { inputs, mistakes } = checkForm(previous, { __identity: identity, ...raw }, { backend, environment: {} });
  return { inputs, mistakes };
};

describe("check", () => {
  it("normalizes a managed auth config", () => {
    expect(run({ toolkit: "GitHub", __provider: "text" })).toEqual({
      inputs: {
        toolkit: "github",
        type: "use_composio_managed_auth",
        name: "notion-647415f2a846c44f",
        enabled: true,
        __mark: "647415f2a846c44f",
        __isAutoNamed: true,
      },
      mistakes: [],
    });
  });

  it("takes an auth scheme for custom auth, and leaves scopes among the credentials", () => {
    const credentials = { client_id: "id", client_secret: "s3cr3t", scopes: "a,b", user_scopes: ["c"] };
    expect(run({ toolkit: "notion", authScheme: "OAUTH2", name: "Notion", credentials })).toEqual({
      inputs: {
        toolkit: "notion",
        type: "use_custom_auth",
        authScheme: "OAUTH2",
        name: "Notion",
        enabled: true,
        credentials,
        __mark: "647415f2a846c44f",
      },
      mistakes: [],
    });
  });

  it("takes an auth scheme in any letter case", () => {
    expect(run({ toolkit: "notion", authScheme: "oauth2" })).toEqual(run({ toolkit: "notion", authScheme: "OAUTH2" }));
  });

  it.each([
    ["no toolkit", {}, ["toolkit: is required, such as github"]],
    ["an empty toolkit", { toolkit: "" }, ['toolkit: must be a non-empty string, but got: ""']],
    ["a toolkit that is no string", { toolkit: 7 }, ["toolkit: must be a string, but got: 7"]],
    [
      "an unknown type",
      { toolkit: "github", type: "managed" },
      ['type: must be "use_composio_managed_auth" or "use_custom_auth", but got: "managed"'],
    ],
    [
      "custom auth without a scheme",
      { toolkit: "github", type: "use_custom_auth" },
      ['authScheme: is required with type "use_custom_auth", such as OAUTH2 or API_KEY'],
    ],
    [
      "a scheme with managed auth",
      { toolkit: "github", type: "use_composio_managed_auth", authScheme: "OAUTH2" },
      ['authScheme: is not taken with managed auth; for an app of your own give type "use_custom_auth"'],
    ],
    [
      "credentials with managed auth",
      { toolkit: "github", credentials: { client_secret: "s3cr3t", scopes: "repo" } },
      [
        "credentials.client_secret: managed auth takes no credentials but scopes and user_scopes; for an app of your own give authScheme, such as OAUTH2",
      ],
    ],
    [
      "a credential of a wrong type",
      { toolkit: "notion", authScheme: "OAUTH2", credentials: { client_secret: ["s3cr3t"] } },
      ["credentials.client_secret: must be a string, number or boolean, but got: a list"],
    ],
    [
      "credentials that are no map",
      { toolkit: "notion", authScheme: "OAUTH2", credentials: "s3cr3t" },
      ["credentials: must be a map of strings, numbers or booleans, but got: a string"],
    ],
    [
      "shared credentials that are no map",
      { toolkit: "notion", authScheme: "OAUTH2", sharedCredentials: "s3cr3t" },
      ["sharedCredentials: must be a map of strings, numbers or booleans, but got: a string"],
    ],
    [
      "a proxy that is no object",
      { toolkit: "notion", authScheme: "OAUTH2", proxyConfig: "https://user:s3cr3t@proxy.example" },
      ["proxyConfig: must be an object with proxyUrl and, if the proxy wants one, proxyAuthKey, but got: a string"],
    ],
    [
      "the address of a proxy with a secret in it",
      { toolkit: "notion", authScheme: "OAUTH2", proxyConfig: { proxyUrl: "socks5://user:s3cr3t@proxy.example" } },
      ["proxyConfig.proxyUrl: must be an http(s) URL, but got: a string"],
    ],
    ...[
      "https://user:s3cr3t@proxy.example",
      "https://s3cr3t@proxy.example",
      "https://:s3cr3t@proxy.example",
      "https://proxy.example/?a=b&access_token=s3cr3t",
      "https://proxy.example/?apiKey=s3cr3t",
    ].map((proxyUrl): [string, object, string[]] => [
      `the address of a proxy: ${proxyUrl}`,
      { toolkit: "notion", authScheme: "OAUTH2", proxyConfig: { proxyUrl } },
      [
        "proxyConfig.proxyUrl: must be an http(s) URL without a user name, a password or a key in it, since it stands in clear in previews and in state: give proxyAuthKey, but got: a string",
      ],
    ]),
    ...[Number("123456789012345678"), -(2 ** 53), 1e300].map((client_id): [string, object, string[]] => [
      `a number that is not exact: ${client_id}`,
      { toolkit: "notion", authScheme: "OAUTH2", credentials: { client_id }, sharedCredentials: { n: client_id } },
      ["credentials.client_id", "sharedCredentials.n"].map(
        (path) => `${path}: must be a string, since a number of this size loses digits, but got: a number`,
      ),
    ]),
    ...[Number.NaN, Number.POSITIVE_INFINITY].map((client_id): [string, object, string[]] => [
      `a number that is none: ${client_id}`,
      { toolkit: "notion", authScheme: "OAUTH2", credentials: { client_id }, sharedCredentials: { n: client_id } },
      ["credentials.client_id", "sharedCredentials.n"].map(
        (path) => `${path}: must be a string, number or boolean, but got: a number`,
      ),
    ]),
    [
      "scopes given twice",
      { toolkit: "notion", authScheme: "OAUTH2", scopes: "a", credentials: { scopes: "b" } },
      ["credentials.scopes: means the same as scopes; give one of them"],
    ],
  ])("names the mistake in %s, and no credential's value", (_case, raw, mistakes) => {
    const checked = run({ name: "x", ...raw });
    expect(checked.mistakes).toEqual(mistakes);
    expect(checked.mistakes.join()).not.toContain("s3cr3t");
  });

  it("lists every mistake of a resource at once", () => {
    expect(
      run({ toolkit: "", enabled: "yes", name: 5, colour: "red" }).mistakes.map((line) => line.split(":")[0]),
    ).toEqual(["colour", "toolkit", "name", "enabled"]);
  });

  it.each([2 ** 53 - 1, -7, 0.1, 0])("takes the number %d", (client_id) => {
    const raw = { toolkit: "notion", authScheme: "OAUTH2", credentials: { client_id } };
    expect(run(raw).mistakes).toEqual([]);
  });

  it("takes the address of a proxy with a harmless query", () => {
    const proxyConfig = { proxyUrl: "http://proxy.example:8080/?region=eu" };
    expect(run({ toolkit: "notion", authScheme: "OAUTH2", proxyConfig }).mistakes).toEqual([]);
  });

  it("trims the elements of lists, and refuses those that hold nothing else", () => {
    const { inputs, mistakes } = run({
      toolkit: "notion",
      authScheme: "OAUTH2",
      name: " N ",
      scopes: ["repo ", UNKNOWN],
      credentials: { client_id: "id", user_scopes: ["\tchat\n"] },
      toolAccessConfig: { toolsForConnectedAccountCreation: [" A"], toolsAvailableForExecution: [" "] },
    });
    const { name, scopes, credentials, toolAccessConfig } = inputs;
    expect([{ name, scopes, credentials, toolAccessConfig }, mistakes]).toEqual([
      {
        name: " N ",
        scopes: ["repo", UNKNOWN],
        credentials: { client_id: "id", user_scopes: ["chat"] },
        toolAccessConfig: { toolsForConnectedAccountCreation: ["A"], toolsAvailableForExecution: [""] },
      },
      ['toolAccessConfig.toolsAvailableForExecution.0: must be a non-empty string, but got: " "'],
    ]);
  });

  it("leaves unknown values alone", () => {
    const credentials = { client_id: UNKNOWN, client_secret: "s3cr3t" };
    expect(run({ toolkit: UNKNOWN, authScheme: "OAUTH2", name: UNKNOWN, credentials, scopes: UNKNOWN })).toEqual({
      inputs: {
        toolkit: UNKNOWN,
        type: "use_custom_auth",
        authScheme: "OAUTH2",
        name: UNKNOWN,
        enabled: true,
        credentials,
        scopes: UNKNOWN,
        __mark: "647415f2a846c44f",
      },
      mistakes: [],
    });
    expect(run({ toolkit: "notion", authScheme: "OAUTH2", credentials: UNKNOWN }).mistakes).toEqual([]);
  });
});

describe("the hidden keys of the inputs", () => {
  const secret = { toolkit: "notion", authScheme: "OAUTH2", credentials: { client_secret: { fromEnvironment: "A" } } };
  const check = (raw: object, previous: object = {}, around: object = {}) =>
    checkForm(
      previous,
      { __identity: identity, ...secret, ...raw },
      { backend, environment: { A: "s3cr3t" }, ...around },
    ).inputs;

  it("is the same in two processes, as an update plan wants it", () => {
    const imported = { __trustedSecrets: { "credentials.client_secret": "" } };
    expect([check({}), check({}, imported)]).toEqual([check({}), check({}, imported)]);
  });

  it("has a fingerprint under a salt of the resource's own, which is kept once made", () => {
    const elsewhere = { __identity: { ...identity, urn: `${urn}2` } };
    const [here, there] = [check({}), check(elsewhere)];
    expect(here.credentials).not.toEqual(there.credentials);
    expect(check(elsewhere, here).credentials).toEqual(here.credentials);
  });

  it("has the provider's name from the engine, never from the program", () => {
    expect([
      check({ __providerName: "of an older release" }).__providerName,
      check({ __providerName: "of an older release" }, {}, { providerName: "eu" }).__providerName,
    ]).toEqual([undefined, "eu"]);
  });
});

describe("an auto-name", () => {
  const named = (raw: object, previous = {}, where = backend) => {
    const { name, __mark, __isAutoNamed } = checkForm(
      previous,
      { toolkit: "github", ...raw },
      { backend: where, environment: {} },
    ).inputs;
    return { name, __mark, __isAutoNamed };
  };
  const first = named({ __identity: identity });

  it("is the same for the same resource of the same stack", () => {
    expect(named({ __identity: { ...identity } })).toEqual(first);
  });

  it.each([
    ["another backend", identity, "file host-a /home/me/state"],
    ["another organization", { ...identity, organization: "else" }, backend],
    ["another stack", { ...identity, urn: urn.replace("dev", "prod") }, backend],
    ["another project", { ...identity, urn: urn.replace("shop", "bank") }, backend],
    ["another parent", { ...identity, urn: urn.replace("::pulumi-", "::my:Component$pulumi-") }, backend],
  ])("differs in %s", (_case, other, where) => {
    expect(named({ __identity: other }, {}, where).name).not.toBe(first.name);
  });

  it("has one part for all resources of a stack, before the part of the resource", () => {
    const other = named({ __identity: { ...identity, urn: urn.replace("::notion", "::slack") } });
    expect([other.__mark?.slice(0, 8), other.__mark?.slice(8) === first.__mark?.slice(8)]).toEqual([
      first.__mark?.slice(0, 8),
      false,
    ]);
  });

  it("is kept once made, though the stack moves to another backend", () => {
    expect(named({ __identity: identity }, first, "s3://elsewhere")).toEqual(first);
  });

  it("is made afresh under another URN", () => {
    const moved = { ...identity, urn: urn.replace("::notion", "::notion2") };
    expect(named({ __identity: moved }, first)).toEqual(named({ __identity: moved }));
  });

  it("gives way to a name of the user's own, and comes back when that is removed", () => {
    const mine = { name: "Mine", __mark: first.__mark, __isAutoNamed: undefined };
    expect(named({ __identity: identity, name: "Mine" }, first)).toEqual(mine);
    expect(named({ __identity: identity }, mine)).toEqual(first);
  });
});
