import { checkAddress } from "../../../src/client/address";
import { ApiError } from "../../../src/client/errors";
import { Redactor } from "../../../src/client/redaction";
import { connectionText, readSettings, unusableKey } from "../../../src/settings";

describe("the address", () => {
  it.each([
    ["https://backend.composio.dev", "https://backend.composio.dev"],
    ["https://backend.composio.dev/", "https://backend.composio.dev"],
    ["https://backend.composio.dev/api/v3.1", "https://backend.composio.dev"],
    ["https://backend.composio.dev/api/v3/", "https://backend.composio.dev"],
    ["https://gateway.example/composio", "https://gateway.example/composio"],
    ["http://localhost:9900", "http://localhost:9900"],
    ["http://api.localhost:9900", "http://api.localhost:9900"],
    ["http://127.1.2.3:9900", "http://127.1.2.3:9900"],
    ["http://[::1]:9900", "http://[::1]:9900"],
  ])("%s is %s", (given, address) => {
    expect(checkAddress(given, false)).toBe(address);
  });

  it.each([
    "http://backend.composio.dev",
    "http://0.0.0.0:9900",
    "http://localhost.example",
    "http://127.0.0.1.example",
  ])("%s is refused, unless plain http is allowed", (given) => {
    const host = new URL(given).host;
    expect(() => checkAddress(given, false)).toThrow(
      `Refusing to send an API key over plain http to ${host}. Use https, or set COMPOSIO_ALLOW_INSECURE_HTTP=1 if you trust the way there.`,
    );
    expect(checkAddress(given, true)).toBe(new URL(given).origin);
  });

  it.each(["", "backend.composio.dev", "ftp://backend.composio.dev"])("%j is no address", (given) => {
    expect(() => checkAddress(given, false)).toThrow(
      `must be an http(s) URL such as https://backend.composio.dev, but got: ${given}`,
    );
  });

  it.each([
    ["user:s3cr3t@host.example", "host.example"],
    ["//me:s3cr3t@host.example?token=s3cr3t", "host.example"],
    ["host.example/path?token=s3cr3t", "host.example/path"],
    ["host.example#s3cr3t", "host.example"],
    ["ftp://me:s3cr3t\n@host.example", "host.example"],
  ])("that is mistyped shows nothing that may be a secret: %j", (given, shown) => {
    expect(() => checkAddress(given, false)).toThrow(
      new Error(`The Composio address must be an http(s) URL such as https://backend.composio.dev, but got: ${shown}`),
    );
  });

  it.each(["https://host.example/?token=s3cr3t", "https://host.example#s3cr3t"])(
    "holds no more than a path: %s",
    (given) => {
      expect(() => checkAddress(given, false)).toThrow(
        new Error("The Composio address must not hold anything after a ? or # (host host.example)."),
      );
    },
  );

  it("holds no password, and does not print it", () => {
    expect(() => checkAddress("https://me:s3cr3t@host.example", false)).toThrow(
      "The Composio address must not hold a user name or password (host host.example).",
    );
  });
});

describe("settings", () => {
  const stack = { "composio:apiKey": "from-stack", "composio:baseUrl": "https://stack.example" } as Record<
    string,
    string
  >;

  it("prefer the environment", () => {
    const environment = { COMPOSIO_API_KEY: " from-env ", COMPOSIO_BASE_URL: "https://env.example" };
    expect(readSettings(environment, (key) => stack[key])).toEqual({
      apiKey: { value: "from-env", origin: "COMPOSIO_API_KEY" },
      baseUrl: { value: "https://env.example", origin: "COMPOSIO_BASE_URL" },
      allowInsecureHttp: false,
    });
  });

  it("fall back to the stack's config, and an empty variable counts as unset", () => {
    const environment = { COMPOSIO_API_KEY: "  ", COMPOSIO_ALLOW_INSECURE_HTTP: "1" };
    expect(readSettings(environment, (key) => stack[key])).toEqual({
      apiKey: { value: "from-stack", origin: "stack config composio:apiKey" },
      baseUrl: { value: "https://stack.example", origin: "stack config composio:baseUrl" },
      allowInsecureHttp: true,
    });
  });

  it("have a default address and no default key", () => {
    expect(readSettings({}, () => undefined)).toEqual({
      apiKey: undefined,
      baseUrl: { value: "https://backend.composio.dev", origin: "default" },
      allowInsecureHttp: false,
    });
  });
});

