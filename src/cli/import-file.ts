/**
 * The file for `pulumi import --file`: the one way to bring a dynamic resource in, since it can carry inputs and outputs,
 * the provider's text included. What stands here goes into the state as it is, so it has the provider's own form.
 */

import type { AuthConfigItem } from "../client";
import { checkForm } from "../model/check-form";
import type { ChosenInputs } from "../model/chosen-inputs";
import { stateOf } from "../model/state";
import { AUTH_CONFIG_TYPE, PROVIDER_TEXT } from "../provider-text";

export interface ImportedConfig {
  item: AuthConfigItem;
  logicalName: string;
  chosen: ChosenInputs;
}

export interface ImportFileOptions {
  /**
   * Whether the secrets that a program declares are taken for those that the API holds. If not, it shows as an update
   * that sends them.
   */
  trusts: boolean;
  /** URN of the component that the resources belong to. */
  parent?: string | undefined;
  /** URN of the provider that they are made with. */
  provider?: string | undefined;
}

export interface ImportFile {
  nameTable?: Record<string, string>;
  resources: Array<{
    type: string;
    name: string;
    id: string;
    parent?: string;
    provider?: string;
    inputs: object;
    outputs: object;
  }>;
}

export function importFile(configs: readonly ImportedConfig[], options: ImportFileOptions): ImportFile {
  const { parent, provider } = options;
  const nameTable = { ...(parent && { parent }), ...(provider && { provider }) };
  return {
    ...(Object.keys(nameTable).length > 0 && { nameTable }),
    resources: configs.map(({ item, logicalName, chosen }) => ({
      type: AUTH_CONFIG_TYPE,
      name: logicalName,
      id: item.id,
      ...(parent && { parent: "parent" }),
      ...(provider && { provider: "provider" }),
      ...inputsAndOutputs(item, chosen, options),
    })),
  };
}

function inputsAndOutputs(
  item: AuthConfigItem,
  { inputs: declared, secrets }: ChosenInputs,
  options: ImportFileOptions,
) {
  const { inputs } = normalized(declared);
  // Private to the provider: it takes the first value declared for each of these for the one that the API masks.
  const trusted =
    options.trusts && secrets.length > 0
      ? { __trustedSecrets: Object.fromEntries(secrets.map((path) => [path.join("."), ""])) }
      : {};
  const facts = {
    authScheme: item.auth_scheme,
    isComposioManaged: item.is_composio_managed ?? item.type === "default",
    managedAppId: item.managed_app_id,
  };
  // The provider compares its name: without it, the program's explicit provider would mean another project.
  const through = options.provider ? { __providerName: nameOf(options.provider) } : {};
  const hidden = { ...through, ...trusted, __provider: PROVIDER_TEXT };
  return { inputs: { ...inputs, ...hidden }, outputs: { ...stateOf(inputs, facts), ...hidden } };
}

/** The logical name is what follows stack, project and type. */
const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

/** What the provider has to say against the inputs: they exist all the same, but a program that declares them would fail. */
export const mistakesIn = ({ inputs }: ChosenInputs): string[] => normalized(inputs).mistakes;

/** Neither the backend nor the environment matters where a name is given and no secret. */
const normalized = (declared: ChosenInputs["inputs"]) => checkForm({}, declared, { backend: "", environment: {} });
