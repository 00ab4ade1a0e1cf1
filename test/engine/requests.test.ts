/** The requests of a large stack, phase by phase, in an account that holds nothing else. */
import { AuthConfig } from "pulumi-composio";
import { emulatedStack } from "../support/emulated-stack";

const N = 200;

/** The provider reads so many by their ids before a listing is worth its pages; on a slow machine they come first. */
const FEW = 3;
const TOOLKITS = ["github", "gmail", "slack", "notion"];
const TOOLS = ["GITHUB_LIST_COMMITS", "GMAIL_LIST_DRAFTS", "SLACK_OPEN_DM", "NOTION_FETCH_ROW"];

const KINDS = [
  [/\/toolkits\//, "toolkit"],
  [/\/tools$/, "tools"],
  [/auth_configs$/, "list or create"],
] as const;

const world = emulatedStack(
  async () => {
    for (let index = 0; index < N; index += 1) {
      new AuthConfig(`customer-${index}`, {
        toolkit: TOOLKITS[index % TOOLKITS.length] as string,
        // Two calls at create: the execution list and the status have calls of their own.
        ...(index < 10 && {
          toolAccessConfig: { toolsAvailableForExecution: [TOOLS[index % TOOLS.length] as string] },
        }),
        ...(index >= 10 && index < 20 && { enabled: false }),
      });
    }
  },
  { PULUMI_SKIP_CHECKPOINTS: "true" },
);

async function requestsOf(operate: () => Promise<{ ok: boolean; output: string }>): Promise<Record<string, number>> {
  const before = world.emulator.requests.length;
  const { ok, output } = await operate();
  expect(ok ? "ok" : output).toBe("ok");
  const counts: Record<string, number> = {};
  for (const { method, path } of world.emulator.requests.slice(before)) {
    const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? "one";
    const key = method === "GET" ? `GET ${kind}` : method;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

it("sends no more requests than each phase needs", async () => {
  const pages = Math.ceil(N / 200);

  expect(await requestsOf(() => world.stack.up())).toEqual({
    POST: N,
    PATCH: 20,
    "GET list or create": 1,
    "GET toolkit": TOOLKITS.length,
    "GET tools": TOOLKITS.length,
  });
  expect(await requestsOf(() => world.stack.preview())).toEqual({});
  expect(await requestsOf(() => world.stack.up())).toEqual({});
  const { "GET one": readAlone = 0, ...refresh } = await requestsOf(() => world.stack.refresh());
  expect([refresh, readAlone <= FEW]).toEqual([{ "GET list or create": pages }, true]);

  const began = Date.now();
  const {
    "GET list or create": listed = 0,
    "GET one": looks = 0,
    ...destroy
  } = await requestsOf(() => world.stack.destroy());
  // A listing answers for ten seconds; the next one is judged anew.
  const listings = Math.ceil((Date.now() - began) / 10_000);
  expect([destroy, listed <= pages * listings + 2, looks <= FEW * listings]).toEqual([{ DELETE: N }, true, true]);
}, 240_000);

it("reads a few auth configs by their ids, however large the account is", async () => {
  for (let index = 0; index < 400; index += 1)
    world.emulator.addAuthConfig({ toolkit: "github", name: `Other ${index}` });
  world.stack.program = async () => {
    for (const name of ["one", "two", "three"]) new AuthConfig(name, { toolkit: "github", name });
  };
  await world.stack.up();
  expect(await requestsOf(() => world.stack.refresh())).toEqual({ "GET one": 3 });
  expect(await requestsOf(() => world.stack.destroy())).toEqual({ "GET one": 3, DELETE: 3 });
}, 120_000);
