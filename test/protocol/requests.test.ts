/** The requests of a stack with names of the user's own, in an account of its own and in a larger one. */
import pLimit from "p-limit";
import type { Emulator } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import type { State } from "../../src/model/inputs";
import { authConfigProvider } from "../../src/provider/lifecycle";
import { startOperation } from "../../src/provider/operation";
import { WaitingTime } from "../support/clocks";

const N = 200;

/** As many as the engine has in flight on two threads. */
const PARALLEL = 8;

let emulator: Emulator;
let time: WaitingTime;

beforeEach(async () => {
  time = new WaitingTime();
  emulator = await startEmulator({ clock: time.date, rateLimit: { limit: 1_000_000, windowMs: 60_000 } });
});

afterEach(() => emulator.close());

const others = (count: number): void => {
  for (let number = 0; number < count; number += 1)
    emulator.addAuthConfig({ toolkit: "github", name: `other-${number}` });
};

const stack = (): [id: string, state: State][] =>
  Array.from({ length: N }, (_, index) => {
    const name = `customer-${index}`;
    const { id } = emulator.addAuthConfig({ toolkit: "github", name });
    return [id, { toolkit: "github", type: "use_composio_managed_auth", name, enabled: true }];
  });

/** One operation of the engine over all of them, in a provider process of its own; and what it has sent. */
async function sentBy(
  configs: [string, State][],
  act: (provider: ReturnType<typeof authConfigProvider>, id: string, state: State) => Promise<unknown> | undefined,
): Promise<{ total: number; deletes: number; pageSize: number }> {
  const environment = { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url };
  const { clock } = time;
  const operation = startOperation({ environment, directory: "/", engine: undefined, log: () => {}, clock });
  const provider = authConfigProvider(operation);
  const inTurn = pLimit(PARALLEL);
  const before = emulator.requests.length;
  await Promise.all(configs.map(([id, state]) => inTurn(() => act(provider, id, state))));
  await operation.client().close();
  const sent = emulator.requests.slice(before);
  const pageSize = Math.max(...sent.map(({ query }) => Number(query.limit ?? 0)));
  return { total: sent.length, deletes: sent.filter(({ method }) => method === "DELETE").length, pageSize };
}

it.each([
  ["all of the account", N],
  ["a tenth of it", 10 * N],
])(
  "a refresh costs at most twice the account's pages and 40 requests, and a destroy one more for each: %s",
  async (_case, account) => {
    others(account - N);
    const configs = stack();

    const refresh = await sentBy(configs, (provider, id, state) => provider.read?.(id, state));
    const listing = 2 * Math.ceil(account / refresh.pageSize) + 40;
    expect([refresh.pageSize > 0, refresh.deletes, refresh.total <= listing]).toEqual([true, 0, true]);

    const destroy = await sentBy(configs, (provider, id, state) => provider.delete?.(id, state));
    expect([destroy.deletes, destroy.total <= N + listing]).toEqual([N, true]);
  },
  60_000,
);
