/** Opens a session with a stack's output, and asks the API which auth config the session uses for each toolkit. */
import { Composio } from "@composio/core";

const composio = new Composio({
  apiKey: process.env.COMPOSIO_API_KEY,
  baseURL: process.env.COMPOSIO_BASE_URL,
  allowTracking: false,
});
const session = await composio.create("user_123", JSON.parse(process.env.COMPOSIO_SESSION));

const answer = await fetch(`${process.env.COMPOSIO_BASE_URL}/api/v3.1/tool_router/session/${session.sessionId}`, {
  headers: { "x-api-key": process.env.COMPOSIO_API_KEY },
});
const { config } = await answer.json();

console.log(`session ${session.sessionId} uses`);
for (const [toolkit, id] of Object.entries(config.auth_configs)) console.log(`  ${id} for ${toolkit}`);
process.exit(0);
