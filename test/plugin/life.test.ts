/** The life of an auth config as the engine asks the plugin for it, over the wire's own messages. */
import type { Emulator } from "../../src/emulator";
import { withEmulator } from "../support/emulator";
import { encrypted, Served, secret } from "../support/plugin/served";
import type { Bag } from "../support/plugin/service-client";

jest.setTimeout(30_000);

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const notion = {
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials: { client_id: "app-1", client_secret: secret("s3cr3t-4711") },
};

async function made(emulator: Emulator, name: string, args: Bag) {
  const plugin = new Served(emulator);
  const { inputs, failures } = await plugin.check(name, args);
  expect(failures).toEqual([]);
  return { inputs, ...(await plugin.create(inputs)) };
}

const FINGERPRINT = expect.stringMatching(/^[\w-]{16}\.[\w-]{11}$/);

it(
  "creates the declared auth config, with secret values in envelopes and no hidden key of the dynamic resource",
  withEmulator(async (emulator) => {
    const { id, inputs, state } = await made(emulator, "notion", notion);

    const declared = {
      toolkit: "notion",
      type: "use_custom_auth",
      authScheme: "OAUTH2",
      name: expect.stringMatching(/^notion-[0-9a-f]{16}$/),
      credentials: { client_id: "app-1", client_secret: "[secret]" },
      enabled: true,
      __isAutoNamed: true,
      __mark: expect.stringMatching(/^[0-9a-f]{16}$/),
    };
    expect(encrypted(inputs)).toEqual(declared);
    expect(encrypted(state)).toEqual({
      ...declared,
      isComposioManaged: false,
      status: "ENABLED",
      __madeAt: expect.any(Number),
      __lastSeenBy: FINGERPRINT,
    });
    expect(emulator.authConfigs()).toMatchObject([
      { id, toolkit: "notion", credentials: { client_id: "app-1", client_secret: "s3cr3t-4711" } },
    ]);
  }),
);

it(
  "keeps public values secret in every answer if the program gave them as secrets",
  withEmulator(async (emulator) => {
    const args = {
      toolkit: "notion",
      authScheme: "OAUTH2",
      name: secret("A hidden name"),
      credentials: secret({ client_id: "app-1", client_secret: "s3cr3t-4711" }),
      scopes: ["read", secret("write")],
    };
    const { id, inputs, state } = await made(emulator, "notion", args);
    const hidden = {
      name: "[secret]",
      credentials: { client_id: "[secret]", client_secret: "[secret]" },
      scopes: "[secret]",
    };
    expect(encrypted(inputs)).toMatchObject(hidden);
    expect(encrypted(state)).toMatchObject(hidden);

    emulator.changeByHand(id, { name: "By hand" });
    const seen = await new Served(emulator).read(id, state, inputs);
    expect(encrypted(seen.state)).toMatchObject(hidden);
    expect(encrypted(seen.inputs)).toMatchObject(hidden);
    const updated = await new Served(emulator).update(id, state, { ...inputs, enabled: false });
    expect(encrypted(updated)).toMatchObject({ ...hidden, enabled: false });
  }),
);

it(
  "shows no secret of a public field in a failure",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator);
    const { inputs } = await plugin.check("notion", { ...notion, name: secret("A hidden name") });
    emulator.failNext({ kind: "status", status: 400, method: "POST", path: "auth_configs$" });
    const failed = plugin.create(inputs);
    await expect(failed).rejects.toThrow(/^Could not create auth config "\[secret\]/);
    await expect(failed).rejects.not.toThrow(/hidden/);
  }),
);

it(
  "refreshes, updates one key, and deletes",
  withEmulator(async (emulator) => {
    const { id, inputs, state } = await made(emulator, "notion", notion);
    expect(await new Served(emulator).read(id, state, inputs)).toEqual({ id, state });

    const plugin = new Served(emulator);
    const changed = { ...notion, credentials: { client_id: "app-1", client_secret: secret("s3cr3t-4712") } };
    const { inputs: next } = await plugin.check("notion", changed, inputs);
    expect(await plugin.diff(id, state, next)).toEqual({
      isChanged: true,
      replaces: [],
      details: { "credentials.client_secret": "UPDATE" },
    });
    const since = emulator.requests.length;
    const updated = await plugin.update(id, state, next);
    expect(emulator.requests.slice(since).map(({ method, body }) => ({ method, body }))).toEqual([
      { method: "PATCH", body: { type: "custom", credentials: { client_secret: "s3cr3t-4712" } } },
    ]);
    expect(encrypted(updated)).toEqual(encrypted(state));

    await new Served(emulator).delete(id, updated);
    expect(emulator.authConfigs().filter(({ deleted }) => !deleted)).toEqual([]);
    // The provider never takes an auth config for gone that was made a moment ago.
    const { __madeAt, ...old } = updated;
    expect(await new Served(emulator).read(id, old, next)).toEqual({ id: "", state: {} });
  }),
);

