/** What an emulator can start with, from a file: checked, so that a mistake in it is named and not met later. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { AuthConfigSeed, Fault, ToolkitDefinition } from "../emulator";

export interface EmulatorSeed {
  /** In the API's own words, with real values, and beside them how many accounts are connected. */
  authConfigs: Array<{ seed: AuthConfigSeed; connections: number }>;
  /** As `GET /toolkits/{slug}` describes them. */
  toolkits: ToolkitDefinition[];
  faults: Fault[];
}

const text = z.string({ error: "must be a string" }).min(1, { error: "must not be empty" });
const flag = z.boolean({ error: "must be true or false" });
const textList = z.array(text, { error: "must be a list of strings" });
const scalarMap = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]), {
  error: "must be a map of strings, numbers or booleans",
});

const authConfig = z.strictObject({
  toolkit: text,
  id: z.string().regex(/^ac_/, { error: "must begin with ac_" }).optional(),
  name: text.optional(),
  auth_scheme: text.optional(),
  credentials: scalarMap.optional(),
  proxy_config: z.strictObject({ proxy_url: text, proxy_auth_key: text.optional() }).optional(),
  tool_access_config: z
    .strictObject({
      tools_for_connected_account_creation: textList.default([]),
      tools_available_for_execution: textList.default([]),
    })
    .optional(),
  shared_credentials: scalarMap.optional(),
  is_enabled_for_tool_router: flag.optional(),
  status: z.enum(["ENABLED", "DISABLED"], { error: "must be ENABLED or DISABLED" }).optional(),
  connections: z.int({ error: "must be a whole number" }).min(0, { error: "must be 0 or more" }).default(0),
});

const field = z.strictObject({
  name: text,
  displayName: text,
  type: text.default("string"),
  description: z.string().default(""),
  required: flag.default(false),
  default: z.string().optional(),
  is_secret: flag.optional(),
});
const fields = z.strictObject({ required: z.array(field).default([]), optional: z.array(field).default([]) });

const toolkit = z.strictObject({
  slug: text,
  name: text,
  enabled: flag.optional(),
  description: z.string().optional(),
  categories: textList.optional(),
  managedAppWithdrawn: flag.optional(),
  composio_managed_auth_schemes: textList.optional(),
  auth_config_details: z.array(
    z.strictObject({
      mode: text,
      name: text,
      fields: z.strictObject({ auth_config_creation: fields, connected_account_initiation: fields }),
    }),
    { error: "must be a list of auth schemes" },
  ),
});

const fault = z.looseObject({ kind: text }, { error: "must be an object with a kind" });

const seed = z.strictObject(
  {
    authConfigs: z.array(authConfig, { error: "must be a list" }).default([]),
    toolkits: z.array(toolkit, { error: "must be a list" }).default([]),
    faults: z.array(fault, { error: "must be a list" }).default([]),
  },
  { error: "must be an object with authConfigs, toolkits or faults" },
);

/** Throws with every mistake of the file in one line. */
export function readSeed(file: string): EmulatorSeed {
  const { success, data, error } = seed.safeParse(contentOf(file), { reportInput: true });
  if (!success) throw new Error(`The seed file ${file} can't be used: ${error.issues.flatMap(mistakesOf).join("; ")}.`);
  return {
    authConfigs: data.authConfigs.map(({ connections, ...one }) => ({ seed: one as AuthConfigSeed, connections })),
    toolkits: data.toolkits,
    faults: data.faults as unknown as Fault[],
  };
}

/** JSON is YAML too. */
function contentOf(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8")) ?? {};
  } catch (cause) {
    const reason = (cause as Error).message.split("\n")[0]?.replace(/:$/, "");
    throw new Error(`The seed file ${file} can't be read: ${reason}.`, { cause });
  }
}

function mistakesOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => `${pathOf([...issue.path, key])} is not known`);
  const path = pathOf(issue.path);
  // A missing key is an issue of its own type's message, which would read as if something wrong stood there.
  const isMissing = issue.code === "invalid_type" && issue.input === undefined && issue.path.length > 0;
  return [isMissing ? `${path} is missing` : `${path || "it"} ${issue.message}`];
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
