/**
 * The plugin's process. The engine starts one for each provider of an operation, reads the port from the first line that it
 * prints, and holds its standard input open for as long as the engine itself lives.
 */
import { fstatSync } from "node:fs";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { startOperation } from "../provider/operation";
import { processSurroundings } from "../provider/surroundings";
import { EngineLog } from "./engine-log";
import { pluginService } from "./plugin";
import { Stop } from "./stop";

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

function serve(service: ReturnType<typeof pluginService>): void {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, service as Parameters<Server["addService"]>[1]);
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}

const stop = new Stop();
endWithTheEngine(stop);
const engine = new EngineLog(process.argv[2]);
const operation = startOperation(
  { ...processSurroundings(), log: engine.info, clock: stop.clock, stop: stop.signal },
  engine,
);
serve(pluginService({ operation, engine, stop }));
