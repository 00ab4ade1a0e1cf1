/**
 * Secrets of imported auth configs. They can't be read, so the user chooses to trust that the API holds what the program
 * declares: nothing is sent until the declared value changes. An import file gives each such secret `""`, under its
 * dotted path; the first `check` puts a fingerprint of the declared value there, and the inputs keep it.
 */
import { isEnvironmentSecret } from "./environment-secrets";
import { fingerprint, isFingerprintOf } from "./fingerprint";
import type { Inputs, State } from "./inputs";
import { fieldAndKey } from "./values";

type Trusted = Record<string, string>;

/** The fingerprints for the next inputs, given the last ones; new ones are made with this salt. A secret that is no longer declared loses its fingerprint. */
export function trustDeclared(last: Trusted | undefined, inputs: Inputs, salt: string): Trusted | undefined {
  const kept = Object.entries(last ?? {}).flatMap(([path, print]) => {
    const value = valueAt(inputs, path);
    if (value === undefined) return [];
    return [[path, print || fingerprint(textOf(value), salt)]];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** The state with the declared values filled in if they are trusted: a comparison then finds them equal. */
export function withTrusted(state: State, inputs: Inputs): State {
  const filled = structuredClone(state) as State & Record<string, Record<string, unknown> | undefined>;
  for (const [path, print] of Object.entries(inputs.__trustedSecrets ?? {})) {
    const [field, key] = fieldAndKey(path);
    const value = valueAt(inputs, path);
    const isMissing = valueAt(state, path) === undefined;
    if (value === undefined || !isMissing || !isFingerprintOf(print, textOf(value))) continue;
    Object.assign(filled, { [field]: { ...filled[field], [key]: value } });
  }
  return filled;
}

/** Does the state wait for a first `check` of what it trusts? Its inputs must then be left as they are. */
export const hasOpenTrust = ({ __trustedSecrets }: State): boolean =>
  Object.values(__trustedSecrets ?? {}).includes("");

/** A value that stands in the environment is known by its own fingerprint. */
const textOf = (value: unknown): string => (isEnvironmentSecret(value) ? (value.fingerprint ?? "") : `${value}`);

function valueAt(bag: Inputs, path: string): unknown {
  const [field, key] = fieldAndKey(path);
  return (bag as unknown as Record<string, Record<string, unknown> | undefined>)[field]?.[key];
}
