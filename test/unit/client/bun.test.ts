/** bun puts an agent of its own in place of undici's: it can neither be closed nor composed. */
import { createClient } from "../../../src/client/client";

jest.mock("undici", () => ({
  Agent: class {},
  request: async () => ({ statusCode: 200, headers: {}, body: [Buffer.from('{"items":[]}')] }),
}));

it("asks, and closes, with an agent that has neither close nor compose", async () => {
  const client = createClient({ apiKey: "ak_1", environment: {} });
  expect(await client.listAuthConfigs()).toEqual({ items: [] });
  await expect(client.close()).resolves.toBeUndefined();
});
