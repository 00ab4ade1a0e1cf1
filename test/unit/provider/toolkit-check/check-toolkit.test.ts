import { checkForm } from "../../../../src/model/check-form";
import { UNKNOWN } from "../../../../src/model/unknowns";
import type { ToolkitAnswer } from "../../../../src/provider/toolkit-check/check-toolkit";
import { checkToolkit, toolkitInQuestion } from "../../../../src/provider/toolkit-check/check-toolkit";
import { apiKey, field, hackernews, jira, notion, oauth2, scheme, toolkit } from "../../../support/descriptions";

const normalized = (declared: Record<string, unknown>) =>
  checkForm({}, { name: "x", ...declared }, { backend: "", environment: {} }).inputs;
const run = (declared: Record<string, unknown>, answer: ToolkitAnswer) =>
  checkToolkit(declared, normalized(declared), answer);

const ownApp = { client_id: "my-id", client_secret: "s3cr3t" };
const onNotion = (credentials: unknown, rest = {}) => ({
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials,
  ...rest,
});
const nothing = { mistakes: [], warnings: [] };
const twitter = toolkit("twitter", [
  oauth2("tweet.read", { required: [field("generic_id", { displayName: "Application bearer token" })] }),
]);

describe("a toolkit's description", () => {
  it.each<[string, Record<string, unknown>, ToolkitAnswer]>([
    ["a managed app", { toolkit: "notion" }, notion],
    ["a managed app, with scopes", { toolkit: "notion", scopes: ["a"] }, notion],
    ["an app of your own", onNotion(ownApp), notion],
    [
      "every field that always passes",
      onNotion({
        ...ownApp,
        scopes: "a",
        user_scopes: "b",
        optional_scopes: "c",
        oauth_redirect_uri: "https://x.test",
      }),
      toolkit("notion", [scheme("OAUTH2", { required: [field("client_id"), field("client_secret")] })]),
    ],
    ["a key of each user", { toolkit: "notion", authScheme: "API_KEY", credentials: {} }, notion],
    ["no credentials if none are needed", { toolkit: "jira", authScheme: "S2S_OAUTH2" }, jira],
    ["scopes on a scheme that may have some", { toolkit: "jira", authScheme: "S2S_OAUTH2", scopes: "a" }, jira],
    ["empty scopes, which clear", { toolkit: "notion", authScheme: "API_KEY", scopes: [] }, notion],
    [
      "a required field that is missing, but has a default",
      { toolkit: "x", authScheme: "BASIC" },
      toolkit("x", [scheme("BASIC", { required: [field("full", { default: "https://x.test" })] })]),
    ],
    ["a toolkit of which nothing is told", { toolkit: "x", authScheme: "API_KEY" }, { slug: "x", name: "X" }],
    [
      "managed auth if the description says nothing of it",
      { toolkit: "x" },
      { slug: "x", name: "X", auth_config_details: [apiKey] },
    ],
    [
      "a toolkit that also works without auth",
      { toolkit: "x", authScheme: "API_KEY" },
      toolkit("x", [scheme("NO_AUTH"), apiKey]),
    ],
  ])("has nothing against %s", (_case, declared, answer) => {
    expect(run(declared, answer)).toEqual(nothing);
  });

  it.each<[string, Record<string, unknown>, ToolkitAnswer, string[]]>([
    [
      "an unknown toolkit, with the nearest",
      { toolkit: "Google_Drve" },
      { noSuchToolkit: true, known: ["googledocs", "googledrive", "github"] },
      ["toolkit: there is no toolkit google_drve; did you mean googledrive?"],
    ],
    [
      "an unknown toolkit that is like no other",
      { toolkit: "zzz" },
      { noSuchToolkit: true, known: ["github"] },
      ["toolkit: there is no toolkit zzz; give the slug of one that Composio has, such as github"],
    ],
    [
      "a toolkit that needs no auth",
      { toolkit: "hackernews" },
      hackernews,
      ["toolkit: hackernews needs no auth: leave this auth config out, sessions use the toolkit as it is"],
    ],
    [
      "a scheme that is not offered",
      { toolkit: "jira", authScheme: "BASIC", credentials: { username: "me" } },
      jira,
      ["authScheme: jira does not offer BASIC; it offers OAUTH2, API_KEY or S2S_OAUTH2"],
    ],
    [
      "no scheme if there is no managed app",
      { toolkit: "jira" },
      jira,
      [
        "authScheme: is required, since Composio has no app of its own for jira; it offers OAUTH2, API_KEY or S2S_OAUTH2",
      ],
    ],
    [
      "managed auth asked for if there is no managed app",
      { toolkit: "twitter", type: "use_composio_managed_auth" },
      twitter,
      ['type: Composio has no app of its own for twitter; give "use_custom_auth" and authScheme OAUTH2'],
    ],
    [
      "missing fields, by the name that the toolkit gives them",
      { toolkit: "twitter", authScheme: "OAUTH2", credentials: { client_id: "my-id" } },
      twitter,
      [
        "credentials.client_secret: is required for OAUTH2 of twitter",
        "credentials.generic_id: is required for OAUTH2 of twitter (Application bearer token)",
      ],
    ],
    [
      "a misspelled field, once",
      onNotion({ clientId: "my-id", client_secrt: "s3cr3t" }),
      notion,
      [
        "credentials.clientId: OAUTH2 of notion knows no such field; did you mean client_id?",
        "credentials.client_secrt: OAUTH2 of notion knows no such field; did you mean client_secret?",
      ],
    ],
    [
      "scopes on a scheme that has none, at their place",
      { toolkit: "notion", authScheme: "API_KEY", scopes: ["a"], credentials: { user_scopes: "b" } },
      notion,
      ["scopes: API_KEY of notion has no scopes", "credentials.user_scopes: API_KEY of notion has no scopes"],
    ],
    [
      "several at once",
      { toolkit: "notion", authScheme: "API_KEY", scopes: ["a"], credentials: { oauth_redirect_url: "s3cr3t" } },
      notion,
      [
        "credentials.oauth_redirect_url: API_KEY of notion knows no such field; did you mean oauth_redirect_uri?",
        "scopes: API_KEY of notion has no scopes",
      ],
    ],
  ])("contradicts %s", (_case, declared, answer, mistakes) => {
    const found = run(declared, answer);
    expect(found).toEqual({ mistakes, warnings: [] });
    expect(JSON.stringify(found)).not.toContain("s3cr3t");
  });

  it.each([
    ["is like none that it lists", { tenant: "s3cr3t" }, "credentials.tenant: OAUTH2 of notion knows no such field"],
    [
      "belongs to the connecting user",
      { generic_api_key: "s3cr3t" },
      "credentials.generic_api_key: is not a field of the auth config; each user gives it when connecting notion by API_KEY",
    ],
  ])("only warns of a field that %s", (_case, credentials, warning) => {
    const declared =
      "tenant" in credentials
        ? onNotion({ ...ownApp, ...credentials })
        : { toolkit: "notion", authScheme: "API_KEY", credentials };
    expect(run(declared, notion)).toEqual({ mistakes: [], warnings: [warning] });
  });

  it.each([
    ["credentials", onNotion(UNKNOWN)],
    ["one credential", onNotion({ ...ownApp, client_secret: UNKNOWN })],
    ["the scheme", { toolkit: "notion", authScheme: UNKNOWN, credentials: {} }],
    ["the type", { toolkit: "notion", type: UNKNOWN, authScheme: "BASIC" }],
    ["scopes", { toolkit: "notion", authScheme: "API_KEY", scopes: UNKNOWN }],
    ["credentials that are no map, a mistake of shape", onNotion("s3cr3t")],
  ])("is not held against unknown values: %s", (_case, declared) => {
    expect(run(declared, notion)).toEqual(nothing);
  });
});

