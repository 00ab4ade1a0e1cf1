/** The two type tokens of an auth config: the plugin's own, and the dynamic resource's. */
import { NATIVE_AUTH_CONFIG_TYPE as AUTH_CONFIG_TYPE, AUTH_CONFIG_TYPE as DYNAMIC_TYPE } from "../provider-text";

export const PACKAGE = "composio";

export { AUTH_CONFIG_TYPE, DYNAMIC_TYPE };

/**
 * The URN that the dynamic resource of this name would have. Marks are made of it: a stack that moves from one to the other
 * keeps its marks, and so its names.
 */
export const dynamicUrn = (urn: string): string => withType(urn, AUTH_CONFIG_TYPE, DYNAMIC_TYPE);

/** The way back, for the engine. */
export const nativeUrn = (urn: string): string => withType(urn, DYNAMIC_TYPE, AUTH_CONFIG_TYPE);

/** `urn:pulumi:<stack>::<project>::<type of the parent>$<type>::<name>`: a parent may be an auth config too. */
function withType(urn: string, from: string, to: string): string {
  const [scheme, project, types = "", ...name] = urn.split("::");
  const replaced = types.split("$").map((type) => (type === from ? to : type));
  return [scheme, project, replaced.join("$"), ...name].join("::");
}
