/**
 * `pulumi-composio` for tests that go through the plugin: the classes that Pulumi would generate from our schema, in the form of
 * the package's own, so that one program runs through both doors.
 */
import * as pulumi from "@pulumi/pulumi";
import { INPUT_NAMES } from "../../../src/input-names";
import { AUTH_CONFIG_TYPE, DYNAMIC_TYPE } from "../../../src/native/urn";

type Package = typeof import("../../../src/index");
type Args = import("../../../src/index").AuthConfigArgs;

// By its path, since the name of the package leads here.
const real = require("../../../dist/index.js") as Package;

const OUTPUTS = Object.fromEntries([...INPUT_NAMES, "isComposioManaged", "status"].map((name) => [name, undefined]));

export class AuthConfig extends pulumi.CustomResource {
  static readonly __pulumiType = AUTH_CONFIG_TYPE;
  declare readonly toolkit: pulumi.Output<string>;
  declare readonly toolAccessConfig: pulumi.Output<{ toolsAvailableForExecution?: string[] } | undefined>;

  constructor(name: string, args: Args, options: pulumi.CustomResourceOptions = {}) {
    const aliases = [...((options.aliases as pulumi.Alias[]) ?? []), { type: DYNAMIC_TYPE }];
    super(AUTH_CONFIG_TYPE, name, { ...OUTPUTS, ...args }, { ...options, aliases });
  }

  static get(name: string, id: pulumi.Input<pulumi.ID>, options: pulumi.CustomResourceOptions = {}): AuthConfig {
    return new AuthConfig(name, {} as Args, { ...options, id });
  }

  static override isInstance(value: unknown): value is AuthConfig {
    return (value as { __pulumiType?: string } | null)?.__pulumiType === AUTH_CONFIG_TYPE;
  }
}

export class Provider extends pulumi.ProviderResource {
  constructor(
    name: string,
    args: { apiKey?: pulumi.Input<string>; baseUrl?: pulumi.Input<string> },
    options?: pulumi.ResourceOptions,
  ) {
    super("composio", name, { apiKey: args.apiKey && pulumi.secret(args.apiKey), baseUrl: args.baseUrl }, options);
  }
}

export const { composioCallbackUrl, secretFromEnv } = real;
export const { getToolkit, getToolkitOutput, listAuthConfigs, requiredScopes } = real;

/** By the function of the plugin, as programs in other languages have it. */
export function sessionConfig(configs: readonly AuthConfig[], options: object = {}): pulumi.Output<unknown> {
  const authConfigs = configs.map(({ id, toolkit, toolAccessConfig }) => ({
    id,
    toolkit,
    toolsAvailableForExecution: pulumi.output(toolAccessConfig).apply((access) => access?.toolsAvailableForExecution),
  }));
  return pulumi
    .output({ authConfigs, options })
    .apply((args) => pulumi.runtime.invoke("composio:index:sessionConfig", args))
    .apply(({ session }: { session: unknown }) => session);
}
