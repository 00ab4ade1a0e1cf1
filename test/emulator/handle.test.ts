import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import type { Emulator, RecordedRequest } from "../../src/emulator";
import { emulatedOperations, startEmulator } from "../../src/emulator";
import { create, noon, refusal, request, send, withEmulator } from "../support/emulator";

describe("the key", () => {
  const unauthorized = { status: 401, code: 90401, slug: "HTTP_Unauthorized" };
  const invalid = { ...unauthorized, slug: "APIKey_InvalidAPIKey", message: "Invalid API key" };

  it.each<[string, (key: string) => Record<string, string>, object, RecordedRequest["key"]]>([
    ["none", () => ({}), { ...unauthorized, message: "No API key was provided" }, "missing"],
    ["an empty one", () => ({ "x-api-key": " " }), { ...unauthorized, message: "No API key was provided" }, "missing"],
    ["a wrong one", () => ({ "x-api-key": "ak_wrong" }), invalid, "wrong"],
    ["an organization's", (key) => ({ "x-org-api-key": key }), invalid, "wrong"],
    [
      "two",
      (key) => ({ "x-api-key": key, "x-user-api-key": key }),
      {
        ...unauthorized,
        message: "Provide exactly one credential header, but got: x-api-key (project key), x-user-api-key (user key)",
      },
      "several",
    ],
  ])("is refused: %s", (_name, headersFor, facts, key) =>
    withEmulator(async (emulator) => {
      const headers = headersFor(emulator.apiKey);
      const expected = refusal(facts as Parameters<typeof refusal>[0]);
      expect(await send(emulator, "GET /auth_configs", { headers })).toEqual(expected);
      expect(await send(emulator, "GET /_emulator/requests", { headers })).toEqual(expected);
      expect(emulator.requests).toMatchObject([{ key, status: 401 }]);
    })(),
  );

  it.each(["x-api-key", "x-user-api-key"])("is taken as %s", (header) =>
    withEmulator(
      async (emulator) => {
        expect(emulator.apiKey).toBe("ak_mine");
        expect(await send(emulator, "GET /auth_configs", { headers: { [header]: "ak_mine" } })).toMatchObject({
          status: 200,
        });
      },
      { apiKey: "ak_mine" },
    )(),
  );

  it(
    "opens one project and no other",
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github");
      const other = emulator.addProject();
      const headers = { "x-api-key": other.apiKey };
      expect(other.apiKey).toMatch(/^ak_emulator_[0-9a-f]{24}$/);
      expect(await send(emulator, `GET /auth_configs/${id}`, { headers })).toMatchObject({ status: 404 });
      expect(await send(emulator, "GET /auth_configs", { headers })).toMatchObject({ body: { items: [] } });
      other.addAuthConfig({ toolkit: "gmail", name: "theirs" });
      expect(await send(emulator, "GET /auth_configs", { headers })).toMatchObject({
        body: { items: [{ name: "theirs" }] },
      });
      expect(other.authConfigs()).toMatchObject([{ name: "theirs" }]);
      expect(emulator.authConfigs()).toMatchObject([{ id }]);
    }),
  );
});

