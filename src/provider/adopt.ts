/**
 * `adopt: true`: a create that adopts an auth config that somebody made by hand. A provider can't see the state, so whether another
 * resource of the stack holds it already shows only in the calls that this process gets.
 */
import type { AuthConfigItem } from "../api/auth-config";
import type { Inputs } from "../model/inputs";
import { idsOf, namedNow } from "./existing";
import type { Operation } from "./operation";

const ADOPTION_WARNING =
  "adopt: adopts the auth config that exists. If another resource of this program has made it, remove that resource from the state first " +
  "(`pulumi state delete`, or `retainOnDelete: true` and one `pulumi up`): otherwise its delete in the same run deletes the auth config.";

/** A delete that the engine has planned can't be seen from here, and it comes last: hence a warning before each adoption. */
export const warnOfAdoption = (
  { voice }: Pick<Operation, "voice">,
  { __mark, name }: Inputs,
  urn?: string,
): Promise<void> => voice.warnOnce(`adoption ${__mark ?? name}`, ADOPTION_WARNING, urn);

/** The one that exists; undefined if there is none, or nobody asked. Throws if there are several, or it is held. */
export async function adoptee(
  operation: Pick<Operation, "client" | "ledger">,
  inputs: Inputs,
): Promise<AuthConfigItem | undefined> {
  if (inputs.adopt !== true) return undefined;
  const [found, ...others] = await namedNow(operation, inputs);
  const what = `Could not adopt auth config ${JSON.stringify(inputs.name)} (toolkit ${inputs.toolkit})`;
  if (found && others.length > 0) {
    throw new Error(
      `${what}: there are ${others.length + 1} of that name, scheme and kind: ${idsOf([found, ...others])}. Bring the right one in with \`npx pulumi-composio import <id>\`, or rename the others.`,
    );
  }
  if (found && operation.ledger.isClaimed(found.id)) {
    throw new Error(
      `${what}: ${found.id} is held by another resource of this stack already. For another name of the same resource, use the option aliases.`,
    );
  }
  return found;
}
