/** `verify` touches only its own objects of a project, and leaves none: by the emulator's records. */
import type { Emulator } from "../../../src/emulator";
import { createCatalogue } from "../../../src/emulator/catalogue";
import { SCRATCH_USER } from "../../../src/verify/marks";
import { withBench } from "./run";

const MINUTE = 60_000;
const LEFTOVER = "pulumi-composio-verify-0123456789abcdef";

const creates = ({ requests }: Emulator) =>
  requests
    .filter(({ method, path }) => method === "POST" && path.endsWith("/auth_configs"))
    .map(({ body, status }) => ({
      status,
      ...(body as { toolkit: { slug: string }; auth_config: Record<string, unknown> }),
    }));

const alive = (emulator: Emulator) => emulator.authConfigs().filter(({ deleted }) => !deleted);

it("has at most twelve auth configs at a time, all with the mark, of toolkits that the project does not use", async () => {
  const used = ["gmail", "github", "jira"];
  const authConfigs = used.map((toolkit) => ({ toolkit, name: `${toolkit} of a user` }));
  await withBench({ authConfigs }, async ({ emulator, run, left }) => {
    const before = emulator.authConfigs();
    const most: number[] = [];
    const { findings = [] } = (await run({ onProbe: () => most.push(alive(emulator).length - used.length) })) ?? {};
    const made = creates(emulator);
    const marks = made.map(({ auth_config: { name, credentials } }) =>
      name === "" ? (credentials as { client_id: string }).client_id : name,
    );
    expect(marks.filter((mark) => !/^pulumi-composio-verify-[0-9a-f]{16}$/.test(String(mark)))).toEqual([]);
    expect(new Set(made.map(({ toolkit }) => toolkit.slug))).toEqual(new Set(["slack", "firecrawl"]));
    expect(Math.max(...most)).toBeLessThanOrEqual(12);
    expect({ left: left(), others: alive(emulator) }).toEqual({ left: [], others: before });
    expect(findings.filter(({ verdict }) => verdict === "differs")).toEqual([]);
  });
});

it("makes nothing if the project has auth configs of every toolkit", async () => {
  const authConfigs = [...createCatalogue().values()]
    .filter(({ auth_config_details: details = [] }) => details.some(({ mode }) => mode !== "NO_AUTH"))
    .map(({ slug, auth_config_details: details = [] }) => ({ toolkit: slug, auth_scheme: details[0]?.mode ?? "" }));
  await withBench({ authConfigs }, async ({ emulator, run }) => {
    const { findings = [] } = (await run()) ?? {};
    expect(creates(emulator)).toEqual([]);
    expect(findings.find(({ answer }) => answer === "ownSecrets")).toMatchObject({
      verdict: "could not tell",
      means: "the project has auth configs of every toolkit that would do",
    });
  });
});

it("deletes the old auth configs that a killed run left, and nobody else's", async () => {
  await withBench({}, async ({ emulator, time, run }) => {
    const add = (name: string, minutesAgo: number, userId?: string) => {
      const { id } = emulator.addAuthConfig({ toolkit: "gmail", name });
      const created_at = new Date(time.date().getTime() - minutesAgo * MINUTE).toISOString();
      emulator.changeByHand(id, { created_at });
      if (userId !== undefined) emulator.connectAccount(id, { userId });
      return id;
    };
    add(LEFTOVER, 16);
    add(LEFTOVER, 16, SCRATCH_USER);
    const kept = [
      add(LEFTOVER, 16, "somebody"),
      add(LEFTOVER, 14),
      add(`${LEFTOVER}0`, 16),
      add("pulumi-composio-verify", 16),
    ];
    const surveys: object[] = [];
    const confirm = async (project: object) => {
      surveys.push(project);
      return { removeLeftovers: true, goOn: true };
    };
    const { left } = (await run({ confirm })) ?? {};
    expect(surveys).toMatchObject([{ others: 2, young: 1, oldConfigs: { length: 3 } }]);
    expect({ left, alive: alive(emulator).map(({ id }) => id) }).toEqual({ left: 1, alive: kept });
  });
});

it("finds a leftover auth config without a name by its client id", async () => {
  await withBench({}, async ({ emulator, time, run }) => {
    emulator.addAuthConfig({
      toolkit: "gmail",
      auth_scheme: "OAUTH2",
      credentials: { client_id: LEFTOVER, client_secret: "x" },
    });
    const [{ id = "" } = {}] = emulator.authConfigs();
    emulator.changeByHand(id, { created_at: new Date(time.date().getTime() - 16 * MINUTE).toISOString() });
    await run({ confirm: async () => ({ removeLeftovers: true, goOn: false }) });
    expect(alive(emulator)).toEqual([]);
  });
});

it("does nothing if nobody agrees", async () => {
  await withBench({ authConfigs: [{ toolkit: "gmail", name: LEFTOVER }] }, async ({ emulator, run }) => {
    expect(await run({ confirm: async () => ({ removeLeftovers: false, goOn: false }) })).toBeUndefined();
    expect(emulator.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });
});

it("leaves an auth config alone that somebody connects through meanwhile", async () => {
  await withBench({}, async ({ emulator, run, left }) => {
    let strangers = 0;
    const onProbe = (done: number) => {
      const [config] = alive(emulator);
      if (done !== 30 || !config) return;
      emulator.connectAccount(config.id, { userId: "somebody" });
      strangers += 1;
    };
    const { left: kept } = (await run({ onProbe })) ?? {};
    expect({ kept, strangers, left: left().length }).toEqual({ kept: 1, strangers: 1, left: 2 });
  });
});

it.each([0, 5, 12, 25, 60, 110, 170, 230, 300, 380])(
  "deletes all when it is stopped after %d requests",
  async (count) => {
    await withBench({}, async ({ emulator, run, left }) => {
      const stop = new AbortController();
      const record = emulator.requests.push.bind(emulator.requests);
      emulator.requests.push = (...requests) => {
        if (emulator.requests.length >= count) stop.abort();
        return record(...requests);
      };
      await expect(run({ signal: stop.signal })).rejects.toThrow("Stopped: no verdicts.");
      expect(left()).toEqual([]);
    });
  },
);

it("refuses to send the key in plain text to another machine", async () => {
  await withBench({}, async ({ emulator, run }) => {
    await expect(run({ baseUrl: "http://composio.example" })).rejects.toThrow(
      "Refusing to send an API key over plain http",
    );
    expect(emulator.requests).toEqual([]);
  });
});

it("could not run with a wrong key", async () => {
  await withBench({}, async ({ run }) => {
    await expect(run({ apiKey: "ak_wrong" })).rejects.toThrow(
      "The project could not be looked at: the API answered 401: the key is refused.",
    );
  });
});

it("waits for the next window of the rate limit while little is left of this one", async () => {
  await withBench({ rateLimit: { limit: 100, windowMs: MINUTE } }, async ({ emulator, run }) => {
    await run();
    const windows = new Map<number, number>();
    for (const { at } of emulator.requests) {
      const window = Math.floor(Date.parse(at) / MINUTE);
      windows.set(window, (windows.get(window) ?? 0) + 1);
    }
    expect([...windows.values()].filter((count) => count > 95)).toEqual([]);
  });
});
