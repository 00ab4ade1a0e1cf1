/** examples/app-lifecycle as its callers see it: the real engine below, an emulated API behind. */
import type { Emulator } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import { until } from "../engine/kill/project";
import { SECRETS_PROVIDER } from "../support/engine/key-service";
import type { Backend } from "../support/engine/stack";
import { openBackend } from "../support/engine/stack";
import type { ExampleService } from "./example-service";
import { notionApp, startExample } from "./example-service";

jest.setTimeout(240_000);

let emulator: Emulator;
let backend: Backend;
let service: ExampleService;

const start = (more: Record<string, string> = {}): Promise<ExampleService> =>
  startExample({
    ...backend.env,
    TMPDIR: backend.folder,
    SECRETS_PROVIDER,
    COMPOSIO_API_KEY: emulator.apiKey,
    COMPOSIO_BASE_URL: emulator.url,
    ...more,
  });

beforeEach(async () => {
  emulator = await startEmulator({ latencyMs: 100 });
  backend = await openBackend();
  service = await start({ PULUMI_NODEJS_TRANSPILE_ONLY: "true" });
});

afterEach(async () => {
  await service.stop();
  await backend.close();
  await emulator.close();
});

const live = () => emulator.authConfigs().filter(({ deleted }) => !deleted);
const session = () => ({ authConfigs: Object.fromEntries(live().map(({ toolkit, id }) => [toolkit, id])) });
const writes = () => emulator.requests.filter(({ method }) => method !== "GET").length;

it("provisions and retires a customer, prints each step, and is safe to call twice", async () => {
  // Here Pulumi checks the types of the program, as it does for users.
  await service.stop();
  service = await start();
  const first = await service.put("acme");
  expect(first).toEqual({ status: 200, body: { session: session() } });
  expect(
    live()
      .map(({ toolkit }) => toolkit)
      .sort(),
  ).toEqual(["github", "notion"]);
  const type = "pulumi-nodejs:dynamic/composio:AuthConfig";
  const step = { customer: "acme", state: "resource", phase: "done", op: "create", resource: "github", type };
  expect(service.printed()).toContain(`${JSON.stringify(step)}\n`);

  const sent = writes();
  expect(await service.put("acme")).toEqual(first);
  expect(writes()).toBe(sent);

  expect(await service.delete("acme")).toEqual({ status: 200, body: { takenOver: [] } });
  expect(live()).toEqual([]);
  expect(await service.delete("acme")).toEqual({ status: 200, body: { takenOver: [] } });
  expect(backend.allBytes().includes(notionApp.clientSecret)).toBe(false);
});

it("answers SIGTERM in the middle of a POST with the session, and ends", async () => {
  emulator.failNext({ kind: "slow", delayMs: 3_000, method: "POST", path: "/auth_configs", times: 2 });
  const call = service.put("acme");
  await until(() => emulator.requests.some(({ method }) => method === "POST"), "the POST");
  const ended = service.stop();
  expect(await call).toEqual({ status: 200, body: { session: session() } });
  expect(await ended).toMatchObject({ code: 0, stderr: "" });
});

it.each([
  { what: "a body that is no JSON", customer: "acme", body: "{", status: 400, error: /^The body must be JSON/ },
  { what: "an empty object", customer: "acme", body: {}, status: 400, error: /^The body must be JSON/ },
  { what: "a number", customer: "acme", body: { ...notionApp, clientSecret: 4720 }, status: 400, error: /two texts/ },
  { what: "a mask", customer: "acme", body: { ...notionApp, clientSecret: "S3CR..." }, status: 400, error: /no masks/ },
  {
    what: "an option of the CLI",
    customer: "--help",
    body: notionApp,
    status: 400,
    error: /^A stack's name must match/,
  },
  { what: "upper case", customer: "Acme", body: notionApp, status: 400, error: /^A stack's name must match/ },
])("refuses $what before an engine runs", async ({ customer, body, status, error }) => {
  expect(await service.put(customer, body)).toEqual({ status, body: { error: expect.stringMatching(error) } });
  expect([emulator.requests.length, await service.health()]).toEqual([0, { running: 0, queued: 0, locked: [] }]);
});

it("answers 502 with the reason if Composio refuses, and succeeds the next time", async () => {
  emulator.failNext({ kind: "status", status: 400, method: "POST", path: "auth_configs$" });
  const { status, body } = await service.put("acme");
  expect([status, body]).toEqual([502, { error: expect.stringMatching(/^Could not bring up "acme": \w+: .*400/) }]);
  expect((await service.put("acme")).body).toEqual({ session: session() });
  expect(live()).toHaveLength(2);
});

it("ends the work of a caller that goes away", async () => {
  emulator.failNext({ kind: "slow", delayMs: 2_000, method: "POST", path: "/auth_configs", times: 2 });
  const controller = new AbortController();
  const call = service.put("acme", notionApp, controller.signal).catch((error: Error) => error.name);
  await until(() => emulator.requests.some(({ method }) => method === "POST"), "the POST");
  controller.abort();
  expect(await call).toBe("AbortError");
  expect(await service.delete("acme")).toMatchObject({ status: 200 });
  expect(live()).toEqual([]);
  // Of the two calls, only the second has come to its end.
  expect(service.printed().match(/"state":"done"/g)).toHaveLength(1);
});
