/** Which door to the lifecycle the tests of this run go through: the dynamic resource, or the plugin. */
import type { dynamic } from "@pulumi/pulumi";
import type { Operation } from "../../src/provider/operation";

export const isPlugin = process.env.PULUMI_COMPOSIO_TEST_DOOR === "plugin";

/** The type of auth configs in the state. */
export const AUTH_CONFIG_TYPE = isPlugin ? "composio:index:AuthConfig" : "pulumi-nodejs:dynamic/composio:AuthConfig";

/** A provider for what plays the engine. */
export function providerOf(operation: Operation): dynamic.ResourceProvider {
  if (isPlugin) {
    const { asDynamicProvider } =
      require("./plugin/as-dynamic-provider") as typeof import("./plugin/as-dynamic-provider");
    return asDynamicProvider(operation);
  }
  const { authConfigProvider } =
    require("../../src/provider/lifecycle") as typeof import("../../src/provider/lifecycle");
  return authConfigProvider(operation);
}
