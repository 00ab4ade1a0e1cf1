/** One row for each promise that the tables of `test/engine` hold at length: the plugin keeps them too. */
import type { Emulator } from "../../src/emulator";
import { withEmulator } from "../support/emulator";
import { Served, secret } from "../support/plugin/served";
import type { Bag } from "../support/plugin/service-client";

jest.setTimeout(60_000);

const notion = {
  toolkit: "notion",
  authScheme: "OAUTH2",
  name: "Notion",
  credentials: { client_id: "app-1", client_secret: secret("s3cr3t-4711") },
};

async function made(emulator: Emulator, args: Bag, name = "one") {
  const plugin = new Served(emulator);
  const { inputs } = await plugin.check(name, args);
  return { inputs, ...(await plugin.create(inputs)) };
}

const live = (emulator: Emulator) => emulator.authConfigs().filter(({ deleted }) => !deleted);

/** `METHOD path` of every request since the count was `since`, without ids. */
const requests = (emulator: Emulator, since: number) =>
  emulator.requests.slice(since).map(({ method, path }) => `${method} ${path.split("/").slice(3, 4)}`);

it(
  "replaces by a new one and a delete of the old",
  withEmulator(async (emulator) => {
    const { id, inputs, state } = await made(emulator, { toolkit: "github" });
    const plugin = new Served(emulator);
    const { inputs: next } = await plugin.check("one", { toolkit: "slack" }, inputs);
    expect(await plugin.diff(id, state, next)).toEqual({
      isChanged: true,
      replaces: ["toolkit"],
      details: { toolkit: "UPDATE_REPLACE" },
    });
    const { id: replacement } = await plugin.create(next);
    await plugin.delete(id, state);
    expect(live(emulator).map(({ id: held, toolkit }) => [held, toolkit])).toEqual([[replacement, "slack"]]);
  }),
);

it(
  "sees drift, shows it as one place, and puts it back by one PATCH and a look at what came of it",
  withEmulator(async (emulator) => {
    const { id, inputs, state } = await made(emulator, notion);
    emulator.changeByHand(id, { status: "DISABLED" });
    const seen = await new Served(emulator).read(id, state, inputs);
    expect(seen).toEqual({
      id,
      // It might be what the API makes of the value, so the provider remembers it.
      state: { ...state, enabled: false, status: "DISABLED", __storedForms: { enabled: expect.any(Object) } },
      inputs: { ...inputs, enabled: false },
    });

    const plugin = new Served(emulator);
    expect((await plugin.diff(id, seen.state, inputs)).details).toEqual({ enabled: "UPDATE" });
    const since = emulator.requests.length;
    await plugin.update(id, seen.state, inputs);
    expect(emulator.requests.slice(since).map(({ method, path }) => [method, path.split("/").pop()])).toEqual([
      ["PATCH", "ENABLED"],
      ["GET", id],
    ]);
    expect(live(emulator)).toMatchObject([{ id, status: "ENABLED" }]);
  }),
);

it(
  "takes a create whose answer was lost for its own",
  withEmulator(async (emulator) => {
    emulator.failNext({ kind: "reset-after", method: "POST", path: "auth_configs$" });
    const { id } = await made(emulator, { toolkit: "github" });
    expect(live(emulator).map((config) => config.id)).toEqual([id]);
  }),
);

it(
  "takes over what a killed run has made",
  withEmulator(async (emulator) => {
    const { name, ...args } = notion;
    const killed = await made(emulator, args);
    const since = emulator.requests.length;
    // The engine has no state of it, and so asks for it again, in another process.
    const { id } = await made(emulator, args);
    expect(id).toBe(killed.id);
    expect(requests(emulator, since).filter((line) => line.startsWith("POST"))).toEqual([]);
    expect(live(emulator)).toHaveLength(1);
  }),
);

it(
  "refuses to delete or to replace a config in use, unless told to",
  withEmulator(async (emulator) => {
    const { id, inputs, state } = await made(emulator, { toolkit: "github" });
    emulator.connectAccount(id);
    const plugin = new Served(emulator);
    await expect(plugin.delete(id, state)).rejects.toThrow(
      `Could not delete auth config ${id}: 1 account is connected through it`,
    );
    const { inputs: next } = await plugin.check("one", { toolkit: "slack" }, inputs);
    await expect(plugin.diff(id, state, next)).rejects.toThrow("1 account is connected through it");
    expect(live(emulator)).toHaveLength(1);

    await new Served(emulator, { COMPOSIO_FORCE_DESTROY: "1" }).delete(id, state);
    expect(live(emulator)).toEqual([]);
  }),
);

it(
  "adopts the one that exists, and brings it to the program",
  withEmulator(async (emulator) => {
    const credentials = { client_id: "by-hand", client_secret: "by-hand" };
    const existing = emulator.addAuthConfig({ toolkit: "notion", name: "Notion", auth_scheme: "OAUTH2", credentials });
    const { id } = await made(emulator, { ...notion, adopt: true });
    expect([id, live(emulator)]).toEqual([
      existing.id,
      [expect.objectContaining({ credentials: expect.objectContaining({ client_secret: "s3cr3t-4711" }) })],
    ]);
  }),
);

it(
  "makes no more requests than the phase needs",
  withEmulator(async (emulator) => {
    const names = Array.from({ length: 20 }, (_, index) => `customer-${index}`);
    const phase = async <Result>(act: (plugin: Served, name: string, index: number) => Promise<Result>) => {
      const [plugin, since] = [new Served(emulator), emulator.requests.length];
      const results = await Promise.all(names.map((name, index) => act(plugin, name, index)));
      return { results, sent: counted(requests(emulator, since)) };
    };
    const ups = await phase(async (plugin, name) => {
      const { inputs } = await plugin.check(name, { toolkit: "github" });
      return { inputs, ...(await plugin.create(inputs)) };
    });
    expect(ups.sent).toEqual({ "GET toolkits": 1, "GET auth_configs": 1, "POST auth_configs": 20 });

    const at = (index: number) => ups.results[index] as (typeof ups.results)[number];
    const untouched = await phase(async (plugin, name, index) => {
      const { inputs } = await plugin.check(name, { toolkit: "github" }, at(index).inputs);
      return (await plugin.diff(at(index).id, at(index).state, inputs)).isChanged;
    });
    expect([untouched.sent, new Set(untouched.results)]).toEqual([{}, new Set([false])]);
    const refresh = await phase((plugin, _name, index) => plugin.read(at(index).id, at(index).state, at(index).inputs));
    const { "GET auth_configs": reads = 0, ...refreshed } = refresh.sent;
    const destroy = await phase((plugin, _name, index) => plugin.delete(at(index).id, at(index).state));
    const { "GET auth_configs": looks = 0, ...destroyed } = destroy.sent;
    // One listing; on a slow machine the first three may be read by their ids before it.
    const isListing = (gets: number) => gets >= 1 && gets <= 4;
    expect([refreshed, destroyed, isListing(reads), isListing(looks)]).toEqual([
      {},
      { "DELETE auth_configs": 20 },
      true,
      true,
    ]);
  }),
);

function counted(lines: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of lines) counts[line] = (counts[line] ?? 0) + 1;
  return counts;
}
