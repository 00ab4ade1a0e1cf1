import { spawnSync } from "node:child_process";
import { EventEmitter, once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClientOptions, ServiceError } from "@grpc/grpc-js";
import { credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { EngineClient, EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { GetRootResourceRequest, GetRootResourceResponse } from "@pulumi/pulumi/proto/engine_pb";
import { runPulumi, spawnPulumi } from "../support/engine/cli";
import { SECRETS_PROVIDER } from "../support/engine/key-service";
import type { Backend } from "../support/engine/stack";
import { openBackend, openStack } from "../support/engine/stack";
import { inFullRun } from "../support/in-full-run";

jest.setTimeout(120_000);

/** The smallest dynamic resource: it has one input, which may change. */
class Note extends pulumi.CustomResource {
  constructor(name: string, text: pulumi.Input<string>) {
    super("pulumi-nodejs:dynamic/test:Note", name, { text, __provider: noteProvider });
  }
}

const noteProvider = `exports.handler = () => ({
  check: async (previous, next) => ({ inputs: next }),
  diff: async (id, previous, next) => ({ changes: previous.text !== next.text }),
  create: async (inputs) => {
    if (inputs.text === "refused") throw new Error("refused to make this");
    return { id: "note-1", outs: inputs };
  },
  update: async (id, previous, next) => ({ outs: next }),
  read: async (id, props) => ({ id, props: { ...props, text: process.env.DRIFTED || props.text } }),
  delete: async () => {},
})`;

const notes = (texts: Record<string, string>) => async () => {
  for (const [name, text] of Object.entries(texts)) new Note(name, text);
  return { texts: Object.values(texts), hidden: pulumi.secret("s3cr3t") };
};

describe("a stack under test", () => {
  let backend: Backend;
  beforeEach(async () => {
    backend = await openBackend();
  });
  afterEach(() => backend.close());

  inFullRun("goes through its whole life beside another of the same backend", async () => {
    const dev = await backend.stack("dev", { program: notes({ a: "one" }) });
    const prod = await backend.stack("prod", { program: notes({ a: "one" }), secretConfig: { "x:key": "k3y" } });
    expect(dev.state()).toEqual(expect.not.objectContaining({ resources: expect.anything() }));

    expect(await dev.preview()).toMatchObject({ ok: true, changes: { create: 2 } });
    expect(await dev.up()).toMatchObject({ ok: true, changes: { create: 2 }, diagnostics: [] });
    expect(await prod.up()).toMatchObject({ ok: true, changes: { create: 2 } });
    expect(await dev.outputs()).toEqual({
      texts: { value: ["one"], secret: false },
      hidden: { value: "s3cr3t", secret: true },
    });
    expect(dev.resource("a")).toMatchObject({ id: "note-1", outputs: { text: "one" } });

    dev.program = notes({ a: "two" });
    const update = await dev.up();
    expect(update.steps.filter(({ name }) => name === "a")).toMatchObject([
      { op: "update", failed: false, diff: ["~text"] },
    ]);
    expect(await dev.preview({ expectNoChanges: true })).toMatchObject({ ok: true, changes: { same: 2 } });

    dev.env.DRIFTED = "by hand";
    const refresh = await dev.refresh({ previewOnly: true });
    expect(refresh.steps).toContainEqual(expect.objectContaining({ name: "a", op: "update" }));
    expect(dev.resource("a")).toMatchObject({ outputs: { text: "two" } });

    expect(await dev.destroy()).toMatchObject({ ok: true, changes: { delete: 2 } });
    expect(dev.state().resources).toBeUndefined();
    expect(prod.resource("a")).toMatchObject({ id: "note-1" });
    expect(dev.output).toContain("[diff: ~text]");
    expect(backend.allBytes().includes("s3cr3t")).toBe(false);
    expect(backend.allBytes().includes("k3y")).toBe(false);
  });
});

describe("a stack whose operation fails", () => {
  it("says which step failed, and why", async () => {
    const stack = await openStack({ program: notes({ a: "refused" }) });
    const up = await stack.up();
    await stack.close();

    expect(up).toMatchObject({ ok: false, exitCode: 1 });
    expect(up.steps).toContainEqual(expect.objectContaining({ name: "a", op: "create", failed: true }));
    expect(up.diagnostics).toContainEqual(
      expect.objectContaining({ severity: "error", message: "refused to make this\n" }),
    );
  });

  it("ends at once when the program throws, also after a resource was made", async () => {
    const program = async () => {
      new Note("a", "one");
      throw new Error("the program is broken");
    };
    const stack = await openStack({ program });
    const up = await stack.up({ timeoutMs: 30_000 });
    await stack.close();

    expect(up.ok).toBe(false);
    expect(up.output).toContain("the program is broken");
  });

  inFullRun("is killed when it takes longer than its limit", async () => {
    const stack = await openStack({ program: () => new Promise(() => {}) });
    const up = stack.up({ timeoutMs: 3_000 });

    await expect(up).rejects.toThrow(/did not end within 3 s and was killed. Its output so far:\nUpdating \(dev\)/);
    await stack.close();
  });

  it("keeps the settings of the machine out", async () => {
    process.env.COMPOSIO_API_KEY = "of the machine";
    const stack = await openStack({ program: notes({}), env: { GIVEN: "1" } });
    delete process.env.COMPOSIO_API_KEY;

    expect(stack.env).toMatchObject({ GIVEN: "1" });
    expect(stack.env).not.toHaveProperty("COMPOSIO_API_KEY");
    await stack.close();
  });
});

it("connects to an engine that got the port of an ended one, which a client still asks for", async () => {
  const { grpcClientOptions } = pulumi.runtime as unknown as { grpcClientOptions: ClientOptions };
  const startServer = async (port: number) => {
    const server = new Server();
    const answer = (_request: unknown, callback: (error: null, response: GetRootResourceResponse) => void) =>
      callback(null, new GetRootResourceResponse());
    server.addService(EngineService, { getRootResource: answer } as never);
    const bound = await new Promise<number>((resolve, reject) =>
      server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, got) =>
        error ? reject(error) : resolve(got),
      ),
    );
    return { server, port: bound };
  };
  const ask = (client: EngineClient) =>
    new Promise<string>((resolve) =>
      client.getRootResource(new GetRootResourceRequest(), (error: ServiceError | null) =>
        resolve(error?.details ?? "answered"),
      ),
    );
  const ended = await startServer(0);
  const connect = () => new EngineClient(`127.0.0.1:${ended.port}`, credentials.createInsecure(), grpcClientOptions);
  const [old, late] = [connect(), connect()];
  expect(await ask(old)).toBe("answered");
  ended.server.forceShutdown();
  // The first calls may still meet the dying connection, which has another message.
  let refusal = await ask(old);
  for (let calls = 1; calls < 100 && !refusal.startsWith("No connection established"); calls++)
    refusal = await ask(old);
  expect(refusal).toContain("No connection established");

  const { server } = await startServer(ended.port);
  try {
    expect(await ask(late)).toBe("answered");
  } finally {
    for (const client of [old, late]) client.close();
    server.forceShutdown();
  }
});

