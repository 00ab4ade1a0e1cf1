import * as pulumi from "@pulumi/pulumi";
import type { ConnectionSource } from "../../../src/discovery/connection-source";
import {
  getAuthConfigCreationFields,
  getAuthConfigCreationFieldsOutput,
  getToolkit,
  getToolkitOutput,
  listAuthConfigs,
  listAuthConfigsOutput,
  requiredScopes,
  requiredScopesOutput,
} from "../../../src/discovery/lookups";
import type { Emulator } from "../../../src/emulator";
import { startEmulator } from "../../../src/emulator";
import { create, noon, send } from "../../support/emulator";

let emulator: Emulator;
const connection = () => ({ apiKey: emulator.apiKey, baseUrl: emulator.url });
const paths = () => emulator.requests.map(({ method, path }) => `${method} ${path}`);

const settled = <Value>(output: pulumi.Output<Value>) => {
  const { promise, isKnown, isSecret } = output as unknown as {
    promise: () => Promise<Value>;
    isKnown: Promise<boolean>;
    isSecret: Promise<boolean>;
  };
  return Promise.all([promise(), isKnown, isSecret]).then(([value, known, secret]) => ({ value, known, secret }));
};

beforeEach(async () => {
  emulator = await startEmulator({ clock: () => noon });
});
afterEach(() => emulator.close());

describe("getToolkit", () => {
  it("tells Composio's own apps apart, and names the scopes that are always asked for", async () => {
    const slack = await getToolkit("slack", connection());
    expect(slack.composioManagedApps).toEqual([
      {
        mode: "OAUTH2",
        managedAppId: "ma_slack_standard",
        isDefault: true,
        availableScopes: expect.arrayContaining(["chat:write"]),
        availableUserScopes: expect.any(Array),
      },
      {
        mode: "OAUTH2",
        managedAppId: "ma_slack_legacy",
        isDefault: false,
        availableScopes: expect.any(Array),
        availableUserScopes: expect.any(Array),
      },
    ]);
    const outlook = await getToolkit("outlook", connection());
    expect(outlook.authConfigDetails[0]?.requiredScopes).toEqual(["offline_access"]);
    expect((await getToolkit("perplexityai", connection())).composioManagedApps).toEqual([]);
  });

  it("describes the toolkit in the words of the SDK", async () => {
    expect(await getToolkit("Notion", connection())).toMatchObject({
      slug: "notion",
      name: "Notion",
      enabled: true,
      composioManagedAuthSchemes: ["OAUTH2"],
      authConfigDetails: [
        {
          mode: "OAUTH2",
          name: "notion_oauth",
          fields: {
            authConfigCreation: {
              required: [
                { name: "client_id", displayName: "Client id", required: true },
                { name: "client_secret", isSecret: true },
              ],
              optional: [{ name: "oauth_redirect_uri" }, { name: "scopes", default: "" }],
            },
            connectedAccountInitiation: { required: [], optional: [] },
          },
        },
        { mode: "API_KEY", fields: { connectedAccountInitiation: { required: [{ name: "generic_api_key" }] } } },
      ],
    });
  });

  it("asks once for lookups that arrive together, and for those that follow", async () => {
    await Promise.all([
      getToolkit("notion", connection()),
      getAuthConfigCreationFields("NOTION", "API_KEY", connection()),
    ]);
    await getToolkit("notion", connection());
    expect(paths()).toEqual(["GET /api/v3.1/toolkits/notion"]);
  });

  it("gives each caller a copy of a toolkit", async () => {
    (await getToolkit("notion", connection())).authConfigDetails.pop();
    expect((await getToolkit("notion", connection())).authConfigDetails).toHaveLength(2);
  });

  it("asks anew with another key, and after a failure", async () => {
    await expect(getToolkit("notion", { ...connection(), apiKey: "ak_wrong" })).rejects.toThrow(
      /^Could not read toolkit notion: the API answered 401/,
    );
    await expect(getToolkit("notion", { ...connection(), apiKey: "ak_wrong" })).rejects.toThrow("401");
    await getToolkit("notion", connection());
    expect(paths()).toHaveLength(3);
  });

  it("names a toolkit that is not there", async () => {
    await expect(getToolkit("notoin", connection())).rejects.toThrow(
      'Could not read toolkit notoin: the API answered 404, "Toolkit notoin not found".',
    );
  });
});