it(
  "knows at preview the outputs that the API's answer can't change",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator);
    const { inputs: own } = await plugin.check("notion", { ...notion, scopes: UNKNOWN });
    expect(encrypted((await plugin.create(own, true)).state)).toEqual({
      ...(encrypted(own) as Bag),
      scopes: UNKNOWN,
      isComposioManaged: false,
      status: "ENABLED",
    });
    const { inputs: managed } = await plugin.check("github", { toolkit: "github" });
    expect((await plugin.create(managed, true)).state).toEqual({
      ...managed,
      authScheme: UNKNOWN,
      managedAppId: UNKNOWN,
      isComposioManaged: true,
      status: "ENABLED",
    });
    const { state } = await made(emulator, "github", { toolkit: "github" });
    expect(await plugin.update("ac_1", state, { ...managed, enabled: false }, true)).toEqual({
      ...state,
      __lastSeenBy: undefined,
      enabled: false,
      status: "DISABLED",
    });
    expect(emulator.requests.filter(({ method }) => method !== "GET")).toHaveLength(1);
  }),
);

it(
  "tells all mistakes of a resource at once, and names no value that could be secret",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator);
    const { failures } = await plugin.check("notion", {
      toolkit: "notion",
      authScheme: "OAUTH2",
      credentials: { client_id: "app-1", client_secret: ["s3cr3t-4711"] },
      forcedestroy: true,
      enabled: "yes",
    });
    expect(failures).toEqual([
      "forcedestroy: is not an input of AuthConfig; did you mean forceDestroy?",
      "credentials.client_secret: must be a string, number or boolean, but got: a list",
      'enabled: must be true or false, but got: "yes"',
    ]);
    expect(await plugin.check("x", { toolkit: "notion", validate: "remote" })).toMatchObject({
      failures: ['validate: must be "local", but got: "remote"'],
    });
  }),
);

it(
  "asks nothing of a toolkit if one resource is validated locally",
  withEmulator(async (emulator) => {
    const { inputs, failures } = await new Served(emulator).check("x", { toolkit: "nothing-known", validate: "local" });
    expect({ failures, keys: Object.keys(inputs).sort() }).toEqual({
      failures: [],
      keys: ["__isAutoNamed", "__mark", "enabled", "name", "toolkit", "type"],
    });
    expect(emulator.requests).toEqual([]);
  }),
);

it(
  "takes a secret from the environment, which enters no answer",
  withEmulator(async (emulator) => {
    const credentials = { client_id: "app-1", client_secret: { fromEnvironment: "NOTION_SECRET" } };
    const plugin = new Served(emulator, { NOTION_SECRET: "s3cr3t-4711" });
    const { inputs } = await plugin.check("notion", { ...notion, credentials });
    const { id, state } = await plugin.create(inputs);
    const held = { client_id: "app-1", client_secret: { fromEnvironment: "NOTION_SECRET", fingerprint: "[secret]" } };
    expect((encrypted(state) as Bag).credentials).toEqual(held);
    expect(JSON.stringify([inputs, state])).not.toContain("s3cr3t-4711");
    expect(emulator.authConfigs()[0]?.credentials.client_secret).toBe("s3cr3t-4711");

    const rotated = new Served(emulator, { NOTION_SECRET: "s3cr3t-4712" });
    const { inputs: next } = await rotated.check("notion", { ...notion, credentials }, inputs);
    expect((await rotated.diff(id, state, next)).details).toEqual({ "credentials.client_secret": "UPDATE" });
    expect((await new Served(emulator).check("notion", { ...notion, credentials })).failures).toEqual([
      "credentials.client_secret: the environment variable NOTION_SECRET is not set",
    ]);
  }),
);

it(
  "hands a half-made auth config to the engine, and finishes it with one PATCH",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator);
    const args = { toolkit: "github", toolAccessConfig: { toolsAvailableForExecution: ["GITHUB_CREATE_AN_ISSUE"] } };
    const { inputs } = await plugin.check("github", args);
    emulator.failNext({ kind: "status", status: 400, method: "PATCH" });
    const error = (await plugin.create(inputs).catch((thrown: unknown) => thrown)) as Error & Bag;
    const [config] = emulator.authConfigs();
    expect(error.message).toMatch(/^Could not update auth config ac_[\w-]+: the API answered 400/);
    expect(error).toMatchObject({
      id: config?.id,
      reasons: [error.message],
      properties: { toolkit: "github", __leftToDo: ["toolAccessConfig"] },
    });

    const next = new Served(emulator);
    const half = error.properties as Bag;
    const { inputs: again } = await next.check("github", args, inputs);
    expect(await next.diff(config?.id ?? "", half, again)).toEqual({
      isChanged: true,
      replaces: [],
      details: { "toolAccessConfig.toolsAvailableForExecution": "ADD" },
    });
    const since = emulator.requests.length;
    await next.update(config?.id ?? "", half, again);
    expect(emulator.requests.slice(since).map(({ method }) => method)).toEqual(["PATCH"]);
  }),
);
