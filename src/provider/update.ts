import { difference } from "./diff";
import { FIELDS } from "./fields";
import { isGone } from "./gone";
import type { Inputs, State } from "./inputs";
import { applyChanges } from "./requests";
import type { Run } from "./run";
import { withTrusted } from "./trusted-secrets";

export interface Updated {
  state: State;
  /** False where the change was one of state alone: then the API has confirmed nothing. */
  wasSent: boolean;
}

/** Sends what changed, and what an earlier failure left to do: after that the engine shows no difference. */
export async function updateAuthConfig(run: Run, id: string, previous: State, inputs: Inputs): Promise<Updated> {
  const state = withTrusted(previous, inputs);
  const changed = [...new Set([...difference(state, inputs).changed, ...(state.__todo ?? [])])];
  try {
    const wasSent = changed.some((name) => FIELDS[name].change !== "local");
    return { state: await applyChanges(run, id, { changed, state, inputs }), wasSent };
  } catch (error) {
    if (!isGone(error, { run, id, state })) throw error;
    throw new Error(
      `${(error as Error).message} It was deleted outside of Pulumi: run \`pulumi refresh\`, then \`pulumi up\` makes it again.`,
    );
  }
}