describe("getAuthConfigCreationFields", () => {
  const names = (fields: { name: string; required: boolean }[]) => fields.map(({ name, required }) => [name, required]);

  it("gives the required fields and then the optional ones", async () => {
    expect(names(await getAuthConfigCreationFields("slack", "oauth2", connection()))).toEqual([
      ["client_id", true],
      ["client_secret", true],
      ["oauth_redirect_uri", false],
      ["scopes", false],
      ["verification_token", false],
    ]);
  });

  it("gives the required fields alone on request", async () => {
    expect(
      names(await getAuthConfigCreationFields("slack", "OAUTH2", { requiredOnly: true, ...connection() })),
    ).toEqual([
      ["client_id", true],
      ["client_secret", true],
    ]);
  });

  it("takes the first scheme if none is named, and says so", async () => {
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    expect(await getAuthConfigCreationFields("jira", null, { requiredOnly: true, ...connection() })).toHaveLength(2);
    expect(warn.mock.calls).toEqual([
      [
        "The toolkit jira offers OAUTH2, API_KEY, S2S_OAUTH2, and no auth scheme was named: these are the fields of OAUTH2.",
      ],
    ]);
    warn.mockRestore();
  });

  it("names the schemes that there are", async () => {
    await expect(getAuthConfigCreationFields("notion", "BASIC", connection())).rejects.toThrow(
      "The auth scheme of notion must be one that it offers (OAUTH2, API_KEY), but got: BASIC",
    );
  });
});

