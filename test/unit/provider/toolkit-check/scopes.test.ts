import type { RequiredScopes } from "../../../../src/api/tool-scopes";
import { parseRequiredScopes } from "../../../../src/api/tool-scopes";
import type { Toolkit } from "../../../../src/api/toolkit";
import { checkForm } from "../../../../src/model/check-form";
import { UNKNOWN } from "../../../../src/model/unknowns";
import { checkToolkit } from "../../../../src/provider/toolkit-check/check-toolkit";
import { checkDerivedScopes, derivingTools } from "../../../../src/provider/toolkit-check/grantable-scopes";
import { checkScopeCover, toolsInQuestion } from "../../../../src/provider/toolkit-check/scope-cover";
import { scopeSeparator } from "../../../../src/provider/toolkit-check/scope-separator";
import { apiKey, field, oauth2, scheme, toolkit } from "../../../support/descriptions";

const normalized = (declared: Record<string, unknown>) =>
  checkForm({}, { name: "x", ...declared }, { backend: "", environment: {} }).inputs;
const ownApp = { client_id: "my-id", client_secret: "s3cr3t" };
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

  it("names each tool that the scopes do not cover, and the scopes that it needs", () => {
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
  ])("names %s if the scopes stand there", (path, declared) => {
    expect(warnings(declared)[0]?.split(":")[0]).toBe(path);
  });
});

describe("the cover of scopes that are only enough together", () => {
  const answer = parseRequiredScopes({
    scopes_required: ["https://mail.google.com/"],
    per_tool_requirements: [
      {
        tool: "REPLY",
        scope_requirements: {
          all_of: [{ any_of: ["https://mail.google.com/", { all_of: ["compose", "send"], source: ["docs"] }] }],
        },
      },
      {
        tool: "DELETE",
        scope_requirements: {
          all_of: [
            { any_of: [{ all_of: ["modify"] }], when: { permanently: ["true"], mode: ["a", "b"] }, source: null },
          ],
          source: null,
        },
      },
      { tool: "READ" },
    ],
  });
  const warnings = (...scopes: string[]) => {
    const declared = { scopes };
    return checkScopeCover(declared, normalized(declared), answer);
  };

  it.each([[["https://mail.google.com/", "modify"]], [["compose", "send", "modify"]]])(
    "is complete with %j",
    (scopes) => {
      expect(warnings(...scopes)).toEqual([]);
    },
  );

  it("names the missing scopes, and the case in which they are needed", () => {
    expect(warnings("compose")).toEqual([
      "scopes: do not cover REPLY, which needs one of https://mail.google.com/, compose with send",
      "scopes: do not cover DELETE, which needs modify (if permanently is true and mode is a or b)",
    ]);
  });
});

