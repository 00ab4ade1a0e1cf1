import type { ListedAuthConfig } from "../../../src/discovery/auth-config-list";
import { listedOf } from "../../../src/discovery/auth-config-list";
import { INPUT_NAMES } from "../../../src/input-names";
import { ROWS } from "../../../src/model/rows";

/** Every field that a list may show. */
const whole: Required<ListedAuthConfig> = {
  id: "ac_1",
  toolkit: "slack",
  type: "use_composio_managed_auth",
  authScheme: "OAUTH2",
  name: "Slack",
  managedAppId: "ma_1",
  status: "ENABLED",
  isComposioManaged: true,
  isEnabledForToolRouter: true,
  noOfConnections: 2,
  createdAt: "2026-11-28T12:00:00.000Z",
};

it("documents every input that the rows list, and shows enabled as the status", () => {
  const listed = ROWS.filter(({ name, isListed }) => isListed && name !== "enabled").map(({ name }) => name);
  expect(INPUT_NAMES.filter((name) => name in whole)).toEqual(listed);
});

it("shows an auth config of the API in the words of the resource", () => {
  expect(
    listedOf({
      id: "ac_1",
      type: "default",
      toolkit: { slug: "SLACK" },
      name: "Slack",
      status: "ENABLED",
      auth_scheme: "OAUTH2",
      is_composio_managed: true,
      managed_app_id: "ma_1",
      credentials: { client_id: "REDACTED" },
      is_enabled_for_tool_router: true,
      no_of_connections: 2,
      created_at: "2026-11-28T12:00:00.000Z",
    }),
  ).toEqual(whole);
});
