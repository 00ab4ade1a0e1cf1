/** Update plans: `up --plan` refuses whatever a preview has not said. */
import * as path from "node:path";
import { AuthConfig, secretFromEnv } from "pulumi-composio";
import { emulatedStack } from "../support/emulated-stack";

const world = emulatedStack(async () => {
  new AuthConfig("notion", {
    toolkit: "notion",
    authScheme: "OAUTH2",
    credentials: { client_id: "app-1", client_secret: secretFromEnv("NOTION_SECRET") },
  });
});

it("an update plan holds for a secret of the environment, at the create and at a change of its value", async () => {
  const plan = path.join(world.stack.backend.folder, "plan.json");
  for (const [value, changes] of [
    ["s3cr3t-1", { create: 2 }],
    ["s3cr3t-2", { same: 1, update: 1 }],
  ] as const) {
    world.stack.env.NOTION_SECRET = value;
    expect((await world.stack.preview({ plan })).ok).toBe(true);
    const up = await world.stack.up({ plan });
    expect([up.ok ? "ok" : up.output, up.changes]).toEqual(["ok", changes]);
    expect(world.emulator.authConfigs().map(({ credentials }) => credentials.client_secret)).toEqual([value]);
  }
}, 120_000);