describe("the scopes that can be granted", () => {
  const app = { mode: "OAUTH2", scopes: { available: ["read", "send"] }, user_scopes: { available: ["me"] } };
  const described = { ...toolkit("gmail", [oauth2("read")], ["OAUTH2"]), composio_managed_auth: [app] };
  const warnings = (declared: Record<string, unknown>, description: Toolkit = described) =>
    checkToolkit({ toolkit: "gmail", ...declared }, normalized({ toolkit: "gmail", ...declared }), description);
  const reason = "Composio's own app for gmail can't be granted";

  it.each([
    ["scopes", { scopes: ["read", "delete", "write"] }, "delete, write"],
    ["userScopes", { userScopes: "me read" }, "read"],
    ["credentials.scopes", { credentials: { scopes: "read,delete" } }, "delete"],
    ["credentials.user_scopes", { credentials: { user_scopes: ["you"] } }, "you"],
  ])("leave a warning for %s", (path, declared, beyond) => {
    expect(warnings(declared)).toEqual({
      mistakes: [],
      warnings: [`${path}: ${reason} ${beyond}; use an app of your own`],
    });
  });

  it.each<[string, Record<string, unknown>, Toolkit]>([
    ["scopes that the app has", { scopes: "read,send", userScopes: ["me"] }, described],
    ["no scopes", {}, described],
    ["empty scopes, which clear", { scopes: [] }, described],
    ["scopes that are not known yet", { scopes: ["delete", UNKNOWN] }, described],
    ["an app of your own", { authScheme: "OAUTH2", scopes: "delete", credentials: ownApp }, described],
    [
      "an app of which nothing is told",
      { scopes: "delete" },
      { ...described, composio_managed_auth: [{ mode: "OAUTH2" }] },
    ],
    ["apps of which none is the default", { scopes: "delete" }, { ...described, composio_managed_auth: [app, app] }],
    ["a description from before", { scopes: "delete" }, toolkit("gmail", [oauth2("read")], ["OAUTH2"])],
  ])("leave none for %s", (_case, declared, description) => {
    expect(warnings(declared, description)).toEqual({ mistakes: [], warnings: [] });
  });

  it("are those of the app that is named", () => {
    const apps = [
      { ...app, managed_app_id: "ma_standard", is_default: true },
      { ...app, managed_app_id: "ma_legacy", is_default: false, scopes: { available: ["delete"] } },
    ];
    const several = { ...described, composio_managed_auth: apps };
    expect(warnings({ scopes: "delete", managedAppId: "ma_legacy" }, several).warnings).toEqual([]);
    expect(warnings({ scopes: "delete" }, several).warnings).toEqual([
      `scopes: ${reason} delete; use an app of your own`,
    ]);
    expect(warnings({ managedAppId: "ma_lagecy" }, several).mistakes).toEqual([
      "managedAppId: Composio has no such app for gmail; it has ma_standard (the default), ma_legacy; did you mean ma_legacy?",
    ]);
    expect(warnings({ managedAppId: "ma_lagecy" }).mistakes).toEqual([]);
  });

  it("count for the scopes derived from tools, if no scopes are declared", () => {
    const tools = (...names: string[]) => ({ toolAccessConfig: { toolsForConnectedAccountCreation: names } });
    const inputs = (declared: object) => normalized({ toolkit: "gmail", ...declared });
    expect(derivingTools({}, inputs(tools("SEND")))).toEqual(["SEND"]);
    expect(derivingTools(inputs(tools("SEND")), inputs(tools("SEND")))).toBeUndefined();
    expect(derivingTools({}, inputs({ ...tools("SEND"), scopes: "a" }))).toBeUndefined();
    expect(derivingTools({}, inputs({ ...tools("SEND"), authScheme: "OAUTH2" }))).toBeUndefined();
    expect(derivingTools({}, inputs({}))).toBeUndefined();

    const requirements = {
      scopes_required: [],
      per_tool_requirements: [
        { tool: "SEND", scope_requirements: { all_of: ["send"] } },
        { tool: "DELETE", scope_requirements: { all_of: [{ any_of: ["delete", { all_of: ["read", "write"] }] }] } },
        { tool: "READ", scope_requirements: null },
      ],
    };
    expect(checkDerivedScopes("gmail", app, requirements)).toEqual([
      `toolAccessConfig.toolsForConnectedAccountCreation: DELETE needs one of delete, read with write, which ${reason}; use an app of your own`,
    ]);
    expect(checkDerivedScopes("gmail", { mode: "OAUTH2" }, requirements)).toEqual([]);
  });
});

describe("the scopes that a scheme always asks for", () => {
  const always = { ...oauth2("read"), required_scopes: ["offline_access", "openid"] };
  const outlook = toolkit("outlook", [always], ["OAUTH2"]);
  const warnings = (declared: Record<string, unknown>) =>
    checkToolkit({ toolkit: "outlook", ...declared }, normalized({ toolkit: "outlook", ...declared }), outlook)
      .warnings;

  it.each([
    ["scopes", { scopes: ["read", "openid"] }, "offline_access"],
    ["scopes", { authScheme: "OAUTH2", credentials: ownApp, scopes: "read" }, "offline_access, openid"],
    ["credentials.scopes", { credentials: { scopes: "read openid" } }, "offline_access"],
  ])("leave a warning under %s", (path, declared, missing) => {
    expect(warnings(declared)).toEqual([`${path}: leave out ${missing}, which OAUTH2 of outlook always asks for`]);
  });

  it.each([
    ["that are all there", { scopes: "read,offline_access,openid" }],
    ["that are not declared", {}],
    ["that are cleared", { scopes: "" }],
    ["that stand in other fields", { scopes: "read,openid", userScopes: ["offline_access"] }],
  ])("leave none for scopes %s", (_case, declared) => {
    expect(warnings(declared)).toEqual([]);
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
  ])("are none if %s", (_case, previous, next) => {
    expect(toolsInQuestion(previous, next)).toBeUndefined();
  });
});
