/** Whatever `sessionConfig` takes, a body that the API takes: the emulator was written by others, from the same contract. */
import { toRequest } from "../../../src/session";
import { send, withEmulator } from "../../support/emulator";
import { EVERY_SESSION_OPTION } from "../../support/every-session-option";

describe("a session's request", () => {
  it(
    "opens a session with every option",
    withEmulator(async (emulator) => {
      const { status, body } = await send(emulator, "POST /tool_router/session", {
        body: toRequest("user_1", EVERY_SESSION_OPTION),
      });
      expect({ status, body }).toMatchObject({ status: 201 });
      expect((body as { config: unknown }).config).toMatchObject({
        user_id: "user_1",
        toolkits: { enabled: ["gmail", "github", "slack", "linear"], require_approval: ["gmail"] },
        tools: {
          gmail: { disabled: ["GMAIL_DELETE_MESSAGE"], require_approval: ["GMAIL_SEND_EMAIL"] },
          slack: { enabled: ["SLACK_SEND_MESSAGE"] },
          linear: { require_approval: [] },
        },
        tags: { disabled: ["destructiveHint"], require_approval: ["openWorldHint"] },
        manage_connections: { enabled: true, callback_url: "https://app.example", enable_wait_for_connections: true },
        multi_account: { enable: true, max_accounts_per_toolkit: 3, require_explicit_selection: false },
        proxy_execute: { enable: true },
        preload: { tools: ["GMAIL_SEND_EMAIL"] },
        execute: { enable_multi_execute: false },
        instant: { return_instant_charge: true },
        hooks: [{ id: "no-strangers" }, { id: "no_orders", applies_to: "all" }],
      });
    }),
  );
});
