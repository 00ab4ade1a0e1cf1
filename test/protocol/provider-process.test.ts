/**
 * The provider as the engine reaches it: Pulumi's own dynamic-provider process, over gRPC, with the text that stands in
 * users' state. Runs the built package, found from the process's working folder.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Emulator } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import { PROVIDER_TEXT } from "../../src/provider-text";
import { passingClock } from "../support/clocks";

const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");

type Json = { [key: string]: unknown };

const time = passingClock();
let emulator: Emulator;
let child: ChildProcess;
let printedErrors: string;
let call: (method: string, request: unknown) => Promise<{ [getter: string]: () => unknown }>;

const repository = path.join(__dirname, "../..");
const struct = (value: Json) => Struct.fromJavaScript({ __provider: PROVIDER_TEXT, ...value } as never);
const plain = (value: unknown): Json => (value as Struct).toJavaScript() as Json;
const secret = (value: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

beforeEach(async () => {
  emulator = await startEmulator({ clock: time.clock });
  child = spawn(process.execPath, [require.resolve("@pulumi/pulumi/cmd/dynamic-provider"), "127.0.0.1:0"], {
    cwd: repository,
    env: {
      PATH: process.env.PATH,
      COMPOSIO_API_KEY: emulator.apiKey,
      COMPOSIO_BASE_URL: emulator.url,
      PULUMI_NODEJS_PROJECT: "shop",
      PULUMI_BACKEND_URL: "https://state.example",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  printedErrors = "";
  child.stderr?.on("data", (bytes) => {
    printedErrors += bytes;
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const port = await new Promise<string>((resolve) => lines.once("line", resolve));
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  call = (method, request) =>
    new Promise((resolve, reject) =>
      client[method](request, (error: Error | null, answer: never) => (error ? reject(error) : resolve(answer))),
    );
  const configure = new messages.ConfigureRequest();
  configure.setArgs(Struct.fromJavaScript({}));
  await call("configure", configure);
});

afterEach(async () => {
  child.kill("SIGKILL");
  await emulator.close();
});

const request = (type: string, setters: { [setter: string]: unknown }) => {
  const message = new messages[type]();
  for (const [setter, value] of Object.entries(setters)) message[setter](value);
  return message;
};

const declared = {
  toolkit: "Notion",
  authScheme: "OAUTH2",
  credentials: { client_id: "app", client_secret: "s3cr3t-4711" },
  __identity: {
    organization: "acme",
    urn: "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/composio:AuthConfig::notion",
  },
};

it("goes through the life of an auth config", async () => {
  const checked = await call("check", request("CheckRequest", { setOlds: struct({}), setNews: struct(declared) }));
  const inputs = plain(checked.getInputs?.());
  const whole = {
    __provider: PROVIDER_TEXT,
    __mark: expect.stringMatching(/^[0-9a-f]{16}$/),
    __isAutoNamed: true,
    toolkit: "notion",
    type: "use_custom_auth",
    authScheme: "OAUTH2",
    name: expect.stringMatching(/^notion-[0-9a-f]{16}$/),
    enabled: true,
    credentials: { client_id: "app", client_secret: secret("s3cr3t-4711") },
  };
  expect([inputs, checked.getFailuresList?.()]).toEqual([whole, []]);

  const news = { ...inputs, credentials: declared.credentials };
  const created = await call("create", request("CreateRequest", { setProperties: struct(news) }));
  const id = created.getId?.() as string;
  const seen = { __lastSeenBy: expect.any(String), __madeAt: expect.any(Number) };
  const state = { ...whole, isComposioManaged: false, status: "ENABLED", ...seen };
  expect([emulator.authConfigs().map((config) => config.id), plain(created.getProperties?.())]).toEqual([[id], state]);

  const olds = { ...plain(created.getProperties?.()), credentials: declared.credentials };
  const read = await call("read", request("ReadRequest", { setId: id, setProperties: struct(olds) }));
  // Without inputs in the answer the engine keeps those that it has.
  expect([read.getId?.(), plain(read.getProperties?.()), read.getInputs?.()]).toEqual([id, state, undefined]);

  const diff = (changes: Json) =>
    call(
      "diff",
      request("DiffRequest", { setId: id, setOlds: struct(olds), setNews: struct({ ...news, ...changes }) }),
    );
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  expect((await diff({})).getChanges?.()).toBe(DIFF_NONE);
  const replacing = await diff({ toolkit: "gmail" });
  expect([replacing.getChanges?.(), replacing.getReplacesList?.()]).toEqual([DIFF_SOME, ["toolkit"]]);

  const renamed = struct({ ...news, name: "Notion 2" });
  const updated = await call(
    "update",
    request("UpdateRequest", { setId: id, setOlds: struct(olds), setNews: renamed }),
  );
  expect(plain(updated.getProperties?.())).toEqual({ ...state, name: "Notion 2" });

  emulator.changeByHand(id, { name: "Renamed by hand" });
  const drifted = await call("read", request("ReadRequest", { setId: id, setProperties: struct(olds) }));
  const name = "Renamed by hand";
  expect([plain(drifted.getProperties?.()), plain(drifted.getInputs?.())]).toEqual([
    { ...state, name, __storedForms: { name: { sent: expect.any(String), shown: expect.any(String) } } },
    { ...whole, name },
  ]);

  await call("delete", request("DeleteRequest", { setId: id, setProperties: struct(olds) }));
  await call("delete", request("DeleteRequest", { setId: id, setProperties: struct(olds) }));
  time.passMinutes(2);
  const gone = await call("read", request("ReadRequest", { setId: id, setProperties: struct(olds) }));
  expect([gone.getId?.(), emulator.authConfigs().map(({ deleted }) => deleted)]).toEqual(["", [true]]);
});

it("reports id, properties and reasons of a create if its second call fails", async () => {
  emulator.failNext({ kind: "status", method: "PATCH", status: 400 });
  const news = { ...declared, type: "use_custom_auth", name: "Notion", toolkit: "notion", enabled: false };
  const error = await call("create", request("CreateRequest", { setProperties: struct(news) })).catch(
    (failure) => failure,
  );

  const [bytes] = error.metadata.get("grpc-status-details-bin");
  const { Status } = require("@pulumi/pulumi/proto/status_pb");
  const [detail] = Status.deserializeBinary(bytes).getDetailsList();
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue());
  expect([failed.getId(), failed.getReasonsList()]).toEqual([
    emulator.authConfigs()[0]?.id,
    [expect.stringMatching(/^Could not disable auth config ac_.*: the API answered 400/)],
  ]);
  expect(plain(failed.getProperties())).toMatchObject({
    enabled: true,
    // Its own name comes last.
    __leftToDo: ["enabled", "name"],
    name: "Notion",
    __provider: PROVIDER_TEXT,
  });
});

it("prints no copy of an error that the engine shows at its resource", async () => {
  const state = struct({ ...declared, type: "use_custom_auth", name: "Notion", enabled: true });
  const olds = { setId: "ac_000000000000", setProperties: state };
  emulator.failNext({ kind: "status", status: 403, times: 10 });
  for (const [method, message] of [
    ["check", request("CheckRequest", { setOlds: struct({}), setNews: struct(declared) })],
    ["read", request("ReadRequest", olds)],
    ["delete", request("DeleteRequest", olds)],
  ] as const) {
    await expect(call(method, message)).rejects.toThrow(/answered 403/);
  }
  // Errors of others are printed as before.
  await expect(call("read", request("ReadRequest", { setId: "ac_1" }))).rejects.toThrow();
  child.kill();
  await new Promise((resolve) => child.once("close", resolve));
  expect([printedErrors.includes("403"), printedErrors.length > 0]).toEqual([false, true]);
});