it("starts processes that load the SDK's largest libraries when they are asked for, with the same result", async () => {
  const script = `
    const { runtime } = require("@pulumi/pulumi");
    const loaded = () => Object.keys(require.cache).filter((file) => /typescript.lib|arborist.lib.index/.test(file)).length;
    async function main() {
      const atStart = loaded();
      const { text } = await runtime.serializeFunction(() => [1].map((one) => one + loaded.length));
      const packages = [...(await runtime.computeCodePaths()).keys()].sort();
      console.log(JSON.stringify({ atStart, atEnd: loaded(), text, packages }));
    }
    main();`;
  const run = async (asUsersRun: boolean) => {
    const backend = await openBackend({ asUsersRun });
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], { env: backend.env, encoding: "utf8" });
    await backend.close();
    return JSON.parse(stdout || JSON.stringify(stderr));
  };

  const asUsersRun = await run(true);
  expect(asUsersRun).toMatchObject({ atStart: 2, atEnd: 2 });
  expect(await run(false)).toEqual({ ...asUsersRun, atStart: 0 });
});

describe("a project folder under the CLI", () => {
  let backend: Backend;
  let cwd: string;
  beforeEach(async () => {
    backend = await openBackend({ asUsersRun: true });
    cwd = path.join(backend.folder, "project");
    fs.mkdirSync(cwd);
    fs.symlinkSync(path.join(__dirname, "../../node_modules"), path.join(cwd, "node_modules"));
    fs.writeFileSync(path.join(cwd, "Pulumi.yaml"), "name: notes\nruntime: nodejs\nmain: index.ts\n");
    fs.writeFileSync(path.join(cwd, "package.json"), `{ "name": "notes" }`);
  });
  afterEach(() => backend.close());

  const writeProgram = (body: string) =>
    fs.writeFileSync(
      path.join(cwd, "index.ts"),
      `import * as pulumi from "@pulumi/pulumi";
      class Note extends pulumi.CustomResource {
        constructor(name: string, text: string) {
          super("pulumi-nodejs:dynamic/test:Note", name, { text, __provider: ${JSON.stringify(noteProvider)} });
        }
      }
      ${body}`,
    );

  /** The files of a new stack, without its name, its time and its key. */
  const newStack = (name: string) => {
    const workspaces = path.join(backend.folder, "home/workspaces");
    const files = [
      path.join(cwd, `Pulumi.${name}.yaml`),
      path.join(backend.folder, `state/.pulumi/stacks/notes/${name}.json`),
      ...fs.readdirSync(workspaces).map((file) => path.join(workspaces, file)),
    ];
    return files.map((file) =>
      fs
        .readFileSync(file, "utf8")
        .replaceAll(/(?<="encryptedkey":"|encryptedkey: )[^"\n]+|(?<="time":")[^"]+|\s/g, "")
        .replaceAll(`/${name}"`, ""),
    );
  };

  it("runs as a user runs it", async () => {
    writeProgram(`
      const config = new pulumi.Config();
      new Note("a", config.require("text"));
      export const secret = config.requireSecret("key");
      export const where = \`\${pulumi.getProject()}/\${pulumi.getStack()}\`;`);
    const pulumi = (...args: string[]) => runPulumi(args, { cwd, env: backend.env });

    expect(await pulumi("stack", "init", "dev", "--secrets-provider", SECRETS_PROVIDER)).toMatchObject({ code: 0 });
    const byTheCli = newStack("dev");
    backend.init(cwd, "other");
    expect(newStack("other")).toEqual(byTheCli);
    await pulumi("stack", "select", "dev");

    await pulumi("config", "set", "text", "one");
    await pulumi("config", "set", "--secret", "key", "s3cr3t");
    const up = await pulumi("up", "--yes");
    expect(up).toMatchObject({ code: 0, stdout: expect.stringContaining("+ 2 created") });
    expect(up.stdout + up.stderr).not.toContain("from $PATH");
    const outputs = await pulumi("stack", "output", "--json", "--show-secrets");
    expect(JSON.parse(outputs.stdout)).toEqual({ secret: "s3cr3t", where: "notes/dev" });
    expect(await pulumi("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await pulumi("destroy", "--yes", "--run-program")).toMatchObject({ code: 0 });
  });

  inFullRun("fails as a user sees it", async () => {
    writeProgram(`throw new Error("the program is broken");`);
    await runPulumi(["stack", "init", "dev"], { cwd, env: backend.env });

    const up = await runPulumi(["up", "--yes"], { cwd, env: backend.env });

    expect(up.code).not.toBe(0);
    expect(up.stdout).toContain("Error: the program is broken");
  });

  inFullRun("leaves nothing running when it was killed and closed", async () => {
    writeProgram(`setInterval(() => {}, 1000); console.log("running as " + process.pid);`);
    await runPulumi(["stack", "init", "dev"], { cwd, env: backend.env });
    const heard = new EventEmitter();
    const running = once(heard, "running");
    const onStdout = (text: string) => {
      const pid = /running as (\d+)/.exec(text)?.[1];
      if (pid) heard.emit("running", Number(pid));
    };
    const up = await spawnPulumi(["up", "--yes", "--skip-preview"], { cwd, env: backend.env, onStdout });
    const [pid] = await running;

    up.signal("SIGKILL");
    expect(await up.result).toMatchObject({ code: -1 });
    up.close();

    const isRunning = () => /^[^Z]/.test(spawnSync("ps", ["-o", "stat=", "-p", String(pid)]).stdout.toString());
    for (let waits = 0; isRunning() && waits < 50; waits++) await sleep(100);
    expect(isRunning()).toBe(false);
  });
});
