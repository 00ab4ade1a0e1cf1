/** The forms of values on their way between the engine and a provider, and in the state. */

export type Bag = Record<string, unknown>;

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

const isSecret = (value: unknown): value is { value: unknown } =>
  value !== null && typeof value === "object" && SIGNATURE_KEY in value;

/** The value as it comes over the wire: an undefined value would hang the operation, or be an error. */
export function received(bag: unknown): Bag {
  if (hasUndefined(bag)) throw new Error(`The engine waits for ever on undefined: ${JSON.stringify(bag)}`);
  return structuredClone(bag) as Bag;
}

export function hasUndefined(value: unknown): boolean {
  if (value !== null && typeof value === "object") return Object.values(value).some(hasUndefined);
  return value === undefined;
}

/** A provider is given secrets in clear. */
export const plain = (value: unknown): never => mapped(value, (secret) => plain(secret)) as never;

/** As the state file holds it. A mark on a whole map is dropped, so that does not count. */
export const encrypted = (value: unknown): unknown =>
  mapped(value, (secret) => (secret !== null && typeof secret === "object" ? encrypted(secret) : "[ciphertext]"));

/** The same, with something else in place of each secret. */
function mapped(value: unknown, ofSecret: (secret: unknown) => unknown): unknown {
  if (isSecret(value)) return ofSecret(value.value);
  if (Array.isArray(value)) return value.map((inner) => mapped(inner, ofSecret));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner, ofSecret)]));
}
