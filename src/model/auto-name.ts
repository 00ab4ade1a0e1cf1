/**
 * Names that we make where the user gives none: `<logical name>-<8 hex of the stack><8 hex of the URN>`.
 * The same resource of the same stack gets the same name in every run, so that a later create can recognize what an
 * earlier, killed one left behind. Another stack, or a stack of the same names in another backend, never gets it.
 */
import { createHash } from "node:crypto";

/** Which resource of which stack: sent by the resource class, since the engine does not tell a dynamic provider. */
export interface Identity {
  organization: string;
  urn: string;
}

export interface AutoName {
  name: string;
  /** The marks of stack and URN, as they end the name. */
  mark: string;
}

export function autoName({ organization, urn }: Identity, backend: string): AutoName {
  const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(urn) ?? [];
  const mark = markOf(backend, organization, project, stack) + markOf(urn);
  return { name: nameWith(mark, urn), mark };
}

/** The name that ends with this mark, whatever somebody has made of it since. */
export const nameWith = (mark: string, urn: string): string => `${urn.slice(urn.lastIndexOf("::") + 2)}-${mark}`;

/** Was the name that ends with this mark made for this resource? Its stack may have moved to another backend since. */
export const isMarkOf = (mark: string, { urn }: Identity): boolean => mark.slice(8) === markOf(urn);

const markOf = (...parts: string[]): string => createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 8);
