/**
 * `pulumi-composio/provider`: what the provider text in users' state loads. The name of the entry, `providers` and the names
 * under it are frozen for ever. Loading it must stay cheap: the process loads it before it knows what it is for.
 */
import * as nodeModule from "node:module";
import type { dynamic } from "@pulumi/pulumi";

export const providers = {
  AuthConfig: (): dynamic.ResourceProvider => {
    // Node 22.1 and later keep what they have compiled for the next process; earlier ones have no such cache.
    (nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();
    // One file made of `lifecycle.ts` and all that it loads, except undici: that is a file beside it, for what sends something.
    return (require("./bundle") as typeof import("./lifecycle")).authConfigProvider();
  },
};
