/**
 * The plugin's process. The engine starts one for each provider of an operation, reads the port from the first line that it
 * prints, and holds its standard input open for as long as the engine itself lives.
 */
import { fstatSync } from "node:fs";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { SYSTEM_CLOCK } from "../client/clock";
import { presentable } from "../provider/errors";
import { startOperation } from "../provider/operation";
import { processSurroundings } from "../provider/surroundings";
import { EngineLog } from "./engine-log";
import { callFunction, functionsOf } from "./functions";
import { LifecycleDoor } from "./lifecycle-door";
import type { ServiceParts } from "./service";
import { serviceOf } from "./service";
import { Stop } from "./stop";

function partsOf(engine: EngineLog, stop: Stop): ServiceParts {
  const operation = startOperation(
    { ...processSurroundings(), log: engine.info, clock: stop.clockOf(SYSTEM_CLOCK), stop: stop.signal },
    engine,
  );
  const { client, voice } = operation;
  const functions = functionsOf({ client, warn: (line) => void voice.warn(line) });
  return {
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
  };
}

/** The process outlives a killed CLI, but its standard input does not: then nothing more is sent. */
function endWithTheEngine(stop: Stop): void {
  // A terminal or a file is not the engine's pipe: somebody has started the plugin by hand.
  const input = fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return;
  const end = () => {
    stop.now();
    process.exit(0);
  };
  process.stdin.on("end", end).on("error", end).resume();
}

function serve(parts: ServiceParts): void {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, serviceOf(parts) as Parameters<Server["addService"]>[1]);
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}

const stop = new Stop();
endWithTheEngine(stop);
serve(partsOf(new EngineLog(process.argv[2]), stop));
