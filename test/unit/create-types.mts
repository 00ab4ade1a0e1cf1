/** Compiled by `npm run types`, never run: what the README promises of `composio.authConfigs.create`, by the official SDK's own types. */
import type { Composio } from "@composio/core";
import type { AuthConfigArgs } from "pulumi-composio";

type CreateOptions = NonNullable<Parameters<Composio["authConfigs"]["create"]>[1]>;

type KeyOf<Options> = Options extends unknown ? keyof Options : never;

type Missing = Exclude<KeyOf<CreateOptions>, keyof AuthConfigArgs>;

/** If the SDK learns an option that no input has, this does not compile, and the compiler names the option. */
export const isComplete: [Missing] extends [never] ? true : Missing = true;

type CustomOptions = Extract<CreateOptions, { type: "use_custom_auth" }>;
type ManagedOptions = Extract<CreateOptions, { type: "use_composio_managed_auth" }>;

export const takesCustom = (toolkit: string, options: CustomOptions): AuthConfigArgs => ({ toolkit, ...options });

/** The SDK lets any other credential pass, which the API has no use for. */
type ScopesAlone = Pick<NonNullable<ManagedOptions["credentials"]>, "scopes" | "user_scopes">;

export const takesManaged = (
  toolkit: string,
  options: Omit<ManagedOptions, "credentials"> & { credentials?: ScopesAlone },
): AuthConfigArgs => ({ toolkit, ...options });
