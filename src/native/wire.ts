/**
 * Inputs and state as they travel to and from the engine. The provider takes them without envelopes: the places that
 * arrived as secrets are kept beside them, and become secrets again in an answer.
 */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isSecretEnvelope, secretEnvelope } from "../model/secrets";
import { UNKNOWN } from "../model/unknowns";
import { isMap } from "../model/values";

export type Bag = Record<string, unknown>;

/** A place in inputs or state, such as `credentials`, `client_id`. */
export type Place = readonly string[];

export interface Received {
  bag: Bag;
  /** The places that the engine holds as secrets. Of a map each secret value; of a list the whole list. */
  secrets: Place[];
}

/** The properties that the engine has sent; none is an empty map. */
export function received(struct: Struct | undefined): Received {
  const secrets: Place[] = [];
  const bag = open(struct?.toJavaScript() ?? {}, { place: [], isSecret: false, secrets }) as Bag;
  return { bag, secrets };
}

interface Opening {
  place: Place;
  /** Does it stand in an envelope? */
  isSecret: boolean;
  secrets: Place[];
}

function open(value: unknown, { place, isSecret, secrets }: Opening): unknown {
  if (isSecretEnvelope(value)) return open(value.value, { place, isSecret: true, secrets });
  if (Array.isArray(value)) {
    const within: Place[] = [];
    const list = value.map((item) => open(item, { place, isSecret, secrets: within }));
    if (isSecret || within.length > 0) secrets.push(place);
    return list;
  }
  if (isMap(value)) {
    const entries = Object.entries(value);
    if (isSecret && entries.length === 0) secrets.push(place);
    return Object.fromEntries(
      entries.map(([key, inner]) => [key, open(inner, { place: [...place, key], isSecret, secrets })]),
    );
  }
  if (isSecret) secrets.push(place);
  return typeof value === "string" && UNKNOWNS.has(value) ? UNKNOWN : value;
}

/** The engine has an unknown value for each type; the provider needs one. */
const UNKNOWNS: ReadonlySet<string> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // map
]);

/** A result of the provider for the engine. The places that the user gave as secrets are secrets in it. */
export const toStruct = (bag: Bag, secrets: readonly Place[] = []): Struct =>
  // The provider's results are plain JSON.
  Struct.fromJavaScript(secrets.reduce(sealed, bag) as Parameters<typeof Struct.fromJavaScript>[0]);

function sealed(bag: Bag, [key = "", ...rest]: Place): Bag {
  const value = bag[key];
  if (value === undefined || isSecretEnvelope(value)) return bag;
  if (rest.length === 0) return { ...bag, [key]: secretEnvelope(value) };
  return isMap(value) ? { ...bag, [key]: sealed(value, rest) } : { ...bag, [key]: secretEnvelope(value) };
}
