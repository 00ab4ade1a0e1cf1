import type { Outgoing } from "../../../src/client/exchange";
import { deleteConfig, removeConfig } from "../../../src/verify/removal";
import type { Reply, Wire } from "../../../src/verify/wire";

const reply = (status: number, json: unknown): Reply => ({
  ...{ status, json, form: undefined, date: undefined, hasBudget: true },
});

const accountsPage = (...userIds: string[]) =>
  reply(200, { items: userIds.map((user_id, index) => ({ id: `ca_${index}`, user_id, auth_config: { id: "ac_1" } })) });

/** Answers as told, and tells what was sent. */
function fakeWire(answer: (line: string) => Reply) {
  const sent: string[] = [];
  const send = async ({ method, path, query = {} }: Outgoing) => {
    const line = [method, path, query.account_type].filter(Boolean).join(" ");
    sent.push(line);
    return answer(line);
  };
  return { sent, wire: { once: send, often: send, rest: async () => {} } as unknown as Wire };
}

const LOOK = "GET /connected_accounts";

it("looks without account_type if the API refuses that parameter", async () => {
  const { sent, wire } = fakeWire((line) => (line === `${LOOK} ALL` ? reply(400, {}) : accountsPage()));
  expect(await removeConfig(wire, "ac_1")).toBe(true);
  expect(sent).toEqual([`${LOOK} ALL`, LOOK, "DELETE /auth_configs/ac_1"]);
});

it("sends nothing if the accounts can't be seen", async () => {
  const { sent, wire } = fakeWire(() => reply(404, {}));
  await expect(deleteConfig(wire, "ac_1")).rejects.toThrow("a list was answered with 404");
  expect(sent).toEqual([`${LOOK} ALL`]);
});

it("deletes none of the accounts if one of them is somebody else's", async () => {
  const { sent, wire } = fakeWire(() => accountsPage("pulumi-composio-verify", "somebody"));
  const refused = "somebody else has connected an account to a scratch config";
  await expect(removeConfig(wire, "ac_1")).rejects.toThrow(refused);
  await expect(deleteConfig(wire, "ac_1")).rejects.toThrow(refused);
  expect(sent).toEqual([`${LOOK} ALL`, `${LOOK} ALL`]);
});
