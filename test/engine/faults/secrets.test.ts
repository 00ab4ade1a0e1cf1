/** No secret is printed, kept in plain text or sent in an address, whatever goes wrong. */
import * as pulumi from "@pulumi/pulumi";
import type { AuthConfigArgs } from "pulumi-composio";
import { AuthConfig, secretFromEnv } from "pulumi-composio";
import { emulatedStack } from "../../support/emulated-stack";

const SECRETS = ["s3cr3t-first-of-the-app", "s3cr3t-second-of-the-app", "sh4red-secret", "pr0xy-secret"] as const;
/** Public by nature, but this program gives it as a secret. */
const CLIENT_ID = "cl1ent-id-that-is-a-secret-here";
/** Likewise. A create is sent under a name that begins with a part of it. */
const NAME = "Given-As-Secret, and longer than the part of it that a temporary name keeps";
let secret: string = SECRETS[0];
const world = emulatedStack(async () => {
  new AuthConfig("notion", {
    toolkit: "notion",
    authScheme: "OAUTH2",
    name: pulumi.secret(NAME),
    credentials: { client_id: pulumi.secret(CLIENT_ID), client_secret: secret, extra: secretFromEnv("EXTRA") },
    sharedCredentials: { region: SECRETS[2] },
    proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: SECRETS[3] },
    toolAccessConfig: { toolsAvailableForExecution: ["NOTION_CREATE_NOTION_PAGE"] },
  });
});
const IN_ENVIRONMENT = "s3cr3t-of-the-environment";
/** Only what was sent can be known: the second secret comes later. */
const echo = [SECRETS[0], ...SECRETS.slice(2), CLIENT_ID, IN_ENVIRONMENT, NAME].join(" and ");
const echoing = {
  body: { error: { message: `Bad values: ${echo}`, code: 1, slug: "x", status: 400, errors: [echo] } },
};

it("prints no secret, keeps none in plain text and sends none in an address, however it fails", async () => {
  const { emulator, stack } = world;
  stack.env.EXTRA = IN_ENVIRONMENT;
  secret = SECRETS[0];
  const patch = { method: "PATCH", times: 5 } as const;
  emulator.failNext({ kind: "status", status: 400, method: "POST", path: "auth_configs$", ...echoing });
  expect((await stack.up()).ok).toBe(false);
  emulator.failNext({ kind: "status", status: 400, ...patch, times: 1, ...echoing });
  expect((await stack.up()).ok).toBe(false);
  expect((await stack.up()).ok).toBe(true);

  // After this one nobody knows which of two secrets the API holds, so the state has to hold both.
  secret = SECRETS[1];
  emulator.failNext({ kind: "reset-after", ...patch });
  const open = await stack.up();
  expect([open.ok, JSON.stringify(stack.resource("notion").outputs?.__possibleValues)]).toEqual([
    false,
    expect.stringContaining("ciphertext"),
  ]);
  emulator.failNext({ kind: "status", status: 400, method: "GET", times: 2, ...echoing });
  expect((await stack.refresh()).ok).toBe(false);
  expect((await stack.destroy()).ok).toBe(false);
  secret = SECRETS[0];
  expect((await stack.up()).ok).toBe(true);
  expect(emulator.authConfigs().map(({ credentials }) => credentials.client_secret)).toEqual([SECRETS[0]]);
  expect((await stack.destroy()).ok).toBe(true);

  const addresses = emulator.requests.map(({ path, query }) => path + JSON.stringify(query)).join("\n");
  const everything = [stack.output, addresses, stack.backend.allBytes().toString("latin1")].join("\n");
  const secrets = [...SECRETS, CLIENT_ID, IN_ENVIRONMENT, NAME.slice(0, 15), emulator.apiKey];
  expect(secrets.filter((text) => everything.includes(text))).toEqual([]);
  expect(stack.output).toContain(`"Bad values: ${Array(6).fill("[secret]").join(" and ")}"`);
}, 180_000);

/** The ways in which a program can give a scope as a secret. */
const WAYS: Record<string, (scope: string) => Partial<AuthConfigArgs>> = {
  item: (scope) => ({ scopes: ["repo", pulumi.secret(scope)] }),
  list: (scope) => ({ scopes: pulumi.secret(["repo", scope]) }),
  text: (scope) => ({ scopes: pulumi.secret(`repo,${scope}`) }),
  promise: (scope) => ({ scopes: Promise.resolve(["repo", pulumi.secret(scope)]) }),
  credential: (scope) => ({ credentials: { scopes: pulumi.secret(`${scope} repo`) } }),
  credentials: (scope) => ({ credentials: pulumi.output({ scopes: pulumi.secret(scope) }) }),
};

it("names no scope in a warning that the program gave as a secret, in whichever way it did", async () => {
  const { emulator, stack } = world;
  let part = "first";
  const scopeOf = (way: string) => `s3cr3t.${part}.of.${way}`;
  stack.program = async () => {
    for (const [way, declare] of Object.entries(WAYS))
      new AuthConfig(way, { toolkit: "github", ...declare(scopeOf(way)) });
  };
  for (part of ["first", "second"]) {
    const { ok, output, diagnostics } = await stack.up();
    expect(ok ? "ok" : output).toBe("ok");
    const warnings = diagnostics.filter(({ severity }) => severity === "warning");
    const warned = warnings.map(({ message, urn = "" }) => [urn.split("::").pop(), message.trim()]);
    const why = "Composio's own app for github can't be granted [secret]; use an app of your own";
    expect(Object.fromEntries(warned)).toEqual(
      Object.fromEntries(
        Object.keys(WAYS).map((way) => [way, `${way.startsWith("cred") ? "credentials.scopes" : "scopes"}: ${why}`]),
      ),
    );
    // The API has them all the same.
    const held = emulator.authConfigs().map(({ credentials }) => `${credentials.scopes}`.split(/[ ,]/));
    expect(held.flatMap((scopes) => scopes.filter((scope) => scope !== "repo")).sort()).toEqual(
      Object.keys(WAYS).map(scopeOf).sort(),
    );
  }
  expect(stack.output + stack.backend.allBytes().toString("latin1")).not.toContain("s3cr3t.");
}, 180_000);