describe("listAuthConfigs", () => {
  it("reads every page, and disabled ones on request", async () => {
    const ids: string[] = [];
    for (let made = 0; made < 60; made++) ids.push(await create(emulator, made % 2 === 0 ? "github" : "notion"));
    const [disabled = ""] = ids;
    await send(emulator, `PATCH /auth_configs/${disabled}/DISABLED`);

    const listed = await listAuthConfigs({}, connection());
    expect(listed.map(({ id }) => id).sort()).toEqual(ids.slice(1).sort());
    const all = await listAuthConfigs({ includeDisabled: true }, connection());
    expect(all.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(all.find(({ id }) => id === disabled)).toMatchObject({ toolkit: "github", status: "DISABLED" });
    expect(await listAuthConfigs({ toolkit: "GitHub" }, connection())).toHaveLength(29);
  });

  it("uses the resource's words, and leaves masked credentials out", async () => {
    const options = { type: "use_custom_auth", authScheme: "API_KEY", name: "Perplexity", credentials: {} };
    const id = await create(emulator, "perplexityai", options);
    await create(emulator, "github");
    expect(await listAuthConfigs({ isComposioManaged: false, search: "perp" }, connection())).toEqual([
      {
        id,
        toolkit: "perplexityai",
        type: "use_custom_auth",
        authScheme: "API_KEY",
        name: "Perplexity",
        status: "ENABLED",
        isComposioManaged: false,
        isEnabledForToolRouter: false,
        noOfConnections: 0,
        createdAt: noon.toISOString(),
      },
    ]);
  });
});

describe("requiredScopes", () => {
  it("gives the API's scopes for all tools together, and for each tool", async () => {
    expect(await requiredScopes(["GITHUB_CREATE_A_GIST", "GITHUB_GET_THE_AUTHENTICATED_USER"], connection())).toEqual({
      scopes: ["gist", "read:user"],
      tools: [
        { tool: "GITHUB_CREATE_A_GIST", allOf: ["gist"] },
        { tool: "GITHUB_GET_THE_AUTHENTICATED_USER", allOf: [{ anyOf: ["read:user", "user"] }] },
      ],
    });
  });

  it("leaves needs out that the API does not know", async () => {
    expect(await requiredScopes(["NOTION_QUERY_DATABASE"], connection())).toEqual({
      scopes: [],
      tools: [{ tool: "NOTION_QUERY_DATABASE" }],
    });
  });

  it("asks nothing about no tools", async () => {
    expect(await requiredScopes([])).toEqual({ scopes: [], tools: [] });
  });

  it("quotes the API's answer for tools that it does not know", async () => {
    await expect(requiredScopes(["GITHUB_FLY"], connection())).rejects.toThrow(
      'Could not read the scopes that GITHUB_FLY need: the API answered 400, "Tools not found: GITHUB_FLY".',
    );
  });
});

describe("a lookup over outputs", () => {
  const secretKey = () => ({ apiKey: pulumi.secret(emulator.apiKey), baseUrl: pulumi.output(emulator.url) });

  it("gives no secret if only the API key is a secret", async () => {
    const toolkit = getToolkitOutput(pulumi.output("notion"), secretKey());
    expect(await settled(toolkit.name)).toEqual({ value: "Notion", known: true, secret: false });
  });

  it("gives a secret if an argument is a secret", async () => {
    const { secret } = await settled(getToolkitOutput(pulumi.secret("notion"), secretKey()));
    expect(secret).toBe(true);
  });

  it("is there for every lookup", async () => {
    const fields = getAuthConfigCreationFieldsOutput(pulumi.output("notion"), pulumi.output("OAUTH2"), {
      requiredOnly: true,
      ...secretKey(),
    });
    expect((await settled(fields)).value).toHaveLength(2);
    expect((await settled(listAuthConfigsOutput({ toolkit: pulumi.output("notion") }, secretKey()))).value).toEqual([]);
    expect(
      (await settled(requiredScopesOutput([pulumi.output("GITHUB_CREATE_A_GIST")], secretKey()).scopes)).value,
    ).toEqual(["gist"]);
  });
});

describe("the connection of a lookup", () => {
  const { COMPOSIO_API_KEY, COMPOSIO_BASE_URL } = process.env;
  afterEach(() => {
    pulumi.runtime.setAllConfig({});
    for (const [name, value] of Object.entries({ COMPOSIO_API_KEY, COMPOSIO_BASE_URL })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it("comes from the stack's configuration if the environment has none", async () => {
    delete process.env.COMPOSIO_API_KEY;
    pulumi.runtime.setAllConfig({ "composio:apiKey": emulator.apiKey, "composio:baseUrl": emulator.url });
    expect(await getToolkit("github")).toMatchObject({ slug: "github" });
  });

  it("comes from the environment before that", async () => {
    Object.assign(process.env, { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url });
    pulumi.runtime.setAllConfig({ "composio:apiKey": "ak_wrong", "composio:baseUrl": "https://nowhere.invalid" });
    expect(await getToolkit("github")).toMatchObject({ slug: "github" });
  });

  const elsewhere = { COMPOSIO_API_KEY: "ak_wrong", COMPOSIO_BASE_URL: "https://nowhere.invalid" };

  it.each<[string, () => ConnectionSource]>([
    ["promises", () => ({ composioSettings: async () => connection() })],
    ["outputs", () => ({ composioSettings: () => pulumi.secret(connection()) })],
  ])("comes from a provider of %s before both", async (_case, createProvider) => {
    Object.assign(process.env, elsewhere);
    const provider = createProvider();
    expect(await getToolkit("github", { provider })).toMatchObject({ slug: "github" });
    expect(await settled(getToolkitOutput("github", { provider }).name)).toEqual({
      value: "GitHub",
      known: true,
      secret: false,
    });
    expect(emulator.requests).toHaveLength(1);
  });

  it("comes from the lookup itself before its provider", async () => {
    const provider: ConnectionSource = { composioSettings: async () => ({ apiKey: "ak_wrong" }) };
    expect(await getToolkit("github", { provider, ...connection() })).toMatchObject({ slug: "github" });
    expect((await settled(getToolkitOutput("github", { provider, ...connection() }).slug)).value).toBe("github");
  });

  it("is waited for if the provider's key is not known yet", async () => {
    const provider: ConnectionSource = { composioSettings: () => pulumi.output({ apiKey: pulumi.unknown as never }) };
    await expect(getToolkit("github", { provider })).rejects.toThrow(
      "The key of the provider is not known at preview: use the lookup that ends in Output.",
    );
    expect((await settled(getToolkitOutput("github", { provider }))).known).toBe(false);
    expect(emulator.requests).toEqual([]);
  });

  it.each([
    ["the lookup's apiKey", { apiKey: "uak_s3cr3t" }],
    ["the provider", { provider: { composioSettings: async () => ({ apiKey: "uak_s3cr3t" }) } }],
    ["COMPOSIO_API_KEY", {}],
  ])("refuses a user key from %s, and asks nothing", async (origin, options) => {
    process.env.COMPOSIO_API_KEY = "uak_s3cr3t";
    const refusal = await getToolkit("github", options).catch((error: Error) => error.message);
    expect([refusal, emulator.requests]).toEqual([
      expect.stringContaining(`The API key from ${origin} is a user key`),
      [],
    ]);
    expect(refusal).not.toContain("s3cr3t");
  });

  it("says where to set the missing key", async () => {
    delete process.env.COMPOSIO_API_KEY;
    await expect(getToolkit("github")).rejects.toThrow(
      "No Composio API key is set. Set COMPOSIO_API_KEY, run `pulumi config set --secret composio:apiKey`, or give the lookup an apiKey or a provider.",
    );
  });
});
