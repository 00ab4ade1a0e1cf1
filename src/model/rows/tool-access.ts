/** Which tools count for an auth config. Each list is managed by itself: unset is not managed, an empty list clears. */
import * as z from "zod";
import type { InputRow } from "../row";
import { NOT_KNOWN } from "../row";
import { list } from "../shapes";
import { defined, sameIfManaged, sameSet } from "../values";

const toolAccessConfig: InputRow<"toolAccessConfig"> = {
  change: "updates",
  shape: z.strictObject(
    { toolsForConnectedAccountCreation: list.optional(), toolsAvailableForExecution: list.optional() },
    { error: "an object with toolsForConnectedAccountCreation and toolsAvailableForExecution" },
  ),
  isListed: false,
  isSame: (a = {}, b = {}) =>
    sameIfManaged(a.toolsForConnectedAccountCreation, b.toolsForConnectedAccountCreation, sameSet) &&
    sameIfManaged(a.toolsAvailableForExecution, b.toolsAvailableForExecution, sameSet),
  isSameKey: (_key, a, b) => sameIfManaged(a as string[] | undefined, b as string[] | undefined, sameSet),
  toCreate: ({ toolsForConnectedAccountCreation: tools }) =>
    tools ? { tool_access_config: { tools_for_connected_account_creation: tools } } : {},
  createCarries: ({ toolsAvailableForExecution: execution, ...others }) =>
    execution?.length === 0 ? { ...others, toolsAvailableForExecution: execution } : others,
  toPatch: (next = {}, previous = {}) => ({
    tool_access_config: defined({
      tools_for_connected_account_creation: changedList(
        next.toolsForConnectedAccountCreation,
        previous.toolsForConnectedAccountCreation,
      ),
      tools_available_for_execution: changedList(next.toolsAvailableForExecution, previous.toolsAvailableForExecution),
    }),
  }),
  fromApi: ({ tool_access_config: live }) =>
    live === undefined
      ? NOT_KNOWN
      : {
          toolsForConnectedAccountCreation: live.tools_for_connected_account_creation ?? NOT_KNOWN,
          toolsAvailableForExecution: live.tools_available_for_execution ?? NOT_KNOWN,
        },
  whenNew: { toolsForConnectedAccountCreation: [], toolsAvailableForExecution: [] },
};

const changedList = (next: string[] | undefined, previous: string[] | undefined) =>
  sameIfManaged(next, previous, sameSet) ? undefined : (next ?? []);

export const TOOL_ACCESS = { toolAccessConfig };
