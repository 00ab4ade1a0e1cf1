import { difference, isChanged } from "../../../src/model/difference";
import type { Inputs, State } from "../../../src/model/inputs";
import { updateAuthConfig } from "../../../src/provider/update";
import { anOperation } from "../../support/an-operation";

const inputs: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  enabled: false,
  credentials: { client_id: "id", client_secret: "s3cr3t" },
};

it("sends nothing for a router flag that is declared no more, and confirms nothing", async () => {
  const state: State = { ...inputs, isEnabledForToolRouter: true, isComposioManaged: false, status: "DISABLED" };
  expect(isChanged(state, difference(state, inputs))).toBe(true);
  const { isEnabledForToolRouter, ...rest } = state;
  expect(await updateAuthConfig(anOperation(), "ac_1", state, inputs)).toEqual({ state: rest, wasSent: false });
});

it("sends what an earlier failure left to do, though the state shows no difference", async () => {
  const sent: unknown[] = [];
  const client = {
    updateAuthConfig: async (...call: unknown[]) => void sent.push(call),
    setAuthConfigStatus: async (...call: unknown[]) => void sent.push(call),
  };
  const state: State = {
    ...inputs,
    isComposioManaged: false,
    status: "DISABLED",
    __leftToDo: ["credentials", "enabled"],
  };

  expect(await updateAuthConfig(anOperation({ client }), "ac_1", state, inputs)).toEqual({
    state: { ...inputs, isComposioManaged: false, status: "DISABLED" },
    wasSent: true,
  });
  expect(sent).toEqual([
    ["ac_1", { type: "custom", credentials: { client_id: "id", client_secret: "s3cr3t" } }],
    ["ac_1", "DISABLED"],
  ]);
});
