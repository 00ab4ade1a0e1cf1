/** No secret is printed, kept in plain text or sent in an address, whatever goes wrong. */
import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, secretFromEnv } from "pulumi-composio";
import { emulatedStack } from "../../support/emulated-stack";

const SECRETS = ["s3cr3t-first-of-the-app", "s3cr3t-second-of-the-app", "sh4red-secret", "pr0xy-secret"] as const;
/** Public by nature, but this program gives it as a secret. */
const CLIENT_ID = "cl1ent-id-that-is-a-secret-here";
let secret: string = SECRETS[0];
const world = emulatedStack(async () => {
  new AuthConfig("notion", {
    toolkit: "notion",
    authScheme: "OAUTH2",
    name: pulumi.secret("Given-As-Secret"),
    credentials: { client_id: pulumi.secret(CLIENT_ID), client_secret: secret, extra: secretFromEnv("EXTRA") },
    sharedCredentials: { region: SECRETS[2] },
    proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: SECRETS[3] },
    toolAccessConfig: { toolsAvailableForExecution: ["NOTION_CREATE_NOTION_PAGE"] },
  });
});
const IN_ENVIRONMENT = "s3cr3t-of-the-environment";
/** Only what was sent can be known: the second secret comes later. */
const echo = [SECRETS[0], ...SECRETS.slice(2), CLIENT_ID, IN_ENVIRONMENT, "Given-As-Secret"].join(" and ");
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
  const secrets = [...SECRETS, CLIENT_ID, IN_ENVIRONMENT, "Given-As-Secret", emulator.apiKey];
  expect(secrets.filter((text) => everything.includes(text))).toEqual([]);
  expect(stack.output).toContain(`"Bad values: ${Array(6).fill("[secret]").join(" and ")}"`);
}, 180_000);