describe("a key", () => {
  it.each([
    [
      "uak_s3cr3t",
      "is a user key (uak_…), such as Composio's own command line uses: take a key of the project (ak_…), from its settings in the dashboard.",
    ],
    ["ck_s3cr3t", "is a consumer key (ck_…), which this API refuses: take a key of the project (ak_…)."],
    ...["ak_s3\u200bcr3t", "“ak_s3cr3t”", "ak_s3\ncr3t", "ak_ s3cr3t"].map((key) => [
      key,
      "holds a character that no key has: copy the key again.",
    ]),
  ])("that is %j is refused by its origin, and not shown", (value, reason) => {
    expect(unusableKey({ value, origin: "COMPOSIO_API_KEY" })).toBe(`The API key from COMPOSIO_API_KEY ${reason}`);
  });

  it("of any other kind is sent, and the API judges it", () => {
    expect(["ak_1", "ok_1", "anything"].map((value) => unusableKey({ value, origin: "x" }))).toEqual(Array(3));
  });

  it("is told from another key by its last characters, if it is long enough", () => {
    const baseUrl = { value: "https://api.example", origin: "default" };
    const textOf = (value: string) => connectionText({ baseUrl, apiKey: { value, origin: "COMPOSIO_API_KEY" } });
    expect([
      textOf("ak_0123456789abcdef"),
      textOf("ak_0123456789ab"),
      connectionText({ baseUrl, apiKey: undefined }),
    ]).toEqual([
      "https://api.example, API key from COMPOSIO_API_KEY (…cdef)",
      "https://api.example, API key from COMPOSIO_API_KEY",
      "https://api.example, no API key",
    ]);
  });
});

describe("redaction", () => {
  it("replaces every form of a secret, wherever it was remembered", () => {
    const redactor = new Redactor();
    redactor.remember({ a: ['q"uo\nted'], b: { c: "s p&ce" }, d: 123456, e: "longer s p&ce", short: "ab" });
    expect(redactor.redact('q"uo\nted q\\"uo\\nted s%20p%26ce longer s p&ce 123456 ab')).toBe(
      "[secret] [secret] [secret] [secret] [secret] ab",
    );
  });
});

describe("an error of the API", () => {
  const attempt = 'create auth config "x" (toolkit github)';

  it.each([
    [
      "its own envelope",
      {
        status: 400,
        form: "envelope",
        body: { message: "Bad name.", errors: ["name: too long"], request_id: "req_9" },
      },
      'Could not create auth config "x" (toolkit github): the API answered 400, "Bad name" (name: too long). Request id req_9.',
    ],
    [
      "its own advice, which wins over ours",
      {
        status: 401,
        form: "envelope",
        body: { message: "Invalid API key", suggested_fix: "Make a new key." },
        requestId: "h",
      },
      'Could not create auth config "x" (toolkit github): the API answered 401, "Invalid API key". Make a new key. Request id h.',
    ],
    [
      "a proxy's page",
      { status: 404, form: "foreign" },
      'Could not create auth config "x" (toolkit github): something answered 404, but not in the API\'s own form: is there a proxy in between, or is the address wrong?',
    ],
    [
      "an empty object",
      { status: 500, form: "empty" },
      'Could not create auth config "x" (toolkit github): the API answered 500 with an empty object, which is not its form of a refusal. This is a fault of the API: try again later.',
    ],
  ] as const)("is one line for %s", (_case, refusal, message) => {
    expect(new ApiError(attempt, refusal as never).message).toBe(message);
  });
});
