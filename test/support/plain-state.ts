/** The state file of a stack, in a form that a test can compare as a whole. */
import { AUTH_CONFIG_TYPE as DYNAMIC_TYPE, PROVIDER_TEXT } from "../../src/provider-text";
import { AUTH_CONFIG_TYPE } from "./door";
import type { StateResource, TestStack } from "./engine/stack";

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

export interface PlainResource {
  type: string;
  name: string;
  id?: string;
  inputs: unknown;
  outputs: unknown;
  [flag: string]: unknown;
}

/**
 * Every auth config and stack of the state, with `"[secret]"` in place of each ciphertext. What the plugin has made stands here
 * as the dynamic resource of the same name would, which has a type of its own and the provider text besides.
 */
export function plainState(stack: TestStack): PlainResource[] {
  const resources = stack.state().resources ?? [];
  return resources
    .filter(({ type }) => !/^pulumi:providers:(pulumi-nodejs|composio)$/.test(type))
    .map(asDynamic)
    .map(({ type, urn, id, inputs, outputs, initErrors, ...rest }) => ({
      type,
      name: urn.split("::").slice(3).join("::"),
      ...(id !== undefined && { id }),
      inputs: withoutCiphertext(inputs),
      outputs: withoutCiphertext(outputs),
      ...(initErrors && { initErrors }),
      ...(rest.delete === true && { delete: true }),
      ...(rest.external === true && { external: true }),
      ...(rest.protect === true && { protect: true }),
    }));
}

function asDynamic(resource: StateResource): StateResource {
  const { type, inputs, outputs } = resource;
  if (type === DYNAMIC_TYPE || type !== AUTH_CONFIG_TYPE) return resource;
  if ("__provider" in { ...inputs, ...outputs }) throw new Error("The plugin's state holds the provider text");
  const texts = { __provider: PROVIDER_TEXT };
  return { ...resource, type: DYNAMIC_TYPE, inputs: { ...inputs, ...texts }, outputs: { ...outputs, ...texts } };
}

function withoutCiphertext(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCiphertext);
  if (value === null || typeof value !== "object") return value;
  if (SIGNATURE_KEY in value) return "ciphertext" in value ? "[secret]" : value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutCiphertext(inner)]));
}
