/**
 * `pulumi-composio/provider`: what the provider text in users' state loads. The name of the entry, `providers` and the names
 * under it are frozen for ever. Loading it must stay cheap: the process loads it before it knows what it is for.
 */
import type { dynamic } from "@pulumi/pulumi";

export const providers = {
  AuthConfig: (): dynamic.ResourceProvider =>
    (require("./lifecycle") as typeof import("./lifecycle")).authConfigProvider(),
};
