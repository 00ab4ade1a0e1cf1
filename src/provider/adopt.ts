/**
 * `adopt: true`: a create that takes over what somebody made by hand. A provider can't see the state, so whether another
 * resource of the stack holds it already shows only in the calls that this process gets.
 */
import type { AuthConfigItem } from "../api/auth-config";
import type { Inputs } from "../model/inputs";
import { existingLike, idsOf } from "./existing";
import type { Operation } from "./operation";

/** The one that exists; undefined where there is none, or nobody asked. Throws where there are several, or it is held. */
export async function adoptee(
  operation: Pick<Operation, "client" | "ledger">,
  inputs: Inputs,
): Promise<AuthConfigItem | undefined> {
  if (inputs.adopt !== true) return undefined;
  const { toolkit, name } = inputs;
  const like = await existingLike(operation, inputs, { toolkit_slug: toolkit, search: name });
  const [found, ...others] = like;
  const what = `Could not adopt auth config ${JSON.stringify(name)} (toolkit ${toolkit})`;
  if (found && others.length > 0) {
    throw new Error(
      `${what}: there are ${like.length} of that name, scheme and kind: ${idsOf(like)}. Bring the right one in with \`npx pulumi-composio import <id>\`, or rename the others.`,
    );
  }
  if (found && operation.ledger.isClaimed(found.id)) {
    throw new Error(
      `${what}: ${found.id} is held by another resource of this stack already. For another name of the same resource, use the option aliases.`,
    );
  }
  return found;
}
