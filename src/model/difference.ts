/** Which inputs differ between the state and the program. Pure. */
import type { InputName } from "../input-names";
import type { Inputs, State } from "./inputs";
import { ROWS } from "./rows";
import { withTrusted } from "./trusted-secrets";
import { hasUnknown } from "./unknowns";

export interface Difference {
  /** Inputs whose value in the program is not the one in the state. */
  changed: InputName[];
  /** The inputs whose change makes a new auth config, for the engine. */
  replaces: string[];
}

/** An unknown value counts as a change: the engine asks again when it is known. */
export function difference(previous: State, inputs: Inputs): Difference {
  const state = withTrusted(previous, inputs);
  const separators = [state.__scopeSeparator, inputs.__scopeSeparator] as const;
  const rows = ROWS.filter((row) => {
    const [of, next] = [row.of(state), row.of(inputs)];
    return hasUnknown(next) || !(row.isSentAlike?.(of, next, separators) ?? row.isSame(of, next));
  });
  const replacing: string[] = rows.filter(({ change }) => change === "replaces").map(({ name }) => name);
  return {
    changed: rows.map(({ name }) => name),
    // Another provider is another Composio project. The engine itself would just store the new one.
    replaces: state.__providerName === inputs.__providerName ? replacing : [...replacing, "provider"],
  };
}

/** Is an app declared for an auth config whose app is not known? Whether that is a change nobody can tell. */
export const isAppHidden = (state: State, { managedAppId }: Inputs): boolean =>
  managedAppId !== undefined && !hasUnknown(managedAppId) && state.managedAppId === undefined;

/** Is there anything to send? An input that an earlier failure left to do does not differ any more, but must still be sent. */
export const isChanged = (state: State, { changed, replaces }: Difference): boolean =>
  changed.length > 0 || replaces.length > 0 || state.__leftToDo !== undefined;
