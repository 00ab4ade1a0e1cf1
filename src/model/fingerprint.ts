/** Salted fingerprints: they tell whether a value is the same one, and nothing else of it. */
import { createHash, createHmac, randomBytes } from "node:crypto";

export const newSalt = (): string => randomBytes(12).toString("base64url");

/**
 * The salt is the same in every process. Whoever knows the URN knows the salt, so it does not keep them from trying
 * values.
 */
export const saltOfUrn = (urn: string): string =>
  createHash("sha256").update(`salt of ${urn}`).digest("base64url").slice(0, 16);

/** `<salt>.<64 bits>`. The same value under the same salt gives the same text. */
export const fingerprint = (value: string, salt: string): string =>
  `${salt}.${createHmac("sha256", salt).update(value).digest("base64url").slice(0, 11)}`;

export const saltOf = (text: string): string => text.slice(0, text.indexOf("."));

export const isFingerprintOf = (text: string, value: string): boolean => fingerprint(value, saltOf(text)) === text;
