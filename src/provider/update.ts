import type { Connection } from "./connection";
import { difference } from "./diff";
import type { Inputs, State } from "./inputs";
import { applyChanges } from "./requests";
import { withTrusted } from "./trusted-secrets";

/** Sends what changed, and what an earlier failure left to do: after that the engine shows no difference. */
export function updateAuthConfig(connection: Connection, id: string, previous: State, inputs: Inputs): Promise<State> {
  const state = withTrusted(previous, inputs);
  const changed = new Set([...difference(state, inputs).changed, ...(state.__todo ?? [])]);
  return applyChanges(connection, id, { changed: [...changed], state, inputs });
}
