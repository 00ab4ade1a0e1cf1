/** A Pulumi program of its own: declares once more what an earlier run may have made. What it gets is in takeover.ts. */
import * as pulumi from "@pulumi/pulumi";
import { AuthConfig } from "../auth-config";
import type { AuthConfigArgs } from "../auth-config-args";
import type { Declared } from "./takeover";
import { DECLARED_VARIABLE, SECRET_ENVELOPE } from "./takeover";

/** A provider of any package, with the inputs that the state has. */
class KnownProvider extends pulumi.ProviderResource {}

const made = new Map<string, pulumi.Resource>();

for (const { urn, kind, name, type, inputs, parent, provider } of JSON.parse(
  process.env[DECLARED_VARIABLE] ?? "[]",
) as Declared[]) {
  const options = {
    ...(parent !== undefined && { parent: made.get(parent) as pulumi.Resource }),
    ...(provider !== undefined && { provider: made.get(provider) as pulumi.ProviderResource }),
  };
  const args = withSecrets(inputs) as { [name: string]: unknown };
  if (kind === "authConfig") made.set(urn, new AuthConfig(name, args as unknown as AuthConfigArgs, options));
  else if (kind === "provider") made.set(urn, new KnownProvider(type.split(":").pop() ?? "", name, args, options));
  else made.set(urn, new pulumi.ComponentResource(type, name, {}, options));
}

/** The same value with each `{ secret: value }` as a secret of Pulumi. */
function withSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSecrets);
  if (typeof value !== "object" || value === null) return value;
  if (SECRET_ENVELOPE in value) return pulumi.secret(withSecrets(value[SECRET_ENVELOPE as keyof typeof value]));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSecrets(each)]));
}
