/** Auth configs that exist already, and which of them could be the one that a create is about. */
import type { AuthConfigItem } from "../api/auth-config";
import { everyAuthConfig } from "../client/pages";
import type { Inputs } from "../model/inputs";
import { markIn, stackHalf } from "../model/marks";
import type { Operation } from "./operation";

export interface Listing {
  items: AuthConfigItem[];
  /** The server's clock at the end of it; undefined if its answers do not show it. */
  at: number | undefined;
}

/** All that carry a mark of this stack, disabled ones too: one listing for the whole process. */
export const listingOfStack = ({ memo, client, clock }: Pick<Operation, "memo" | "client" | "clock">, mark: string) =>
  memo.remember(`stack ${stackHalf(mark)}`, async (): Promise<Listing> => {
    const items = await everyAuthConfig(client(), { search: stackHalf(mark), show_disabled: true });
    return { items, at: client().serverTime(clock.now()) };
  });

/**
 * All auth configs that carry this mark now, of the inputs' toolkit, kind and scheme. `search` is the mark, or a name that ends with
 * it: nobody has seen whether the API looks for a text anywhere in a name, or at its beginning alone.
 */
export async function markedNow(
  { client }: Pick<Operation, "client">,
  inputs: Inputs,
  { mark, search = mark }: { mark: string; search?: string },
): Promise<AuthConfigItem[]> {
  const query = { toolkit_slug: inputs.toolkit, search, show_disabled: true };
  return (await everyAuthConfig(client(), query)).filter((item) => isMarked(item, inputs, mark));
}

/** All of that toolkit, kind and scheme that have exactly this name. */
export async function namedNow({ client }: Pick<Operation, "client">, inputs: Inputs): Promise<AuthConfigItem[]> {
  const { toolkit, name } = inputs;
  const items = await everyAuthConfig(client(), { toolkit_slug: toolkit, search: name, show_disabled: true });
  return items.filter((item) => item.name === name && isOfKind(item, inputs));
}

/** A scheme that the API does not show, which its contract allows, must not hide what the mark tells. */
export const isMarked = (item: AuthConfigItem, inputs: Inputs, mark: string): boolean =>
  markIn(item.name) === mark && isOfKind({ ...item, auth_scheme: item.auth_scheme ?? inputs.authScheme }, inputs);

/** Same toolkit, scheme, kind and managed app: none of these can change. */
export function isOfKind(item: AuthConfigItem, { toolkit, type, authScheme, managedAppId }: Inputs): boolean {
  const isManaged = type === "use_composio_managed_auth";
  // Whether the API shows the app is not known.
  const isOtherApp = managedAppId !== undefined && (item.managed_app_id ?? managedAppId) !== managedAppId;
  return (
    item.toolkit.slug.toLowerCase() === toolkit &&
    item.type === (isManaged ? "default" : "custom") &&
    (isManaged || item.auth_scheme === authScheme) &&
    !isOtherApp
  );
}

export const idsOf = (items: readonly AuthConfigItem[]): string => items.map(({ id }) => id).join(", ");

/** The attempt of a create, with its name and toolkit, as the beginning of a message. */
export const attemptOf = ({ name, toolkit }: Inputs): string =>
  `Could not create auth config ${JSON.stringify(name)} (toolkit ${toolkit})`;
