import { difference } from "../model/difference";
import type { Inputs, State } from "../model/inputs";
import { withTrusted } from "../model/trusted-secrets";
import { isGone } from "./gone";
import type { Applied } from "./requests";
import { applyChanges } from "./requests";
import type { Run } from "./run";

/** Sends what changed, and what an earlier failure left to do: after that the engine shows no difference. */
export async function updateAuthConfig(run: Run, id: string, previous: State, inputs: Inputs): Promise<Applied> {
  const state = withTrusted(previous, inputs);
  const changed = [...new Set([...difference(state, inputs).changed, ...(state.__todo ?? [])])];
  try {
    return await applyChanges(run, id, { changed, state, inputs });
  } catch (error) {
    if (!isGone(error, { run, id, state })) throw error;
    throw new Error(
      `${(error as Error).message} It was deleted outside of Pulumi: run \`pulumi refresh\`, then \`pulumi up\` makes it again.`,
    );
  }
}
