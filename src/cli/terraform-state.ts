/** The auth configs of a Terraform or OpenTofu state: the file itself, or what `terraform show -json` prints. */
import { z } from "zod";
import { parsedFile } from "./text-file";

export interface TerraformAuthConfig {
  id: string;
  /** For `terraform state rm`. */
  address: string;
  /** The name of the resource, with its index: `github`, `github-eu`. */
  name: string;
}

const TYPE = "composio_auth_config";

const index = z.union([z.string(), z.number()]).optional();
const attributes = z.object({ id: z.string().min(1) });

/** Version 4, of every Terraform since 0.12 and of OpenTofu. */
const stateFile = z.object({
  version: z.literal(4),
  resources: z.array(
    z.object({
      module: z.string().optional(),
      mode: z.string(),
      type: z.string(),
      name: z.string(),
      instances: z.array(z.object({ index_key: index, deposed: z.string().optional(), attributes: z.unknown() })),
    }),
  ),
});

interface ShownModule {
  resources?:
    | Array<{
        address: string;
        mode: string;
        type: string;
        name: string;
        index?: string | number | undefined;
        values?: unknown;
      }>
    | undefined;
  child_modules?: ShownModule[] | undefined;
}
const shownModule: z.ZodType<ShownModule> = z.object({
  resources: z
    .array(
      z.object({
        address: z.string(),
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        index,
        values: z.unknown(),
      }),
    )
    .optional(),
  child_modules: z.lazy(() => z.array(shownModule)).optional(),
});
const shown = z.object({ values: z.object({ root_module: shownModule }) });

/** Throws if the file is not a state, or has no auth configs. */
export function readTerraformState(file: string): TerraformAuthConfig[] {
  const json = contentOf(file);
  const found = fromStateFile(json) ?? fromShow(json);
  if (!found) {
    throw new Error(`${file} must be a Terraform state of version 4, or what \`terraform show -json\` prints.`);
  }
  if (found.length === 0) throw new Error(`${file} holds no resource of type ${TYPE}.`);
  return found;
}

function contentOf(file: string): unknown {
  try {
    return parsedFile(file);
  } catch (cause) {
    throw new Error(`Could not read the Terraform state ${file}: ${(cause as Error).message}.`, { cause });
  }
}

function fromStateFile(json: unknown): TerraformAuthConfig[] | undefined {
  const { data } = stateFile.safeParse(json);
  return data?.resources.filter(isOurs).flatMap(({ module, name, instances }) =>
    // A deposed instance is one that Terraform still has to delete.
    instances
      .filter(({ deposed }) => deposed === undefined)
      .flatMap((instance) => {
        const address = `${module ? `${module}.` : ""}${TYPE}.${name}${bracketed(instance.index_key)}`;
        return located(instance.attributes, { address, name, index: instance.index_key });
      }),
  );
}

function fromShow(json: unknown): TerraformAuthConfig[] | undefined {
  const { data } = shown.safeParse(json);
  return data && fromModule(data.values.root_module);
}

function fromModule({ resources = [], child_modules: children = [] }: ShownModule): TerraformAuthConfig[] {
  return [
    ...resources.filter(isOurs).flatMap((resource) => located(resource.values, resource)),
    ...children.flatMap(fromModule),
  ];
}

const isOurs = ({ mode, type }: { mode: string; type: string }): boolean => mode === "managed" && type === TYPE;

function located(
  values: unknown,
  { address, name, index: key }: { address: string; name: string; index?: string | number | undefined },
): TerraformAuthConfig[] {
  const { data } = attributes.safeParse(values);
  return data ? [{ id: data.id, address, name: key === undefined ? name : `${name}-${key}` }] : [];
}

const bracketed = (key: string | number | undefined): string => (key === undefined ? "" : `[${JSON.stringify(key)}]`);
