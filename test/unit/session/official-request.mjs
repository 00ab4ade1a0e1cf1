/** Opens a session by the official SDK against the address in COMPOSIO_BASE_URL, with the configuration of the first argument. */
import { Composio } from "@composio/core";

const composio = new Composio({ apiKey: "ak_test", baseURL: process.env.COMPOSIO_BASE_URL, allowTracking: false });
await composio.create("user_1", JSON.parse(process.argv[2])).catch(() => {});
