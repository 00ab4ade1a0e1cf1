/**
 * What a killed run left behind. A create may finish in the API after the CLI is gone, and the next `up` creates again: an
 * auto-name tells our own earlier attempt, since nobody else makes that name.
 */
import type { AuthConfigItem } from "../api/auth-config";
import { everyAuthConfig } from "../client/pages";
import type { Inputs } from "./inputs";
import { isLike } from "./lost-create";
import type { Run } from "./run";

/** Undefined where there is none, or the name is the user's own. */
export async function ownEarlierAttempt(run: Run, inputs: Inputs): Promise<AuthConfigItem | undefined> {
  const mark = inputs.__autoName;
  if (mark === undefined) return undefined;
  if (run.backend === undefined) {
    run.memory.once("no backend", () =>
      run.log("Composio: the state's backend is not known, so nothing is looked for that a killed run may have left"),
    );
    return undefined;
  }
  const [found, ...others] = (await ownOfStack(run, mark.slice(0, 8))).filter(
    (item) => isLike(item, inputs) && item.no_of_connections === 0 && !run.memory.isClaimed(item.id),
  );
  if (found && others.length > 0) {
    const ids = [found, ...others].map(({ id }) => id).join(", ");
    throw new Error(
      `Could not create auth config ${JSON.stringify(inputs.name)} (toolkit ${inputs.toolkit}): earlier runs of this stack have left ${others.length + 1} of that name: ${ids}. Delete all but one, and run \`pulumi up\` again.`,
    );
  }
  return found;
}

/** All that carry the mark of this stack: one listing for the whole process. */
function ownOfStack(run: Run, mark: string): Promise<AuthConfigItem[]> {
  return run.memory.remember(`own ${mark}`, () => everyAuthConfig(run.client, { search: mark, show_disabled: true }));
}
