/** The application: prints which app each user's session uses. */
import { Composio } from "@composio/core";
import { sessionFor } from "./session-for.mjs";

const composio = new Composio(); // The key is in COMPOSIO_API_KEY.

for (const userId of process.argv.slice(2)) {
  const session = await sessionFor(composio, userId);
  console.log(`${userId}: session ${session.sessionId}`);
}
