/** The inputs that tell one auth config from another: its toolkit, kind and scheme, none of which can change, and its name. */
import * as z from "zod";
import type { InputRow } from "../row";
import { NOT_KNOWN } from "../row";
import { text } from "../shapes";

const toolkit: InputRow<"toolkit"> = {
  change: "replaces",
  shape: text,
  isListed: true,
  isSame: (a = "", b = "") => a.toLowerCase() === b.toLowerCase(),
  fromApi: (item) => item.toolkit.slug.toLowerCase(),
  whenNew: NOT_KNOWN,
};

const type: InputRow<"type"> = {
  change: "replaces",
  shape: z.enum(["use_composio_managed_auth", "use_custom_auth"], {
    error: '"use_composio_managed_auth" or "use_custom_auth"',
  }),
  isListed: true,
  isSame: (a, b) => a === b,
  toCreate: (value) => ({ type: value }),
  fromApi: (item) => (item.type === "default" ? "use_composio_managed_auth" : "use_custom_auth"),
  whenNew: NOT_KNOWN,
  // A declared scheme says that it is your own; the API's contract lets the scheme be absent.
  isByItself: (value, { item }) => value === "use_composio_managed_auth" || item.auth_scheme !== undefined,
};

const authScheme: InputRow<"authScheme"> = {
  change: "replaces",
  shape: text,
  isListed: true,
  // Unset with managed auth: there the API alone knows the scheme.
  isSame: (a, b) => a === undefined || b === undefined || a === b,
  toCreate: (value) => ({ authScheme: value }),
  fromApi: (item) => item.auth_scheme ?? NOT_KNOWN,
  whenNew: NOT_KNOWN,
  isByItself: (_value, { item }) => item.type === "default",
};

const name: InputRow<"name"> = {
  change: "updates",
  shape: text,
  isListed: true,
  isSame: (a, b) => a === b,
  toCreate: (value) => ({ name: value }),
  toPatch: (next) => ({ name: next }),
  fromApi: (item) => item.name,
  whenNew: NOT_KNOWN,
};

export const IDENTITY = { toolkit, type, authScheme, name };
