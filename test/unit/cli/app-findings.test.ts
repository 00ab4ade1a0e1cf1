import type { Toolkit } from "../../../src/api/toolkit";
import { appFindings } from "../../../src/cli/app-findings";
import type { AuthConfigItem } from "../../../src/client";

const app = (managed_app_id: string, is_default = false) => ({ mode: "OAUTH2", managed_app_id, is_default });

const slack = {
  slug: "slack",
  name: "Slack",
  composio_managed_auth: [app("ma_standard", true), app("ma_legacy")],
} as Toolkit;

const messagesOf = (item: Partial<AuthConfigItem>, toolkit: Toolkit | undefined = slack): string[] =>
  appFindings({
    items: [{ id: "ac_1", name: "Slack", type: "default", toolkit: { slug: "slack" }, ...item } as AuthConfigItem],
    toolkits: new Map([["slack", toolkit]]),
  }).map(({ level, message }) => `${level} ${message}`);

it.each<[string, Partial<AuthConfigItem>, Toolkit | undefined, string[]]>([
  ["on the default app", { managed_app_id: "ma_standard" }, slack, []],
  [
    "on another app",
    { managed_app_id: "ma_legacy" },
    slack,
    [
      'note ac_1 "Slack" sits on Composio\'s app ma_legacy, and the default for slack is ma_standard. Accounts stay with theirs for life.',
    ],
  ],
  [
    "on an app that is gone",
    { managed_app_id: "ma_old" },
    slack,
    [
      'note ac_1 "Slack" sits on Composio\'s app ma_old, which is no longer offered for slack. New auth configs get ma_standard; accounts stay with theirs for life.',
    ],
  ],
  [
    "on an app that is not shown",
    {},
    slack,
    ['note ac_1 "Slack" sits on one of Composio\'s 2 apps for slack: not shown by the API, which one.'],
  ],
  ["on the only app", {}, { ...slack, composio_managed_auth: [app("ma_standard")] }, []],
  [
    "of a toolkit whose apps have no ids",
    { managed_app_id: "ma_x" },
    { ...slack, composio_managed_auth: [{ mode: "OAUTH2" }] },
    [],
  ],
  ["on an app of its owner", { type: "custom", managed_app_id: "ma_old" }, slack, []],
])("advises on an auth config %s", (_case, item, toolkit, expected) => {
  expect(messagesOf(item, toolkit)).toEqual(expected);
});
