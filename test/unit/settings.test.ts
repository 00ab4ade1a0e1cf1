import { readLimits } from "../../src/settings";

const nothing = () => undefined;

it("asks the API with 64 requests in flight and leaves a tenth of the rate limit to others, by default", () => {
  expect(readLimits({}, nothing)).toEqual({ maxInFlight: 64, reserve: 0.1, timeoutMs: 15_000 });
});

it("takes the environment's limits before those of the stack", () => {
  const stack = (key: string) => (key === "composio:timeoutMs" ? "200" : "8");
  expect(readLimits({ COMPOSIO_MAX_REQUESTS: " 256 " }, stack)).toEqual({
    maxInFlight: 256,
    reserve: 0.08,
    timeoutMs: 200,
  });
});

it.each(["0", "257", "1.5", "many"])("refuses %s requests in flight, by the name of the setting", (text) => {
  expect(() => readLimits({ COMPOSIO_MAX_REQUESTS: text }, nothing)).toThrow(
    `COMPOSIO_MAX_REQUESTS (or composio:maxRequests) must be a whole number from 1 to 256, but got: ${text}`,
  );
});
