/** Inputs that are true or false. The local ones never leave the state. */
import type { InputName } from "../../input-names";
import type { InputRow } from "../row";
import { NOT_KNOWN } from "../row";
import { flag } from "../shapes";
import { defined } from "../values";

const isEnabledForToolRouter: InputRow<"isEnabledForToolRouter"> = {
  change: "updates",
  shape: flag,
  isListed: true,
  isSame: (a, b) => a === b,
  toCreate: (is_enabled_for_tool_router) => ({ is_enabled_for_tool_router }),
  // Removed: the API has no way back to its own default, so the last value stays there, and is managed no more.
  toPatch: (is_enabled_for_tool_router) => defined({ is_enabled_for_tool_router }),
  fromApi: (item) => item.is_enabled_for_tool_router ?? NOT_KNOWN,
  whenNew: NOT_KNOWN,
  // False is what the API is taken to give by itself (assumption 10 of the emulator).
  isByItself: (value) => value === false,
};

const enabled: InputRow<"enabled"> = {
  change: "updates",
  shape: flag,
  isListed: true,
  isSame: (a = true, b = true) => a === b,
  createCarries: () => true,
  fromApi: (item) => (item.status === undefined ? NOT_KNOWN : item.status === "ENABLED"),
  whenNew: true,
};

const forceDestroy: InputRow<"forceDestroy"> = localFlag();
const revokeOnDelete: InputRow<"revokeOnDelete"> = localFlag();
const adopt: InputRow<"adopt"> = localFlag();

function localFlag<Name extends Extract<InputName, "forceDestroy" | "revokeOnDelete" | "adopt">>(): InputRow<Name> {
  return {
    change: "local",
    shape: flag,
    isListed: false,
    isSame: (a, b) => (a ?? false) === (b ?? false),
    whenNew: NOT_KNOWN,
  };
}

export const FLAGS = { isEnabledForToolRouter, enabled, forceDestroy, revokeOnDelete, adopt };
