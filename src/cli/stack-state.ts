/** The auth configs that a stack holds, from `pulumi stack export`: its secrets stay encrypted there. */
import { z } from "zod";
import { AUTH_CONFIG_TYPE, NATIVE_AUTH_CONFIG_TYPE } from "../provider-text";
import { pulumi } from "./pulumi-command";

export interface StackAuthConfig {
  urn: string;
  logicalName: string;
  id: string;
  /** Secrets among them are objects that hold a ciphertext. */
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

export interface StackState {
  authConfigs: StackAuthConfig[];
  /** The stack's own outputs. */
  outputs: Record<string, unknown>;
}

/** Of the TypeScript package, and of the plugin. */
const TYPES: readonly string[] = [AUTH_CONFIG_TYPE, NATIVE_AUTH_CONFIG_TYPE];

const values = z.record(z.string(), z.unknown()).default({});

const exported = z.object({
  deployment: z
    .object({
      resources: z
        .array(
          z.object({
            urn: z.string(),
            type: z.string(),
            id: z.string().optional(),
            /** Marked for a later delete: its place is taken by a new one. */
            delete: z.boolean().optional(),
            /** Read by `AuthConfig.get`: somebody else's. */
            external: z.boolean().optional(),
            inputs: values,
            outputs: values,
          }),
        )
        .nullish(),
    })
    .nullish(),
});

export async function readStack(stack: string, cwd: string | undefined): Promise<StackState> {
  const text = await pulumi(["stack", "export", "--stack", stack], { cwd });
  const { success, data } = exported.safeParse(parseJson(text));
  if (!success) throw new Error(`The export of stack ${stack} can't be read: it is not what the Pulumi CLI gives.`);
  const resources = data.deployment?.resources ?? [];
  return {
    authConfigs: resources.flatMap(({ type, id, urn, inputs, outputs, ...resource }) =>
      TYPES.includes(type) && id && !resource.delete && !resource.external
        ? [{ urn, logicalName: urn.slice(urn.lastIndexOf("::") + 2), id, inputs, outputs }]
        : [],
    ),
    outputs: resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {},
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// pulumi.runtime.specialSigKey, written out: the command line must not load the SDK.
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

export const isEncrypted = (value: unknown): boolean =>
  value !== null && typeof value === "object" && SIGNATURE_KEY in value;

/** The ids that a stack hands to sessions, by outputs in the form of `sessionConfig`. */
export const sessionIds = ({ outputs }: StackState): Array<{ output: string; toolkit: string; id: string }> =>
  Object.entries(outputs).flatMap(([output, value]) => {
    const { authConfigs } = session.safeParse(value).data ?? {};
    return Object.entries(authConfigs ?? {}).map(([toolkit, id]) => ({ output, toolkit, id }));
  });

const session = z.object({ authConfigs: z.record(z.string(), z.string()) });
