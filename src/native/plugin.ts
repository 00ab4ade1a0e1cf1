/** The plugin without its process: the service over one operation of the provider. */
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { presentable } from "../provider/errors";
import type { Operation } from "../provider/operation";
import type { EngineLog } from "./engine-log";
import { callFunction, functionsOf } from "./functions";
import { LifecycleDoor } from "./lifecycle-door";
import { serviceOf } from "./service";
import type { Stop } from "./stop";

export interface PluginParts {
  /** Its clock and its client must know of `stop`. */
  operation: Operation;
  engine: Pick<EngineLog, "drained">;
  stop: Stop;
}

export function pluginService({ operation, engine, stop }: PluginParts): Partial<IResourceProviderServer> {
  const { client, voice } = operation;
  const functions = functionsOf({ client, warn: (line) => void voice.warn(line) });
  return serviceOf({
    door: new LifecycleDoor(operation),
    invoke: async (token, args) => {
      try {
        return await callFunction(functions, token, args);
      } catch (error) {
        throw presentable(error, operation, false);
      }
    },
    cancel: () => stop.now(),
    drained: () => engine.drained(),
  });
}
