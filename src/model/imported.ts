/** The inputs and the state that the engine is to hold of an existing auth config that is brought into a stack. Pure. */
import type { AuthConfigItem } from "../api/auth-config";
import { checkForm } from "./check-form";
import type { ChosenInputs } from "./chosen-inputs";
import type { Inputs, State } from "./inputs";
import { factsOf } from "./reading";
import { stateOf } from "./state";

export interface ImportedAs {
  /**
   * Whether the secrets that a program declares are taken for those that the API holds. If not, it shows as an update
   * that sends them.
   */
  trusts: boolean;
  /** The logical name of the explicit provider, if there is one. */
  providerName?: string | undefined;
}

/** The inputs and the state, in the provider's own form: the engine checks neither. */
export function imported(
  item: AuthConfigItem,
  { inputs: declared, secrets }: ChosenInputs,
  { trusts, providerName }: ImportedAs,
): { inputs: Inputs; state: State } {
  const { inputs } = normalized(declared);
  // The provider takes the first value declared for each of these for the one that the API masks.
  const trusted = Object.fromEntries(secrets.map((path) => [path.join("."), ""]));
  const hidden = {
    // The provider compares its name: without it, the program's explicit provider would mean another project.
    ...(providerName !== undefined && { __providerName: providerName }),
    ...(trusts && secrets.length > 0 && { __trustedSecrets: trusted }),
  };
  const facts = { ...factsOf(item), isComposioManaged: item.is_composio_managed ?? item.type === "default" };
  return { inputs: { ...inputs, ...hidden }, state: { ...stateOf(inputs, facts), ...hidden } };
}

/** The provider's objections to the inputs: they exist all the same, but a program that declares them would fail. */
export const mistakesIn = ({ inputs }: ChosenInputs): string[] => normalized(inputs).mistakes;

/** Neither the backend nor the environment matters if a name is given and no secret. */
const normalized = (declared: ChosenInputs["inputs"]) => checkForm({}, declared, { backend: "", environment: {} });
