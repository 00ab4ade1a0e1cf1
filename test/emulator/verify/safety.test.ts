/** `verify` touches only its own objects of a project, and leaves none: by the emulator's records. */
import type { Emulator, Fault, RecordedRequest, StoredAuthConfig } from "../../../src/emulator";
import { createCatalogue } from "../../../src/emulator/catalogue";
import { isScratch, SCRATCH_USER } from "../../../src/verify/marks";
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

/** Is told of each request when it arrives, before it is processed. */
function onArrival(emulator: Emulator, see: (request: RecordedRequest) => unknown): void {
  const record = emulator.requests.push.bind(emulator.requests);
  emulator.requests.push = (...requests) => {
    requests.forEach(see);
    return record(...requests);
  };
}

/** The number of scratch configs that exist, at each request of a run. */
function countAtEachRequest(emulator: Emulator): number[] {
  const counts: number[] = [];
  onArrival(emulator, () => counts.push(alive(emulator).filter((config) => isScratch(config)).length));
  return counts;
}

const alive = (emulator: Emulator) => emulator.authConfigs().filter(({ deleted }) => !deleted);

it("makes what is marked alone, and of toolkits that the project has none of", async () => {
  const used = ["gmail", "github", "jira"];
  const authConfigs = used.map((toolkit) => ({ toolkit, name: `${toolkit} of a user` }));
  await withBench({ authConfigs }, async ({ emulator, run, left }) => {
    const before = emulator.authConfigs();
    const { findings = [] } = (await run()) ?? {};
    const made = creates(emulator);
    const marks = made.map(({ auth_config: { name, credentials } }) =>
      name === "" ? (credentials as { client_id: string }).client_id : name,
    );
    expect(marks.filter((mark) => !/^pulumi-composio-verify-[0-9a-f]{16}$/.test(String(mark)))).toEqual([]);
    expect(new Set(made.map(({ toolkit }) => toolkit.slug))).toEqual(new Set(["slack", "firecrawl"]));
    expect({ left: left(), others: alive(emulator) }).toEqual({ left: [], others: before });
    // One could not be found again.
    expect(emulator.sessions()).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === "differs")).toEqual([]);
  });
});

it.each<[string, Fault | undefined, number]>([
  ["six, if nothing fails", undefined, 6],
  ["twelve, if no delete is done", { kind: "status", status: 500, method: "DELETE", path: "/auth_configs" }, 12],
  ["twelve, if no create is answered", { kind: "html-after", method: "POST", path: "auth_configs$" }, 12],
])("lets scratch configs exist at any moment: %s", async (_what, fault, most) => {
  await withBench({}, async ({ emulator, run, left }) => {
    const counts = countAtEachRequest(emulator);
    let isProbing = true;
    if (fault) {
      emulator.failNext(fault);
      onArrival(emulator, (request) => isProbing && request.fault !== null && emulator.failNext(fault));
    }
    const onCleanUp = () => {
      isProbing = false;
    };
    await run({ onCleanUp });
    expect({ most: Math.max(...counts), left: left() }).toEqual({ most, left: [] });
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
    const { findings: _findings, ...remains } = (await run({ confirm })) ?? {};
    expect(surveys).toMatchObject([{ others: 2, young: 1, oldConfigs: { length: 3 } }]);
    const inUse = [`${LEFTOVER} (${kept[0]})`];
    expect({ ...remains, alive: alive(emulator).map(({ id }) => id) }).toEqual({ left: 1, inUse, alive: kept });
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

/** Where a run meets the stranger's account: at its end, after a probe, and in each probe that deletes by itself. */
const CONNECTED_DURING = [
  ["app", "how a secret of your own reads back"],
  ["app", "what a PATCH of the other type does"],
  ["app", "what a DELETE answers"],
  ["app", "what a 404 about an auth config carries"],
  ["app", "the status of a second DELETE"],
  ["keyed", "whether one with active accounts can be deleted"],
  ["keyed", "whether the accounts of a deleted one stay"],
  ["app", "the status for a link on an unknown auth config"],
];

it.each(CONNECTED_DURING)(
  "keeps one of %s, and names it, that somebody connects an account to during: %s",
  async (_kind, asked) => {
    await withBench({}, async ({ emulator, run, left }) => {
      let isAsked = false;
      let before: string[] = [];
      const connected: StoredAuthConfig[] = [];
      onArrival(emulator, () => {
        const config = alive(emulator).find(({ id }) => !before.includes(id));
        if (!isAsked || connected.length > 0 || !config) return;
        emulator.connectAccount(config.id, { userId: "somebody" });
        connected.push(config);
      });
      const onProbe = (_done: number, _all: number, question: string) => {
        before = alive(emulator).map(({ id }) => id);
        isAsked = question === asked;
      };
      const { left: kept, inUse, findings = [] } = (await run({ onProbe })) ?? {};

      const [{ id, name } = { id: "", name: "" }] = connected;
      const deletes = emulator.requests.filter(({ method, path }) => method === "DELETE" && path.endsWith(`/${id}`));
      expect({ kept, inUse, deletes }).toEqual({ kept: 1, inUse: [`${name} (${id})`], deletes: [] });
      const accounts = emulator.connectedAccounts().filter(({ deleted }) => !deleted);
      expect(accounts).toEqual([expect.objectContaining({ user_id: "somebody", auth_config_id: id })]);
      expect(left()).toEqual([name, accounts[0]?.id]);
      expect(findings.filter(({ verdict }) => verdict === "differs")).toEqual([]);
    });
  },
);

it("looks at the accounts right before each DELETE of an auth config, shared ones too", async () => {
  await withBench({}, async ({ emulator, run }) => {
    await run();
    const { requests } = emulator;
    const isDelete = ({ method, path }: RecordedRequest) => method === "DELETE" && path.includes("/auth_configs/");
    // Between the two there are only deletes of our own accounts.
    const looks = requests.flatMap((request, index) => {
      if (!isDelete(request)) return [];
      const before = requests.slice(0, index).filter(({ path }) => !path.includes("/connected_accounts/"));
      const { method, path, query } = before.at(-1) ?? {};
      return [{ method, path, query, of: request.path.split("/").at(-1) }];
    });
    expect(looks.length).toBeGreaterThan(50);
    expect(looks).toEqual(
      looks.map(({ of }) => ({
        ...{ method: "GET", path: "/api/v3.1/connected_accounts", of },
        query: { auth_config_ids: of, account_type: "ALL", limit: "50" },
      })),
    );
  });
});

it.each([0, 5, 12, 25, 60, 110, 170, 230, 320, 455])(
  "deletes all when it is stopped after %d requests",
  async (count) => {
    await withBench({}, async ({ emulator, run, left }) => {
      const stop = new AbortController();
      onArrival(emulator, () => {
        if (emulator.requests.length >= count) stop.abort();
      });
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