describe("requests", () => {
  it(
    "are recorded whole, without the key",
    withEmulator(async (emulator) => {
      await fetch(`${emulator.url}/api/v3/auth_configs?limit=5&a=b`, {
        method: "POST",
        headers: { "x-api-key": emulator.apiKey, "user-agent": "test", "x-request-id": "r1", cookie: "secret" },
        body: JSON.stringify({
          toolkit: { slug: "github", id: 1 },
          auth_config: {
            type: "use_composio_managed_auth",
            auth_scheme: "OAUTH2",
            credentials: { scopes: "repo", client_id: "x" },
            tool_access_config: { tools_available_for_execution: [] },
          },
          dry: true,
        }),
      });
      const recorded: RecordedRequest = {
        method: "POST",
        path: "/api/v3/auth_configs",
        query: { limit: "5", a: "b" },
        body: expect.objectContaining({ dry: true }),
        status: 201,
        unknownKeys: [
          "toolkit.id",
          "auth_config.auth_scheme",
          "auth_config.credentials.client_id",
          "auth_config.tool_access_config.tools_available_for_execution",
          "dry",
        ],
        headers: {
          accept: "*/*",
          "content-type": "text/plain;charset=UTF-8",
          "user-agent": "test",
          "x-request-id": "r1",
        },
        key: "ok",
        at: noon.toISOString(),
        fault: null,
      };
      expect(emulator.requests).toEqual([recorded]);
      expect(JSON.stringify(emulator.requests)).not.toContain(emulator.apiKey);
    }),
  );

  it(
    "that are no JSON are recorded as they came",
    withEmulator(async (emulator) => {
      await send(emulator, "POST /auth_configs", { body: "{oops" });
      await send(emulator, "GET /auth_configs");
      expect(emulator.requests.map(({ body, status }) => [body, status])).toEqual([
        ["{oops", 400],
        [undefined, 200],
      ]);
    }),
  );

  it(
    "succeed with rate headers and the emulator's date",
    withEmulator(
      async (emulator) => {
        await request(emulator, "GET /auth_configs");
        const { headers } = await request(emulator, "GET /auth_configs");
        const names = ["date", "x-ratelimit", "x-ratelimit-remaining", "x-ratelimit-window-size"];
        expect(names.map((name) => headers.get(name))).toEqual([noon.toUTCString(), "3", "1", "30s"]);
        const failed = await request(emulator, "GET /auth_configs/ac_nosuchthing1");
        expect(names.map((name) => failed.headers.get(name))).toEqual([noon.toUTCString(), null, null, null]);
      },
      { rateLimit: { limit: 3, windowMs: 30_000 } },
    ),
  );

  it("have as many left again in the next window", async () => {
    let time = noon;
    await withEmulator(
      async (emulator) => {
        const remaining = async () =>
          (await request(emulator, "GET /auth_configs")).headers.get("x-ratelimit-remaining");
        const left = [await remaining(), await remaining(), await remaining()];
        time = new Date(noon.getTime() + 60_000);
        expect([...left, await remaining()]).toEqual(["1", "0", "0", "1"]);
      },
      { clock: () => time, rateLimit: { limit: 2, windowMs: 60_000 } },
    )();
  });

  it.each([
    ["GET /api/v3.1/triggers_types", 501, "Emulator_NotEmulated"],
    ["PUT /api/v3.1/auth_configs", 501, "Emulator_NotEmulated"],
    ["GET /", 501, "Emulator_NotEmulated"],
    ["GET /api/v2/actions", 410, "HTTP_Gone"],
    ["GET /api/v1/apps", 410, "HTTP_Gone"],
  ])("that are not emulated say so: %s", (line, status, slug) =>
    withEmulator(async (emulator) => {
      const [method = "", path = ""] = line.split(" ");
      const response = await fetch(`${emulator.url}${path}`, { method });
      expect([response.status, await response.json()]).toMatchObject([status, { error: { status, slug } }]);
    })(),
  );
});

describe("a request that is not a call of the API", () => {
  const call = (emulator: Emulator, headers: Record<string, string>, body = "") =>
    new Promise<{ status: number | undefined; slug: string }>((resolve, reject) => {
      const outgoing = httpRequest(
        `${emulator.url}/api/v3.1/auth_configs`,
        { method: "POST", headers: { "x-api-key": emulator.apiKey, ...headers } },
        async (answer) => {
          const { error } = JSON.parse(Buffer.concat(await answer.toArray()).toString());
          resolve({ status: answer.statusCode, slug: error?.slug });
        },
      );
      outgoing.on("error", reject).end(body);
    });

  it.each([
    ["evil.example", { status: 403, slug: "Emulator_ForeignHost" }],
    ["localhost.evil.example:80", { status: 403, slug: "Emulator_ForeignHost" }],
    ["192.168.0.1", { status: 403, slug: "Emulator_ForeignHost" }],
    ["localhost:4010", { status: 400, slug: "HTTP_BadRequest" }],
    ["api.localhost", { status: 400, slug: "HTTP_BadRequest" }],
    ["127.0.0.2:1", { status: 400, slug: "HTTP_BadRequest" }],
    ["[::1]:4010", { status: 400, slug: "HTTP_BadRequest" }],
  ])("is refused if it comes under a name that is not this machine's: %s", (host, expected) =>
    withEmulator(async (emulator) => {
      expect(await call(emulator, { host })).toEqual(expected);
      expect(emulator.requests).toHaveLength(expected.status === 403 ? 0 : 1);
    })(),
  );

  it.each([
    [10 * 1024 * 1024, { status: 400, slug: "HTTP_BadRequest" }],
    [10 * 1024 * 1024 + 1, { status: 413, slug: "Emulator_BodyTooLarge" }],
  ])("is refused if its body is too large: %d bytes", (bytes, expected) =>
    withEmulator(async (emulator) => {
      expect(await call(emulator, {}, "x".repeat(bytes))).toEqual(expected);
    })(),
  );
});

