/**
 * The file for `pulumi import --file`: the one way to bring a dynamic resource in, since it can carry inputs and outputs,
 * the provider's text included. What stands here goes into the state as it is, so it has the provider's own form.
 */

import type { AuthConfigItem } from "../client";
import type { ChosenInputs } from "../model/chosen-inputs";
import { imported } from "../model/imported";
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

function inputsAndOutputs(item: AuthConfigItem, chosen: ChosenInputs, { trusts, provider }: ImportFileOptions) {
  const { inputs, state } = imported(item, chosen, { trusts, providerName: provider && nameOf(provider) });
  return { inputs: { ...inputs, __provider: PROVIDER_TEXT }, outputs: { ...state, __provider: PROVIDER_TEXT } };
}

/** The logical name is what follows stack, project and type. */
const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");
