/** The official Python SDK, with the newest generated client under it, runs its documented calls on the emulator. */
import * as path from "node:path";
import { toPython } from "../../../src/session";
import { findPython } from "../../engine/session/find-python";
import { withEmulator } from "../../support/emulator";
import { runCommand } from "../../support/engine/command";
import { EVERY_SESSION_OPTION } from "../../support/every-session-option";

jest.setTimeout(240_000);

it(
  "understands every answer, and sends nothing that the emulator does not know",
  withEmulator(async (emulator) => {
    const python = await findPython((line) => void process.stderr.write(`${line}\n`));
    if (python === undefined) return;
    // It refuses these two by name, as it would any argument that it does not know.
    const { search, execute, ...options } = EVERY_SESSION_OPTION;
    const { stdout, stderr } = await runCommand(
      python,
      [path.join(__dirname, "official_client.py"), emulator.url, emulator.apiKey, JSON.stringify(toPython(options))],
      { env: { PATH: process.env.PATH, HOME: "/nowhere", TELEMETRY_DISABLED: "true" }, timeoutMs: 60_000 },
    );

    const [managed, own] = emulator.authConfigs();
    const [account] = emulator.connectedAccounts();
    expect(JSON.parse(stdout || JSON.stringify(stderr))).toEqual({
      managed: [managed?.id, "OAUTH2", true],
      own: [own?.id, "OAUTH2", false],
      got: [
        own?.id,
        "Notion",
        "ENABLED",
        {
          client_id: "client-id-of-notion",
          client_secret: "anot...",
          oauth_redirect_uri: "https://backend.composio.dev/api/v3.1/toolkits/auth/callback",
        },
      ],
      lists: [
        [1, ["Notion"]],
        [2, ["Notion"]],
      ],
      said: ["updated", "disabled", "enabled", "deleted"].map((done) => `Auth config ${done} successfully`),
      sessions: emulator.sessions().map(({ id }) => id),
      link: [account?.id, `${emulator.url}/link/${account?.link_token}`],
      toolkit: ["notion", false],
      github: ["github", ["OAUTH2"]],
      fields: ["client_id", "client_secret"],
      recommended: ["https://www.googleapis.com/auth/gmail.send"],
    });
    expect([managed?.deleted, own?.deleted]).toEqual([false, true]);
    expect(
      emulator.requests.filter(({ unknownKeys, status }) => unknownKeys.length > 0 || (status ?? 0) >= 400),
    ).toEqual([]);
  }),
);
