/**
 * Marks: how the provider recognizes what it has made, since the API has no labels and no unique names. A mark is 8 hex of the
 * stack and 8 hex of the URN: the same resource of the same stack has the same mark in every run, and no other has it.
 *
 * A name that the provider makes is `<logical name>-<mark>`. A name of the user's own has no room for a mark, so its create is
 * sent under a temporary name, `<the name>-<mark>-<8 hex of this attempt>`, and gets its own name by the last request.
 */
import { createHash } from "node:crypto";

/** Which resource of which stack: sent by the resource class, since the engine does not tell a dynamic provider. */
export interface Identity {
  organization: string;
  urn: string;
  /** The logical names of the program's auth configs for the same toolkit, as far as they are known; this one is among them. */
  alike?: string[];
}

/** Longer names are cut in their temporary form, so that no limit of the API is met by accident. */
const LONGEST_STEM = 40;

/** `backend` is the text that stands for the state backend: two backends can hold stacks of the same names. */
export function markFor({ organization, urn }: Identity, backend: string): string {
  const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(urn) ?? [];
  return digest(backend, organization, project, stack) + digest(urn);
}

/** Was this mark made for this resource? Its stack may have moved to another backend since. */
export const isMarkOf = (mark: string, { urn }: Identity): boolean => mark.slice(8) === digest(urn);

/** The half of a mark that all resources of a stack share. */
export const stackHalf = (mark: string): string => mark.slice(0, 8);

/** The name that the provider makes for a resource. */
export const autoName = (mark: string, urn: string): string => `${urn.slice(urn.lastIndexOf("::") + 2)}-${mark}`;

/** The logical name in a name that the provider has made; undefined in any other. */
export const logicalNameIn = (name: string): string | undefined => /^(.+)-[0-9a-f]{16}$/.exec(name)?.[1];

/** The name under which a create is sent that is to get another name; `attempt` is 8 hex. */
export const temporaryName = (name: string, mark: string, attempt: string): string =>
  `${nameStem(name)}-${mark}-${attempt}`;

/** The beginning of the name, as a temporary name has it. */
export const nameStem = (name: string): string => [...name].slice(0, LONGEST_STEM).join("");

/** The mark at the end of a name, finished or temporary; undefined if there is none. */
export const markIn = (name: string): string | undefined => /-([0-9a-f]{16})(?:-[0-9a-f]{8})?$/.exec(name)?.[1];

/** Is it the name of a create that has not ended? */
export const isTemporaryName = (name: string): boolean => /-[0-9a-f]{16}-[0-9a-f]{8}$/.test(name);

const digest = (...parts: string[]): string => createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 8);
