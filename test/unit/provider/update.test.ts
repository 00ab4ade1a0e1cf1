import { ApiError } from "../../../src/client/errors";
import { difference, isChanged } from "../../../src/model/difference";
import type { Inputs, State } from "../../../src/model/inputs";
import { applyChanges, updateAuthConfig } from "../../../src/provider/update";
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

it("sends inputs that a failed request left to do, though the state shows no difference", async () => {
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

describe("the last request of a create", () => {
  const state: State = { ...inputs, isComposioManaged: false, status: "DISABLED", __madeAt: 0 };
  const change = { changed: ["name", "enabled"] as const, state, inputs, isNew: true };

  function worldOf(answers: Array<Error | undefined>, isGoneAfter = Number.POSITIVE_INFINITY) {
    const calls: string[] = [];
    const answer = async (call: string) => {
      calls.push(call);
      const failure = answers.shift();
      if (failure) throw failure;
    };
    let confirmed = 0;
    const operation = anOperation({
      engine: {
        confirm: async () => {
          calls.push("confirm");
          confirmed += 1;
          if (confirmed > isGoneAfter) throw new Error("The engine is gone.");
        },
        warn: async () => false,
      },
      client: {
        updateAuthConfig: (_id, { name }) => answer(`name ${name}`),
        setAuthConfigStatus: (_id, status) => answer(status),
      },
    });
    return { operation, calls };
  }
  const notFound = () => new ApiError("name it", { status: 404, form: "envelope" });

  it("sets the name, after all else, if the engine is still there", async () => {
    const { operation, calls } = worldOf([]);
    await applyChanges(operation, "ac_1", change);
    expect(calls).toEqual(["DISABLED", "confirm", "name Notion"]);
  });

  it("is tried again if a replica does not know it yet, each time if the engine is still there", async () => {
    const { operation, calls } = worldOf([undefined, notFound(), notFound()], 2);
    await expect(applyChanges(operation, "ac_1", change)).rejects.toMatchObject({
      message: "The engine is gone.",
      id: "ac_1",
      state: { ...state, __leftToDo: ["name"] },
    });
    expect(calls).toEqual(["DISABLED", "confirm", "name Notion", "confirm", "name Notion", "confirm"]);
  });

  it("leaves the auth config half made after 10 s", async () => {
    const { operation, calls } = worldOf([undefined, ...Array.from({ length: 5 }, notFound)]);
    await expect(applyChanges(operation, "ac_1", change)).rejects.toMatchObject({
      id: "ac_1",
      state: { ...state, __leftToDo: ["name"] },
    });
    expect(calls.filter((call) => call === "name Notion")).toHaveLength(5);
  });

  it("sets the name too if an earlier run has left it to do", async () => {
    const { operation, calls } = worldOf([]);
    await updateAuthConfig(operation, "ac_1", { ...state, __leftToDo: ["name", "enabled"] }, inputs);
    expect(calls).toEqual(["DISABLED", "confirm", "name Notion"]);
  });

  it("of a change is the status, without a question to the engine", async () => {
    const { operation, calls } = worldOf([]);
    await updateAuthConfig(operation, "ac_1", { ...state, name: "Older", enabled: true }, inputs);
    expect(calls).toEqual(["name Notion", "DISABLED"]);
  });
});
