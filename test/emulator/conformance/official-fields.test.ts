import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { getAuthConfigCreationFields } from "../../../src/discovery/lookups";
import { startEmulator } from "../../../src/emulator";

it("gives the same fields as Composio's own SDK", async () => {
  const emulator = await startEmulator();
  try {
    const questions: [string, string | null, boolean][] = [
      ["notion", "OAUTH2", true],
      ["notion", "API_KEY", false],
      ["slack", "OAUTH2", false],
      ["twitter", null, true],
      ["outlook", "S2S_OAUTH2", false],
    ];
    const env = { PATH: process.env.PATH, COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [path.join(__dirname, "official-fields.mjs"), ...questions.map((question) => JSON.stringify(question))],
      { env },
    );
    const ours = await Promise.all(
      questions.map(([toolkit, scheme, requiredOnly]) =>
        getAuthConfigCreationFields(toolkit, scheme, {
          requiredOnly,
          apiKey: emulator.apiKey,
          baseUrl: emulator.url,
        }),
      ),
    );
    expect(ours).toEqual(
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
  } finally {
    await emulator.close();
  }
}, 60_000);