describe("the options", () => {
  const start = async (options: object): Promise<void> => (await startEmulator(options)).close();

  it.each<[string, object]>([
    ["prt is not known (did you mean port?)", { prt: 1 }],
    ["port must be a port of 0 to 65535, but got: 70000", { port: 70_000 }],
    ['answers.scopesAs must be "string" or "list", but got: "lst"', { answers: { scopesAs: "lst" } }],
    ["answers.scopeAs is not known (did you mean scopesAs?)", { answers: { scopeAs: "list" } }],
    ['answers.defaultScopes must be true or false, but got: "no"', { answers: { defaultScopes: "no" } }],
    ["rateLimit.windowMs is missing", { rateLimit: { limit: 1 } }],
    ["maxPageSize must be a whole number of 1 or more, but got: 0", { maxPageSize: 0 }],
    ["clock must be a function", { clock: 5 }],
    ["toolkits[0].nam is not known (did you mean name?)", { toolkits: [{ slug: "acme", name: "ACME", nam: "x" }] }],
    ["authConfigs[0].status must be ENABLED or DISABLED", { authConfigs: [{ toolkit: "github", status: "on" }] }],
    [
      "authConfigs[0].auth_scheme OAUTH1 is not offered by toolkit github",
      { authConfigs: [{ toolkit: "github", auth_scheme: "OAUTH1" }] },
    ],
    [
      "authConfigs[0].credentials.client_id is not known to toolkit github",
      { authConfigs: [{ toolkit: "github", credentials: { client_id: "of a managed one" } }] },
    ],
  ])("are refused by name: %s", async (message, options) => {
    await expect(start(options)).rejects.toThrow(`startEmulator can't use its options: ${message}`);
  });

  it("are refused with all that is wrong at once", async () => {
    const options = { prt: 1, latencyMs: -1, authConfigs: [{ toolkit: "nosuch" }, { namee: "x" }] } as object;
    await expect(start(options)).rejects.toThrow(
      "startEmulator can't use its options: authConfigs[1].toolkit is missing; authConfigs[1].namee is not known (did you " +
        "mean name?); latencyMs must be a number of 0 or more, but got: -1; prt is not known (did you mean port?); " +
        "authConfigs[0].toolkit nosuch is not known: define it among toolkits.",
    );
  });
});

describe("the handle", () => {
  it(
    "goes back to its first state",
    withEmulator(
      async (emulator) => {
        const other = emulator.addProject();
        other.addAuthConfig({ toolkit: "gmail" });
        await create(emulator, "github");
        emulator.failNext({ kind: "status", times: 9 });
        const { requests } = emulator;
        emulator.reset();
        expect(emulator.authConfigs()).toMatchObject([{ name: "seed", status: "DISABLED", type: "custom" }]);
        expect([other.authConfigs(), requests]).toEqual([[], []]);
        expect(await send(emulator, "GET /auth_configs")).toMatchObject({ status: 200 });
        expect(requests).toHaveLength(1);
        expect(emulator.connectedAccounts()).toMatchObject([{ user_id: "user_1" }, { user_id: "user_2" }]);
      },
      {
        authConfigs: [{ toolkit: "notion", auth_scheme: "OAUTH2", name: "seed", status: "DISABLED", connections: 2 }],
      },
    ),
  );

  it(
    "changes by hand fields that the API can't change, and hands out copies",
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github");
      const changed = emulator.changeByHand(id, { name: "by hand", credentials: { scopes: "all" } });
      changed.name = "not this";
      expect(emulator.authConfigs()).toMatchObject([{ id, name: "by hand", credentials: { scopes: "all" } }]);
      expect(() => emulator.changeByHand(id, { namee: "x" } as never)).toThrow(
        "An auth config has no namee (did you mean name?)",
      );
      expect(() => emulator.changeByHand("ac_nosuch", {})).toThrow("The emulator holds no auth config ac_nosuch");
      expect(() => emulator.connectAccount("ac_nosuch")).toThrow("The emulator holds no auth config ac_nosuch");
      expect(() => emulator.addAuthConfig({ toolkit: "nosuch" })).toThrow(
        'The emulator knows no toolkit nosuch: define it in the option "toolkits"',
      );
      expect(() => emulator.addAuthConfig({ toolkit: "github", namee: "x" } as never)).toThrow(
        "The emulator can't add this auth config: namee is not known (did you mean name?)",
      );
    }),
  );

  it(
    "shows fields in another form than stored, or not at all",
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github");
      const { body: before } = await send(emulator, `GET /auth_configs/${id}`);
      emulator.showAs(id, { status: undefined, no_of_connections: null, proxy_config: { proxy_url: null } });
      const { status: _status, ...others } = before as Record<string, unknown>;
      const item = { ...others, no_of_connections: null, proxy_config: { proxy_url: null } };
      expect(await send(emulator, `GET /auth_configs/${id}`)).toEqual({ status: 200, body: item });
      expect(await send(emulator, "GET /auth_configs")).toMatchObject({ body: { items: [item] } });
      expect(emulator.authConfigs()).toMatchObject([{ status: "ENABLED", proxy_config: null }]);
      emulator.showAs(id, {});
      expect(await send(emulator, `GET /auth_configs/${id}`)).toEqual({ status: 200, body: before });
      expect(() => emulator.showAs("ac_nosuch", {})).toThrow("The emulator holds no auth config ac_nosuch");
    }),
  );

  it("makes every answer take its time", async () => {
    const emulator = await startEmulator({ latencyMs: 30 });
    try {
      const start = performance.now();
      await send(emulator, "GET /auth_configs");
      expect(performance.now() - start).toBeGreaterThanOrEqual(29);
    } finally {
      await emulator.close();
    }
  });

  it("listens on the given port, on this machine alone, and says so if it cannot", async () => {
    const emulator = await startEmulator();
    try {
      const port = Number(new URL(emulator.url).port);
      expect(emulator.url).toBe(`http://127.0.0.1:${port}`);
      await expect(startEmulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
      await expect(
        new Promise((resolve, reject) => connect(port, "::1").once("connect", resolve).once("error", reject)),
      ).rejects.toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|EADDRNOTAVAIL/) });
    } finally {
      await emulator.close();
    }
    await emulator.close();
    await expect(fetch(emulator.url)).rejects.toThrow("fetch failed");
  });
});

