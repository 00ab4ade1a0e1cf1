/** Many creates at once, against an API that is at its limit. */
import { AuthConfig } from "pulumi-composio";
import { emulatedStack } from "../../support/emulated-stack";

/** As many as are in flight by default. */
const COUNT = 64;

const world = emulatedStack(async () => {
  for (let number = 1; number <= COUNT; number += 1) new AuthConfig(`gmail-${number}`, { toolkit: "gmail" });
});

it("loses nothing and repeats nothing in a storm of 64 creates with 429s", async () => {
  const { emulator, stack } = world;
  const place = { method: "POST", path: "auth_configs$", kind: "status", status: 429 } as const;
  emulator.failNext({ ...place, retryAfter: 2, times: 40 });
  emulator.failNext({ ...place, retryAfter: null, times: 20, after: 10 });
  emulator.failNext({ ...place, retryAfter: 1, times: 20 });

  const up = await stack.up({ parallel: COUNT });
  expect(up.ok ? "ok" : up.output).toBe("ok");
  const statuses = emulator.requests.filter(({ method }) => method === "POST").map(({ status }) => status);
  expect([statuses.filter((status) => status === 201).length, statuses.length]).toEqual([COUNT, COUNT + 80]);

  const inState = (stack.state().resources ?? []).flatMap(({ type, id }) => (type.endsWith(":AuthConfig") ? [id] : []));
  const inApi = emulator.authConfigs().map(({ id }) => id);
  expect(inState.sort()).toEqual(inApi.sort());
  expect(inApi).toHaveLength(COUNT);

  const waits = up.diagnostics.map(({ message }) => message.trim()).filter((message) => message.includes("waiting"));
  expect(waits).toContain("Composio: the rate limit is reached, waiting 2 s");
  expect(await stack.up({ expectNoChanges: true })).toMatchObject({ ok: true });
}, 180_000);
