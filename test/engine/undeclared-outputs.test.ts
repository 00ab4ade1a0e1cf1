/** Outputs of inputs that a program does not declare: they have the engine's value, which is not always undefined. */
import type * as pulumi from "@pulumi/pulumi";
import { AuthConfig } from "pulumi-composio";
import { emulatedStack } from "../support/emulated-stack";

const seen: Record<string, unknown> = {};

/** Notes an output when it has settled, whether it is known or not. */
function note(name: string, output: pulumi.Output<unknown>): void {
  const { isKnown, isSecret } = output as unknown as { isKnown: Promise<boolean>; isSecret: Promise<boolean> };
  const value = (output as unknown as { promise: () => Promise<unknown> }).promise();
  void Promise.all([value, isKnown, isSecret]).then(([is, known, secret]) => {
    seen[name] = known ? [is, ...(secret ? ["secret"] : [])] : "unknown";
  });
}

const app = {
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials: { client_id: "app", client_secret: "hush" },
};
const proxyConfig = { proxyUrl: "https://proxy.example", proxyAuthKey: "key-of-proxy" };

const world = emulatedStack(async () => {
  new AuthConfig("notion", { ...app, proxyConfig, forceDestroy: true });
  new AuthConfig("github", { toolkit: "github" });
});

it("has the value that the engine holds: at preview, after an up, and beside a target", async () => {
  const { stack } = world;
  expect((await stack.up()).ok).toBe(true);

  stack.program = async () => {
    const notion = new AuthConfig("notion", app);
    const github = new AuthConfig("github", { toolkit: "github" });
    const slack = new AuthConfig("slack", { toolkit: "slack" });
    note("proxyConfig", notion.proxyConfig);
    note("forceDestroy", notion.forceDestroy);
    note("adopt", notion.adopt);
    note("scopes", github.scopes);
    note("userScopes", slack.userScopes);
  };
  const [github] = (stack.state().resources ?? []).filter(({ urn }) => urn.endsWith("::github"));
  const beside = await stack.up({ target: [github?.urn ?? ""] });
  expect([beside.ok ? "ok" : beside.output, seen]).toEqual([
    "ok",
    {
      proxyConfig: [proxyConfig, "secret"],
      forceDestroy: [true],
      adopt: [undefined],
      scopes: [undefined],
      userScopes: "unknown",
    },
  ]);

  // Whether the engine's own look-up knows what is beside a target of it or not, the program goes on.
  const refresh = await stack.refresh({ runProgram: true, target: [github?.urn ?? ""] });
  expect([refresh.ok ? "ok" : refresh.output, Object.keys(seen).length]).toEqual(["ok", 5]);

  const preview = await stack.preview();
  const nothing = { proxyConfig: "unknown", forceDestroy: "unknown", adopt: "unknown", scopes: "unknown" };
  expect([preview.ok ? "ok" : preview.output, seen]).toEqual(["ok", { ...nothing, userScopes: "unknown" }]);

  const up = await stack.up();
  expect([up.ok ? "ok" : up.output, seen]).toEqual([
    "ok",
    {
      proxyConfig: [undefined],
      forceDestroy: [undefined],
      adopt: [undefined],
      scopes: [undefined],
      userScopes: [undefined],
    },
  ]);
}, 120_000);
