/**
 * Secrets that never enter state: the value stays in an environment variable of the machine that runs `pulumi`. State holds
 * the variable's name and a fingerprint, so that another value is an update.
 */
import { fingerprint, saltOf } from "./fingerprint";

export interface EnvironmentSecret {
  fromEnvironment: string;
  /** A fingerprint of the variable's value at the last `check`. A secret value itself. */
  fingerprint?: string;
}

export const isEnvironmentSecret = (value: unknown): value is EnvironmentSecret =>
  value !== null && typeof value === "object" && typeof (value as EnvironmentSecret).fromEnvironment === "string";

/** The value with every reference given the fingerprint of what its variable holds; told of each variable that is missing. */
export function withFingerprints(
  value: unknown,
  environment: NodeJS.ProcessEnv,
  salt: string,
  missing: (variable: string, path: readonly string[]) => void,
  path: readonly string[] = [],
): unknown {
  if (isEnvironmentSecret(value)) {
    const { fromEnvironment } = value;
    const secret = environment[fromEnvironment];
    if (!secret) missing(fromEnvironment, path);
    return secret ? { fromEnvironment, fingerprint: fingerprint(secret, salt) } : { fromEnvironment };
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, withFingerprints(inner, environment, salt, missing, [...path, key])]),
  );
}

/** A body with the values of the variables in place of the references. Throws if one is not set. */
export function resolveSecrets<Body>(body: Body, environment: NodeJS.ProcessEnv): Body {
  const resolve = (value: unknown): unknown => {
    if (isEnvironmentSecret(value)) {
      const secret = environment[value.fromEnvironment];
      if (!secret)
        throw new Error(
          `The environment variable ${value.fromEnvironment} is not set, and a credential is to come from it.`,
        );
      return secret;
    }
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(resolve);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
  };
  return resolve(body) as Body;
}

/** The value of the variable now, if that is still the value that was sent. */
export function currentValue(secret: EnvironmentSecret, environment: NodeJS.ProcessEnv): string | undefined {
  const value = environment[secret.fromEnvironment];
  const isSame = value && secret.fingerprint && fingerprint(value, saltOf(secret.fingerprint)) === secret.fingerprint;
  return isSame ? value : undefined;
}

/** The values that the references below stand for, as far as they are set: for the redactor. */
export function environmentValues(value: unknown, environment: NodeJS.ProcessEnv): string[] {
  if (isEnvironmentSecret(value)) return [environment[value.fromEnvironment] ?? ""];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((inner) => environmentValues(inner, environment));
}
