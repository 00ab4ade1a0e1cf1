import { startEmulator } from "pulumi-composio/emulator";
import { AuthConfig, sessionConfig } from "pulumi-composio";
import { openStack } from "../engine/stack";

it("smokes", async () => {
  const emulator = await startEmulator();
  const stack = await openStack({
    program: async () => {
      const github = new AuthConfig("github", { toolkit: "github" });
      const notion = new AuthConfig("notion", { toolkit: "notion", authScheme: "OAUTH2", credentials: { client_id: "id", client_secret: "s3cr3t-v4lue" } });
      return { session: sessionConfig([github, notion]) };
    },
    env: { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url },
  });
  for (const op of ["preview", "up", "up", "refresh", "preview"] as const) {
    const t = Date.now();
    const r = await stack[op]();
    console.log(op, Date.now() - t, r.output, emulator.requests.length);
  }
  console.log(JSON.stringify(stack.state(), null, 1));
  console.log((await stack.destroy()).output);
  console.log(emulator.requests);
  await stack.close();
  await emulator.close();
}, 120000);
