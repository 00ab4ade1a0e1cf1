/**
 * What a killed run left behind. A create may finish in the API after the CLI is gone, and the next `up` creates again: an
 * auto-name tells our own earlier attempt, since nobody else makes that name.
 */
import type { AuthConfigItem } from "../api/auth-config";
import { everyAuthConfig } from "../client/pages";
import type { Inputs } from "../model/inputs";
import { idsOf, isLike } from "./existing";
import { forcesDestroy } from "./guard";
import type { Operation } from "./operation";

type Looking = Pick<Operation, "client" | "ledger" | "memo" | "voice" | "backend" | "environment">;

/** Undefined where there is none, or the name is the user's own. */
export async function ownEarlierAttempt(operation: Looking, inputs: Inputs): Promise<AuthConfigItem | undefined> {
  const { ledger, voice, backend } = operation;
  const mark = inputs.__autoNameMark;
  if (mark === undefined) return undefined;
  if (backend === undefined) {
    voice.logOnce(
      "no backend",
      "Composio: the state's backend is not known, so nothing is looked for that a killed run may have left",
    );
    return undefined;
  }
  const own = (await ownOfStack(operation, mark.slice(0, 8))).filter(
    (item) => isLike(item, inputs) && !ledger.isClaimed(item.id),
  );
  refuseThoseInUse(operation, own, inputs);
  const [found, ...others] = own.filter((item) => item.no_of_connections === 0);
  if (found && others.length > 0) {
    throw new Error(
      `${attempt(inputs)}: earlier runs of this stack have left ${others.length + 1} of that name: ${idsOf([found, ...others])}. Delete all but one, and run \`pulumi up\` again.`,
    );
  }
  return found;
}

/**
 * One that accounts are connected through is nothing that a killed run has left: the state has lost it, or the engine
 * replaces it without having asked for a difference (`--replace`, a taint). A new one would leave its accounts behind, and its
 * delete would be refused at every later run.
 */
function refuseThoseInUse({ environment }: Looking, own: readonly AuthConfigItem[], inputs: Inputs): void {
  const inUse = own.find((item) => item.no_of_connections > 0);
  if (!inUse || inputs.forceDestroy === true || forcesDestroy(environment)) return;
  const { id, no_of_connections: count } = inUse;
  throw new Error(
    `${attempt(inputs)}: ${id} of that name is there, and ${count === 1 ? "1 account is" : `${count} accounts are`} connected through it, for life. ` +
      `To go on with it, run without --replace (or \`pulumi state untaint\`); where the state has lost it, \`npx pulumi-composio import ${id}\`. ` +
      "For a new one beside it, set COMPOSIO_FORCE_DESTROY=1 for this run.",
  );
}

const attempt = ({ name, toolkit }: Inputs): string =>
  `Could not create auth config ${JSON.stringify(name)} (toolkit ${toolkit})`;

/** All that carry the mark of this stack: one listing for the whole process. */
const ownOfStack = ({ memo, client }: Looking, mark: string): Promise<AuthConfigItem[]> =>
  memo.remember(`own ${mark}`, () => everyAuthConfig(client(), { search: mark, show_disabled: true }));