describe("the toolkit in question", () => {
  const before = normalized(onNotion(ownApp));
  const ask = (declared: Record<string, unknown>, previous = before) =>
    toolkitInQuestion(previous, normalized(declared));

  it("is that of a new auth config", () => {
    expect(toolkitInQuestion({}, before)).toBe("notion");
  });

  it.each([
    ["toolkit", onNotion(ownApp, { toolkit: "jira" }), "jira"],
    ["scheme", onNotion(ownApp, { authScheme: "API_KEY" }), "notion"],
    ["type", { toolkit: "notion" }, "notion"],
    ["credential names", onNotion({ ...ownApp, tenant: "t" }), "notion"],
    ["scopes, once they are there", onNotion(ownApp, { scopes: "a" }), "notion"],
    ["credentials that are not known yet", onNotion(UNKNOWN), "notion"],
  ])("is that of an auth config with another %s", (_case, declared, asked) => {
    expect(ask(declared)).toBe(asked);
  });

  it.each<[string, from: unknown, to: unknown, string | undefined]>([
    ["a list of others", ["a"], ["a", "b"], "notion"],
    ["a text of others", "a", "a b", "notion"],
    // It has to be joined as the toolkit takes it.
    ["a list of the same", "a b", ["a", "b"], "notion"],
    ["a list in another order", ["a", "b"], ["b", "a"], undefined],
    ["a text in another order", "a b", "b,a", undefined],
    ["scopes that are not known yet", "a", UNKNOWN, "notion"],
    ["a number", "a", 7, "notion"],
  ])("is that of scopes, or none, if they become %s", (_case, from, to, asked) => {
    const scopesOf = (scopes: unknown) => normalized(onNotion(ownApp, { scopes }));
    expect(toolkitInQuestion(scopesOf(from), scopesOf(to))).toBe(asked);
  });

  it.each([
    ["nothing changed", onNotion(ownApp)],
    ["only letter case changed", onNotion(ownApp, { toolkit: "Notion" })],
    ["values of credentials changed", onNotion({ client_secret: "other", client_id: UNKNOWN })],
    ["anything else changed", onNotion(ownApp, { name: "other", enabled: false })],
    ["the toolkit is not known yet", onNotion(ownApp, { toolkit: UNKNOWN })],
    ["the toolkit is no string", onNotion(ownApp, { toolkit: 7 })],
    ["the toolkit is empty", onNotion(ownApp, { toolkit: "" })],
  ])("is none if %s", (_case, declared) => {
    expect(ask(declared)).toBeUndefined();
  });
});
