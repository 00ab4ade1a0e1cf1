/** An update that failed in a way that leaves open whether it was done: the next one leads to its inputs from either. */
import { ApiError, TransportError } from "../../../src/client/errors";
import type { Inputs, State } from "../../../src/model/inputs";
import { HalfMadeError } from "../../../src/provider/errors";
import { updateAuthConfig } from "../../../src/provider/update";
import { anOperation } from "../../support/an-operation";

const before: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  enabled: true,
  credentials: { client_id: "app-1", client_secret: "old" },
  toolAccessConfig: { toolsAvailableForExecution: ["T1"] },
};
const state: State = { ...before, isComposioManaged: false, status: "ENABLED" };
const after: Inputs = {
  ...before,
  credentials: { client_id: "app-1", client_secret: "new", token: "t" },
  toolAccessConfig: { toolsAvailableForExecution: ["T2"] },
  sharedConnectionFields: { region: "eu" },
};

const lost = () => new TransportError("update it", "no answer", { mayHaveArrived: true });

/** Updates against an API that fails with these, one call after the other, and then takes everything. */
function updater(...failures: Array<Error | undefined>) {
  const sent: unknown[] = [];
  const answer = async (...call: unknown[]) => {
    sent.push(call.slice(1));
    const failure = failures.shift();
    if (failure) throw failure;
  };
  const client = { updateAuthConfig: answer, setAuthConfigStatus: answer };
  const operation = anOperation({ client, environment: { COMPOSIO_ACCEPT_GONE: "1" } });
  const update = (from: State, to: Inputs) => updateAuthConfig(operation, "ac_1", from, to);
  /** The state that a failed update leaves in the engine. */
  const fail = async (from: State, to: Inputs): Promise<State> => {
    const error = await update(from, to).catch((thrown: unknown) => thrown);
    if (!(error instanceof HalfMadeError)) throw error;
    return error.state;
  };
  return { sent, update, fail };
}

it("keeps the values that the API may hold, beside the old values", async () => {
  const { fail } = updater(lost());
  const changed = ["credentials", "toolAccessConfig", "sharedConnectionFields"] as const;
  expect(await fail(state, after)).toEqual({
    ...state,
    __leftToDo: changed,
    __possibleValues: [
      { credentials: before.credentials, toolAccessConfig: before.toolAccessConfig },
      {
        credentials: after.credentials,
        toolAccessConfig: after.toolAccessConfig,
        sharedConnectionFields: after.sharedConnectionFields,
      },
    ],
  });
});

it("undoes it if the program goes back", async () => {
  const { fail, update, sent } = updater(lost());
  const { state: done } = await update(await fail(state, after), before);
  expect(sent[1]).toEqual([
    {
      type: "custom",
      credentials: { client_id: "app-1", client_secret: "old", token: null },
      tool_access_config: { tools_available_for_execution: ["T1"] },
      shared_connection_fields: { region: null },
    },
  ]);
  expect(done).toEqual(state);
});

it("sends it again if the program stays", async () => {
  const { fail, update, sent } = updater(lost());
  await update(await fail(state, after), after);
  expect(sent[1]).toEqual([
    {
      type: "custom",
      credentials: { client_id: "app-1", client_secret: "new", token: "t" },
      tool_access_config: { tools_available_for_execution: ["T2"] },
      shared_connection_fields: { region: "eu" },
    },
  ]);
});

it("remembers each of several, and each once", async () => {
  const { fail } = updater(lost(), lost(), lost());
  const named = { ...before, name: "Other" };
  const twice = await fail(await fail(await fail(state, named), named), { ...before, name: "Third" });
  expect(twice.__possibleValues).toEqual([{ name: "Notion" }, { name: "Other" }, { name: "Third" }]);
});

it("sends a status again if its end is not known, whatever the program says then", async () => {
  const { fail, update, sent } = updater(lost());
  const left = await fail(state, { ...before, enabled: false });
  expect(left).toEqual({ ...state, __leftToDo: ["enabled"] });
  await update(left, before);
  expect(sent).toEqual([["DISABLED"], ["ENABLED"]]);
});

it("keeps the finished inputs if only the status was refused", async () => {
  const refused = new ApiError("disable it", { status: 400, form: "envelope" });
  const { fail } = updater(undefined, refused);
  expect(await fail(state, { ...after, enabled: false })).toEqual({
    ...after,
    isComposioManaged: false,
    status: "ENABLED",
    __leftToDo: ["enabled"],
  });
});

it("stays as it was if nothing was done", async () => {
  const refused = new ApiError("update it", { status: 400, form: "envelope" });
  await expect(updater(refused).update(state, after)).rejects.toBe(refused);
  await expect(updater(refused).update(state, { ...before, enabled: false })).rejects.toBe(refused);
});

it("says that it is gone, though an earlier try may have been done", async () => {
  const gone = new ApiError("update it", { status: 404, form: "envelope" });
  gone.mayHaveArrived = true;
  const advice = "It was deleted outside of Pulumi: run `pulumi refresh`, then `pulumi up` makes it again.";
  await expect(updater(gone).update(state, after)).rejects.toThrow(advice);
  await expect(updater(gone).update(state, { ...before, enabled: false })).rejects.toThrow(advice);
});
