import * as pulumi from "@pulumi/pulumi";
import { parseRecommendedScopes } from "../../../src/api/recommended-scopes";
import { ApiError } from "../../../src/client";
import { recommendedScopes, recommendedScopesOutput } from "../../../src/discovery/lookups";
import type { Emulator } from "../../../src/emulator";
import { startEmulator } from "../../../src/emulator";

const gmail = (scope: string) => `https://www.googleapis.com/auth/gmail.${scope}`;
const whole = "https://mail.google.com/";
const tools = ["GMAIL_SEND_EMAIL", "GMAIL_FETCH_EMAILS"];

let emulator: Emulator;
const connection = () => ({ apiKey: emulator.apiKey, baseUrl: emulator.url });
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

describe("recommendedScopes", () => {
  it("gives both sets, and asks once", async () => {
    const expected = {
      leastPrivilege: [gmail("send"), gmail("readonly")],
      fewest: [gmail("modify")],
      conditional: [],
      authScheme: "OAUTH2",
      toolkitVersion: "20261101_00",
      grantContext: {},
    };
    expect(await recommendedScopes("Gmail", tools, connection())).toEqual(expected);
    const output = recommendedScopesOutput(
      pulumi.output("gmail"),
      tools.map((tool) => pulumi.output(tool)),
      connection(),
    );
    expect(await (output as unknown as { promise(): Promise<unknown> }).promise()).toEqual(expected);
    expect(emulator.requests.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      { method: "POST", path: "/api/v3.1/toolkits/gmail/scopes/recommended", body: { tools } },
    ]);
  });

  it("sends every option under the API's name", async () => {
    const options = {
      authScheme: "OAUTH2",
      include: [whole],
      exclude: [gmail("modify")],
      availableScopes: [whole, gmail("send"), gmail("readonly")],
      grantContext: { account_type: "Google Workspace" },
      toolkitVersion: "20261101_00",
    };
    const output = recommendedScopesOutput("gmail", tools, {
      ...options,
      include: pulumi.output([whole]),
      apiKey: pulumi.secret(emulator.apiKey),
      baseUrl: emulator.url,
    });
    expect(await (output.fewest as unknown as { promise(): Promise<unknown> }).promise()).toEqual([whole]);
    expect(await recommendedScopes("gmail", tools, { ...options, ...connection() })).toMatchObject({ fewest: [whole] });
    expect(emulator.requests.map(({ body }) => body)).toEqual([
      {
        tools,
        auth_scheme: "OAUTH2",
        include: [whole],
        exclude: [gmail("modify")],
        available_scopes: [whole, gmail("send"), gmail("readonly")],
        grant_context: { account_type: "Google Workspace" },
        toolkit_version: "20261101_00",
      },
    ]);
  });

  it.each<[number, string, string[], object, string]>([
    [404, "nosuch", [], {}, "Either there is no toolkit nosuch, or one of the tools is not its own."],
    [
      404,
      "gmail",
      ["GITHUB_CREATE_A_GIST"],
      {},
      "Either there is no toolkit gmail, or one of the tools is not its own.",
    ],
    [
      422,
      "gmail",
      ["GMAIL_SEND_EMAIL"],
      { availableScopes: ["none"] },
      "No scopes meet all of this: exclude less, or make more scopes available.",
    ],
    [
      501,
      "gmail",
      ["GMAIL_LIST_LABELS"],
      {},
      "Composio can't tell the scopes of these tools yet: take them from the provider's documentation, or leave scopes out for the default of gmail.",
    ],
  ])("tells %s apart: %s", async (status, toolkit, names, options, advice) => {
    const error = await recommendedScopes(toolkit, names, { ...options, ...connection() }).catch((error) => error);
    expect(error.message).toContain(
      `Could not find the scopes of ${toolkit} for ${names.join() || "all of its tools"}`,
    );
    expect(error.message.replace(/ Request id \S+$/, "").endsWith(`. ${advice}`)).toBe(true);
    expect(error.cause).toBeInstanceOf(ApiError);
    expect(error.cause.status).toBe(status);
    expect(error.message).not.toContain("try again");
    expect(emulator.requests).toHaveLength(1);
  });

  it("gives no advice if a proxy answered", async () => {
    emulator.failNext({ kind: "empty-404" });
    await expect(recommendedScopes("gmail", [], connection())).rejects.not.toThrow("Either there is no toolkit");
  });

  it("reads answers that the contract documents and the emulator never gives", () => {
    const conditional = [{ scope: "modify", when: { permanently: ["true"] }, for: ["GMAIL_DELETE"] }];
    const scopes = { least_privilege: ["a"], fewest: ["b"] };
    const answer = {
      auth_scheme: "OAUTH2",
      toolkit_version: "1",
      grant_context: null,
      scopes: { ...scopes, conditional },
    };
    expect(parseRecommendedScopes(answer)).toEqual({ ...answer, grant_context: {} });
    expect(parseRecommendedScopes({ ...answer, scopes: { ...scopes, conditional: null } }).scopes.conditional).toEqual(
      [],
    );
  });
});