describe("/_emulator", () => {
  it(
    "takes and drops faults, one or several",
    withEmulator(async (emulator) => {
      const faults = [{ kind: "status", status: 503, method: "GET" }, { kind: "empty-404" }];
      expect(await send(emulator, "POST /_emulator/faults", { body: faults })).toEqual({ status: 200, body: {} });
      expect(await send(emulator, "POST /_emulator/faults", { body: faults[0] })).toEqual({ status: 200, body: {} });
      expect(await send(emulator, "GET /_emulator/faults")).toEqual({
        status: 200,
        body: { faults: [...faults, faults[0]] },
      });
      expect(await send(emulator, "GET /auth_configs")).toMatchObject({ status: 503 });
      expect(await send(emulator, "DELETE /_emulator/faults")).toEqual({ status: 200, body: {} });
      expect(await send(emulator, "GET /auth_configs")).toMatchObject({ status: 200 });
      expect(await send(emulator, "GET /_emulator/requests")).toEqual({
        status: 200,
        body: { requests: JSON.parse(JSON.stringify(emulator.requests)) },
      });
      expect(emulator.requests.map(({ fault }) => fault)).toEqual(["status", null]);
    }),
  );

  it(
    "shows auth configs masked, deleted ones too, and resets",
    withEmulator(async (emulator) => {
      const secret = { type: "use_custom_auth", authScheme: "API_KEY", credentials: { secret: "secret-of-mine" } };
      const id = await create(emulator, "perplexityai", secret);
      await send(emulator, `DELETE /auth_configs/${id}`);
      expect(await send(emulator, "GET /_emulator/auth-configs")).toMatchObject({
        body: { auth_configs: [{ id, credentials: { secret: "secr..." }, deleted: true }] },
      });
      expect(await send(emulator, "POST /_emulator/reset")).toEqual({ status: 200, body: {} });
      expect(await send(emulator, "GET /_emulator/auth-configs")).toEqual({ status: 200, body: { auth_configs: [] } });
      expect(await send(emulator, "GET /_emulator/nosuch")).toMatchObject({ status: 501 });
    }),
  );
});

describe("the list of operations", () => {
  it(
    "holds exactly the emulated operations",
    withEmulator(async (emulator) => {
      for (const operation of emulatedOperations) {
        const [method = "", path = ""] = operation.split(" ");
        const { status } = await send(
          emulator,
          `${method} ${path.replaceAll(":", "")}`,
          method === "GET" ? {} : { body: {} },
        );
        expect([operation, status]).not.toEqual([operation, 501]);
      }
      expect(emulatedOperations).toContain("PATCH /auth_configs/:id/:status");
    }),
  );
});
