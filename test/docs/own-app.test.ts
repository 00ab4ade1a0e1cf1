/** The lines of application code in `examples/own-app`: Composio's own SDK opens the session that fits each user. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Emulator } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import { projectOf } from "../engine/session/project";
import { runCommand } from "../support/engine/command";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({
    authConfigs: [
      { toolkit: "github", id: "ac_composio0001" },
      {
        toolkit: "github",
        id: "ac_own000000001",
        auth_scheme: "OAUTH2",
        credentials: { client_id: "a", client_secret: "b" },
      },
    ],
  });
});
afterEach(() => emulator.close());

it("cuts nobody off: a user with accounts on Composio's app alone stays there, and everybody else uses your own app", async () => {
  emulator.connectAccount("ac_composio0001", { userId: "left" });
  emulator.connectAccount("ac_composio0001", { userId: "moved" });
  emulator.connectAccount("ac_own000000001", { userId: "moved" });
  const project = projectOf("own-app");
  try {
    const write = (file: string, id: string) =>
      fs.writeFileSync(path.join(project.folder, file), JSON.stringify({ authConfigs: { github: id } }));
    write("session.json", "ac_own000000001");
    write("session-before.json", "ac_composio0001");
    const tsx = path.join(project.folder, "node_modules/tsx/dist/cli.mjs");
    const { code, stdout, stderr } = await runCommand(process.execPath, [tsx, "app.mts", "left", "moved", "new"], {
      cwd: project.folder,
      env: {
        PATH: process.env.PATH,
        HOME: project.folder,
        TELEMETRY_DISABLED: "true",
        COMPOSIO_API_KEY: emulator.apiKey,
        COMPOSIO_BASE_URL: emulator.url,
      },
      timeoutMs: 60_000,
    });
    expect([code, stderr]).toEqual([0, ""]);
    const used = emulator.sessions().map(({ user_id, auth_configs }) => [user_id, auth_configs]);
    expect(Object.fromEntries(used)).toEqual({
      left: { github: "ac_composio0001" },
      moved: { github: "ac_own000000001" },
      new: { github: "ac_own000000001" },
    });
    expect(stdout.match(/session /g)).toHaveLength(3);
  } finally {
    project.close();
  }
}, 90_000);
