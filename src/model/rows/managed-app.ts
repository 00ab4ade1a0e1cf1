/** Which of Composio's apps a managed auth config sits on, if a toolkit has several. */
import type { InputRow } from "../row";
import { NOT_KNOWN } from "../row";
import { text } from "../shapes";

const managedAppId: InputRow<"managedAppId"> = {
  change: "replaces",
  shape: text.regex(/^ma_/, { error: "the id of a managed app (ma_…)" }),
  isManagedOnly: true,
  isListed: true,
  // Unset: the toolkit's default app, which the API may report. Whether it reports one is not known.
  isSame: (a, b) => a === undefined || b === undefined || a === b,
  toCreate: (value) => ({ managed_app_id: value }),
  fromApi: (item) => item.managed_app_id ?? NOT_KNOWN,
  whenNew: NOT_KNOWN,
  isByItself: (value, { defaultApp }) => value === defaultApp?.managed_app_id,
};

export const MANAGED_APP = { managedAppId };
