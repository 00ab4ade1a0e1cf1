/** The plugin as the engine starts it: the built launcher, its port, its standard input, and a Node that is missing. */
import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { startEmulator } from "../../src/emulator";
import { urnOf } from "../support/plugin/served";
import { bagOf, structOf } from "../support/plugin/service-client";

const launcher = path.join(__dirname, "../../dist/plugin/pulumi-resource-composio");

interface Running {
  child: ChildProcess;
  client: ResourceProviderClient;
  /** Its standard output. */
  printed: () => string;
}

async function start(env: Record<string, string> = {}, command = launcher): Promise<Running> {
  const child = spawn(command, [], {
    env: { PATH: path.dirname(process.execPath) + path.delimiter + process.env.PATH, ...env },
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  while (!printed.includes("\n")) await once(child.stdout, "data");
  const client = new ResourceProviderClient(`127.0.0.1:${printed.trim()}`, credentials.createInsecure());
  return { child, client, printed: () => printed };
}

type Unary<Answer> = (reply: (error: Error | null, answer: Answer) => void) => unknown;

const answer = <Answer>(call: Unary<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value))));

jest.setTimeout(60_000);

it("prints its port alone, and gives version and schema without a key or a network", async () => {
  const { child, client, printed } = await start();
  const info = await answer<{ getVersion(): string }>((reply) => client.getPluginInfo(new Empty(), reply));
  const schema = await answer<proto.GetSchemaResponse>((reply) =>
    client.getSchema(new proto.GetSchemaRequest(), reply),
  );
  const { version } = require("../../package.json") as { version: string };
  expect(info.getVersion()).toBe(version);
  expect(JSON.parse(schema.getSchema())).toMatchObject({ name: "composio", version });
  expect(printed()).toMatch(/^\d+\n$/);
  client.close();
  child.stdin?.end();
  await once(child, "close");
});

it("ends when its standard input does, and sends nothing more, in the middle of a wait", async () => {
  const emulator = await startEmulator();
  try {
    const { child, client } = await start({ COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url });
    const news = structOf({ toolkit: "github" });
    const checked = await answer<proto.CheckResponse>((reply) =>
      client.check(new proto.CheckRequest().setUrn(urnOf("github")).setOlds(structOf({})).setNews(news), reply),
    );
    expect(bagOf(checked.getInputs())).toMatchObject({ toolkit: "github" });
    const asked = emulator.requests.length;
    emulator.failNext({ kind: "status", status: 429, retryAfter: 40, method: "POST" });
    const waiting = answer((reply) =>
      client.create(new proto.CreateRequest().setProperties(checked.getInputs()), reply),
    );
    const ended = expect(waiting).rejects.toThrow();
    while (!emulator.requests.slice(asked).some(({ method }) => method === "POST")) await new Promise(setImmediate);
    child.stdin?.end();
    expect(await once(child, "close")).toEqual([0, null]);
    await ended;
    expect(emulator.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
    client.close();
  } finally {
    await emulator.close();
  }
});

it("can be linked to", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "composio-plugin-"));
  fs.symlinkSync(launcher, path.join(folder, "linked"));
  const { child, client } = await start({}, path.join(folder, "linked"));
  client.close();
  child.stdin?.end();
  await once(child, "close");
  fs.rmSync(folder, { recursive: true });
});

describe("without a Node that it can use", () => {
  /** A PATH with nothing but these programs. */
  function runWith(programs: Record<string, string>) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "composio-path-"));
    for (const [name, text] of Object.entries(programs))
      fs.writeFileSync(path.join(folder, name), text, { mode: 0o755 });
    const { status, stdout, stderr } = spawnSync("/bin/sh", [launcher], { env: { PATH: folder }, encoding: "utf8" });
    fs.rmSync(folder, { recursive: true });
    return { status, stdout, stderr };
  }

  it("says that there is none", () => {
    expect(runWith({})).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "pulumi-resource-composio needs Node.js 20.18.1 or later, and there is no node on the PATH. Get it from https://nodejs.org.\n",
    });
  });

  it.each(["v18.19.0", "v20.9.0", "v20.17.0", "v20.18.0"])("says that %s is too old", (version) => {
    expect(runWith({ node: `#!/bin/sh\necho ${version}\n` })).toEqual({
      status: 1,
      stdout: "",
      stderr: `pulumi-resource-composio needs Node.js 20.18.1 or later, but the node on the PATH is ${version}.\n`,
    });
  });

  // The real one needs a PATH for `dirname` and `readlink`; here it is enough that the plugin's file is handed over.
  it.each(["v20.18.1", "v20.19.0", "v20.20.2", "v22.0.0", "v100.1.0"])("takes %s", (version) => {
    const node = `#!/bin/sh\ncase $1 in --version) echo ${version} ;; *) echo "$@" ;; esac\n`;
    const dirname = "#!/bin/sh\necho /plugin\n";
    expect(runWith({ node, dirname })).toEqual({
      status: 0,
      stdout: "/plugin/pulumi-resource-composio.js\n",
      stderr: "",
    });
  });
});
