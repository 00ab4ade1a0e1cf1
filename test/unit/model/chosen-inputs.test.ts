import type { AuthConfigItem } from "../../../src/api/auth-config";
import type { Toolkit } from "../../../src/api/toolkit";
import { chosenInputs } from "../../../src/model/chosen-inputs";
import { oauth2, toolkit } from "../../support/descriptions";

const app = (managed_app_id: string, is_default: boolean) => ({ mode: "OAUTH2", managed_app_id, is_default });
const slack = toolkit("slack", [oauth2()], ["OAUTH2"]);
const several = { ...slack, composio_managed_auth: [app("ma_legacy", false), app("ma_standard", true)] };
const single = { ...slack, composio_managed_auth: [{ mode: "OAUTH2", managed_app_id: "ma_standard" }] };

describe("the managed app of an auth config that is imported", () => {
  it.each<[string, string | undefined, Toolkit | undefined, object]>([
    ["nothing if it is the default one", "ma_standard", several, {}],
    ["nothing if it is the only one", "ma_standard", single, {}],
    ["nothing if the API does not show it", undefined, several, {}],
    ["an input if it is another", "ma_legacy", several, { managedAppId: "ma_legacy" }],
    ["an input if nobody says which is the default one", "ma_standard", slack, { managedAppId: "ma_standard" }],
    ["an input if the toolkit is gone", "ma_standard", undefined, { managedAppId: "ma_standard" }],
  ])("is %s", (_case, managed_app_id, description, expected) => {
    const item: AuthConfigItem = {
      id: "ac_1",
      type: "default",
      toolkit: { slug: "slack" },
      name: "Slack",
      status: "ENABLED",
      auth_scheme: "OAUTH2",
      is_composio_managed: true,
      managed_app_id,
      no_of_connections: 0,
    };
    expect(chosenInputs(item, description).inputs).toEqual({ toolkit: "slack", name: "Slack", ...expected });
  });
});
