/** The application: it knows the stack's output and Composio's SDK, and nothing of Pulumi. */
import { Composio } from "@composio/core";
import { readSessionConfig } from "pulumi-composio/session";

const composio = new Composio(); // The key is in COMPOSIO_API_KEY.

// Without a file it reads the environment variable COMPOSIO_SESSION.
const session = await composio.create("user_123", readSessionConfig({ file: "session.json" }));

console.log(`session ${session.sessionId}`);
for (const { slug, isNoAuth } of (await session.toolkits()).items) {
  console.log(`${slug}: ${isNoAuth ? "no account" : (await session.authorize(slug)).redirectUrl}`);
}
