/** Auth configs that are there without a request: checked alike, whether a program or a file gives them. */
import { z } from "zod";
import { beginRecord } from "./auth-config-bodies";
import { beginning } from "./auth-config-create";
import type { StoredAuthConfig } from "./auth-config-record";
import { RECORD } from "./auth-config-record";

import type { Call } from "./call";
import type { ToolkitDefinition } from "./catalogue/definition";
import { detailOf, managedAppsOf } from "./catalogue/definition";
import { addAccount } from "./connected-accounts";
import { meant, pathOf } from "./mistakes";

/** The toolkit, any field of the record, and how many accounts are connected. Managed, unless it has an `auth_scheme`. */
export interface AuthConfigSeed extends Partial<StoredAuthConfig> {
  /** The slug of a toolkit that the emulator knows; letter case does not matter. */
  toolkit: string;
  /** Connected accounts: one each of `user_1`, `user_2` and so on. Default 0. */
  connections?: number | undefined;
}

/** @internal */
type Forms = { [Field in keyof typeof RECORD]: z.ZodOptional<(typeof RECORD)[Field]["form"]> };

const FORMS = Object.fromEntries(
  Object.entries(RECORD).map(([field, { form }]) => [field, z.optional(form as z.ZodType)]),
  // Each field keeps the form of its own row.
) as unknown as Forms;

/** @internal */
export const SEED = z.strictObject({
  ...FORMS,
  toolkit: RECORD.toolkit.form,
  connections: z.int({ error: "must be a whole number" }).min(0, { error: "must be 0 or more" }).optional(),
});

/** Mistakes that a seed's form can't tell: a toolkit, scheme or credential that the catalogue does not know. */
export function namesUnknown(
  seeds: unknown,
  catalogue: Map<string, ToolkitDefinition>,
  at: readonly PropertyKey[],
): string[] {
  if (!Array.isArray(seeds)) return [];
  return seeds.flatMap((seed: unknown, index) => unknownIn(Object(seed), catalogue, [...at, index]));
}

function unknownIn(
  { toolkit: slug, auth_scheme: scheme, credentials }: Record<string, unknown>,
  catalogue: Map<string, ToolkitDefinition>,
  at: readonly PropertyKey[],
): string[] {
  if (typeof slug !== "string" || slug === "") return [];
  const toolkit = catalogue.get(slug.toLowerCase());
  if (!toolkit) return [`${pathOf([...at, "toolkit"])} ${slug} is not known: define it among toolkits`];
  const detail = typeof scheme === "string" ? detailOf(toolkit, scheme) : undefined;
  if (typeof scheme === "string" && !detail) {
    return [`${pathOf([...at, "auth_scheme"])} ${scheme} is not offered by toolkit ${slug}`];
  }
  const { required = [], optional = [] } = detail?.fields.auth_config_creation ?? {};
  const known = ["scopes", "user_scopes", ...[...required, ...optional].map(({ name }) => name)];
  return Object.keys(Object(credentials))
    .filter((name) => !known.includes(name))
    .map((name) => `${pathOf([...at, "credentials", name])} is not known to toolkit ${slug}${meant(name, known)}`);
}

/** Puts one in, with its connected accounts. Its toolkit is known. */
export function plant(
  where: Pick<Call, "emulation" | "project">,
  toolkit: ToolkitDefinition,
  { connections = 0, ...seed }: AuthConfigSeed,
): StoredAuthConfig {
  const type = seed.auth_scheme === undefined ? "default" : "custom";
  const app = seed.auth_scheme === undefined ? managedAppsOf(toolkit)[0] : undefined;
  const scheme = seed.auth_scheme ?? app?.mode ?? "";
  const config: StoredAuthConfig = {
    ...beginRecord({ ...beginning(where, toolkit), type, scheme, app }),
    ...structuredClone(seed),
    toolkit: toolkit.slug,
  };
  where.project.authConfigs.set(config.id, config);
  for (let user = 1; user <= connections; user++) {
    addAccount(where, config, { user_id: `user_${user}`, status: "ACTIVE" });
  }
  return config;
}
