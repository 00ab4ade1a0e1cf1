import type { Client } from "../client/client";
import { difference } from "./diff";
import type { Inputs, State } from "./inputs";
import { applyChanges } from "./requests";

/** Sends what changed, and what an earlier failure left to do: after that the engine shows no difference. */
export function updateAuthConfig(client: Client, id: string, state: State, inputs: Inputs): Promise<State> {
  const changed = new Set([...difference(state, inputs).changed, ...(state.__todo ?? [])]);
  return applyChanges(client, id, { changed: [...changed], state, inputs });
}
