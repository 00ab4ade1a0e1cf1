import type { RequiredScopes } from "../../../../src/api/tool-scopes";
import { checkForm } from "../../../../src/model/check-form";
import { UNKNOWN } from "../../../../src/model/unknowns";
import { checkScopeCover, toolsInQuestion } from "../../../../src/provider/toolkit-check/scope-cover";
import { scopeSeparator } from "../../../../src/provider/toolkit-check/scope-separator";
import { apiKey, field, oauth2, scheme, toolkit } from "../../../support/descriptions";

const normalized = (declared: Record<string, unknown>) =>
  checkForm({}, { name: "x", ...declared }, { backend: "", environment: {} }).inputs;
const custom = { type: "use_custom_auth", authScheme: "OAUTH2" } as const;

describe("the separator of scopes", () => {
  it.each([
    ["repo,user,gist", ","],
    ["identity read vote", " "],
    ["Files.Read, offline_access", ","],
    ["repo", ","],
    ["", ","],
  ])("in a toolkit whose default is %j is %j", (scopes, separator) => {
    expect(scopeSeparator(toolkit("x", [oauth2(scopes)]), custom, "scopes")).toBe(separator);
  });

  it("is that of the scheme in use, of Composio's own with managed auth", () => {
    const mixed = toolkit(
      "x",
      [apiKey, oauth2("a,b"), scheme("OAUTH1", { optional: [field("scopes", { default: "a b" })] })],
      ["OAUTH1"],
    );
    const managed = { type: "use_composio_managed_auth" } as const;
    expect([scopeSeparator(mixed, custom, "scopes"), scopeSeparator(mixed, managed, "scopes")]).toEqual([",", " "]);
  });

  it("is that of the field in question", () => {
    const slack = toolkit("x", [oauth2("a,b", { optional: [field("user_scopes", { default: "c d" })] })]);
    expect([scopeSeparator(slack, custom, "scopes"), scopeSeparator(slack, custom, "user_scopes")]).toEqual([",", " "]);
  });

  it.each([
    ["a toolkit that tells nothing", { slug: "x", name: "X" }],
    ["a scheme that it does not offer", toolkit("x", [apiKey])],
    ["a field that is not listed", toolkit("x", [scheme("OAUTH2")])],
    ["a default that is null", toolkit("x", [scheme("OAUTH2", { optional: [field("scopes", { default: null })] })])],
  ])("is a comma for %s", (_case, description) => {
    expect(scopeSeparator(description, custom, "scopes")).toBe(",");
  });
});

describe("the cover of scopes", () => {
  const answer: RequiredScopes = {
    scopes_required: [],
    per_tool_requirements: [
      { tool: "CREATE_GIST", scope_requirements: { all_of: ["gist"] } },
      { tool: "READ_USER", scope_requirements: { all_of: [{ any_of: ["read:user", "user"] }, "email"] } },
      { tool: "READ_ONE", scope_requirements: { all_of: [{ any_of: ["one"] }] } },
      { tool: "READ_PAGE", scope_requirements: null },
    ],
  };
  const warnings = (declared: Record<string, unknown>) => checkScopeCover(declared, normalized(declared), answer);

  it.each([
    ["a list", { scopes: ["gist", "user", "email", "one"] }],
    ["a string with commas", { scopes: "gist,read:user,email, one" }],
    ["a string with spaces, inside credentials", { credentials: { scopes: "gist user email one" } }],
    ["all three kinds", { scopes: ["gist"], userScopes: "user", credentials: { optional_scopes: "email one" } }],
  ])("is complete with %s", (_case, declared) => {
    expect(warnings(declared)).toEqual([]);
  });

  it("names each tool that is left out, and what it needs", () => {
    expect(warnings({ scopes: ["repo"] })).toEqual([
      "scopes: do not cover CREATE_GIST, which needs gist",
      "scopes: do not cover READ_USER, which needs one of read:user, user and email",
      "scopes: do not cover READ_ONE, which needs one",
    ]);
  });

  it.each([
    ["scopes", { scopes: [] }],
    ["userScopes", { userScopes: "gist" }],
    ["credentials.scopes", { credentials: { scopes: "a" } }],
    ["credentials.user_scopes", { credentials: { user_scopes: "a" } }],
  ])("speaks of %s where they stand there", (path, declared) => {
    expect(warnings(declared)[0]?.split(":")[0]).toBe(path);
  });
});

describe("the tools in question", () => {
  const declared = (scopes: unknown, ...tools: string[]) =>
    normalized({ toolkit: "x", scopes, toolAccessConfig: { toolsForConnectedAccountCreation: tools } });

  it("are those of a new auth config, and of one whose tools or scopes change", () => {
    const before = declared("a", "ONE");
    expect(toolsInQuestion({}, before)).toEqual(["ONE"]);
    expect(toolsInQuestion(before, declared("a", "ONE", "TWO"))).toEqual(["ONE", "TWO"]);
    expect(toolsInQuestion(before, declared("b", "ONE"))).toEqual(["ONE"]);
  });

  it.each([
    ["nothing changed but the form", declared("a, b", "ONE"), declared(["b", "a"], "ONE")],
    ["no scopes are declared", {}, declared(undefined, "ONE")],
    ["no tools are declared", {}, declared("a")],
    ["no tool access is declared", {}, normalized({ toolkit: "x", scopes: "a" })],
    ["scopes are not known yet", {}, declared(UNKNOWN, "ONE")],
    ["a tool is not known yet", {}, declared("a", UNKNOWN)],
  ])("are none where %s", (_case, previous, next) => {
    expect(toolsInQuestion(previous, next)).toBeUndefined();
  });
});
