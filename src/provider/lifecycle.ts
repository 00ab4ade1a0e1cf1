/**
 * The provider as Pulumi's dynamic-provider process calls it: `olds`, `news` and `outs` are the engine's words. Each method
 * is thin; what it decides stands in the pure files beside it.
 */
import type { dynamic } from "@pulumi/pulumi";
import { findBackend } from "./backend";
import type { RawInputs } from "./check";
import { check } from "./check";
import { Connection } from "./connection";
import { createAuthConfig } from "./create";
import { deleteAuthConfig } from "./delete";
import { difference, isChanged } from "./diff";
import { presentable } from "./errors";
import type { Inputs, State } from "./inputs";
import { lookUpAuthConfig, readAuthConfig } from "./read";
import { toEngine } from "./results";
import { secretLeaves } from "./secrets";
import { updateAuthConfig } from "./update";

export interface ProviderSurroundings {
  environment: NodeJS.ProcessEnv;
  /** Where the engine started the provider process: the program's folder. */
  directory: string;
  /** A line for the user: the engine shows what the process prints. */
  log: (line: string) => void;
}

const PROCESS: ProviderSurroundings = {
  environment: process.env,
  directory: process.cwd(),
  log: (line) => console.log(line),
};

/** One per provider process. */
export function authConfigProvider(surroundings: ProviderSurroundings = PROCESS): dynamic.ResourceProvider {
  const { environment, directory, log } = surroundings;
  const backend = findBackend(environment, directory) ?? "";
  let connection = new Connection(environment, () => undefined, log);

  /** Secrets are known before anything can fail, and every failure leaves by one door. */
  async function guarded<Result>(
    bags: readonly object[],
    act: () => Promise<Result> | Result,
    isRefreshOrDelete = false,
  ): Promise<Result> {
    connection.redactor.remember(bags.flatMap((bag) => secretLeaves(bag)));
    try {
      return await act();
    } catch (error) {
      throw presentable(error, connection, isRefreshOrDelete);
    }
  }

  return {
    // The SDK hands out the provider before this has settled, so it neither waits nor throws.
    configure: async ({ config }) => {
      connection = new Connection(environment, (key) => config.get(key), log);
    },

    check: (olds: Partial<Inputs>, news: RawInputs) =>
      guarded([olds, news], () => {
        const { inputs, mistakes } = check(olds, news, { backend, environment });
        // A failure that names a property makes the engine print its value: the path stands in the reason instead.
        return { inputs: toEngine(inputs), failures: mistakes.map((reason) => ({ property: "", reason })) };
      }),

    diff: (_id, olds: State, news: Inputs) =>
      guarded([olds, news], () => {
        const found = difference(olds, news);
        return { changes: isChanged(olds, found), replaces: found.replaces };
      }),

    create: (inputs: Inputs) =>
      guarded([inputs], async () => {
        const { id, state } = await createAuthConfig(connection, inputs);
        return { id, outs: toEngine(state) };
      }),

    read: (id, props: State & { __lookup?: true }) =>
      guarded(
        [props],
        async () => {
          if (props.__lookup) return { id, props: toEngine(await lookUpAuthConfig(connection, id)) };
          const found = await readAuthConfig(connection, id, props);
          // An empty id tells the engine that it is gone.
          if (!found) return { id: "" };
          return { id, props: toEngine(found.state), ...(found.inputs && { inputs: toEngine(found.inputs) }) };
        },
        true,
      ),

    update: (id, olds: State, news: Inputs) =>
      guarded([olds, news], async () => ({
        outs: toEngine(await updateAuthConfig(connection, id, olds, news)),
      })),

    delete: (id, props: State) => guarded([props], () => deleteAuthConfig(connection, id, props), true),
  };
}
