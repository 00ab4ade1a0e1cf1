/** A run that is cancelled: every wait ends at once, and nothing more is sent. */
import { withEmulator } from "../support/emulator";
import { Served } from "../support/plugin/served";

jest.setTimeout(30_000);

it(
  "ends the wait that the API has ordered",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator);
    const { inputs } = await plugin.check("github", { toolkit: "github" });
    const { inputs: other } = await plugin.check("slack", { toolkit: "slack" });
    emulator.failNext({ kind: "status", status: 429, retryAfter: 40, method: "POST" });
    const waiting = plugin.create(inputs);
    const failed = expect(waiting).rejects.toThrow(
      /^Could not create auth config "github-\w+" \(toolkit github\): the run was cancelled, so nothing more was sent\.$/,
    );
    await plugin.said("waiting 40 s");
    await plugin.cancel();
    await failed;
    const since = emulator.requests.length;
    await expect(plugin.create(other)).rejects.toThrow("the run was cancelled, so nothing more was sent");
    expect(emulator.requests.slice(since)).toEqual([]);
  }),
);

it(
  "ends reads that wait for each other",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator);
    const { inputs } = await plugin.check("github", { toolkit: "github" });
    const { id, state } = await plugin.create(inputs);
    const since = emulator.requests.length;
    const reads = Array.from({ length: 20 }, () =>
      plugin.read(id, state, inputs).catch((error: Error) => error.message),
    );
    await plugin.cancel();
    expect(new Set(await Promise.all(reads))).toEqual(
      new Set([`Could not read auth config ${id}: the run was cancelled, so nothing more was sent.`]),
    );
    expect(emulator.requests.slice(since)).toEqual([]);
  }),
);
