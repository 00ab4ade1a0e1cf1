import { ApiError } from "../../../src/client/errors";
import { setStatus } from "../../../src/provider/status";
import { anOperation } from "../../support/an-operation";

const refusal = (status: number, form: "envelope" | "foreign" = "envelope") =>
  new ApiError("disable it", { status, form });

/** The outcome of DISABLED after a refusal, if the auth config has that status. */
async function setAfter(error: Error, live: () => Promise<unknown>): Promise<[string, number]> {
  let reads = 0;
  const client = anOperation({
    client: {
      setAuthConfigStatus: () => Promise.reject(error),
      getAuthConfig: (async () => {
        reads += 1;
        return live();
      }) as never,
    },
  }).client();
  const ended = await setStatus(client, "ac_1", "DISABLED").then(
    () => "done",
    (thrown) => (thrown === error ? "the refusal" : "another error"),
  );
  return [ended, reads];
}

it.each<[string, Error, () => Promise<unknown>, [string, number]]>([
  ["the auth config has the status already", refusal(400), async () => ({ status: "DISABLED" }), ["done", 1]],
  ["it has the other one", refusal(400), async () => ({ status: "ENABLED" }), ["the refusal", 1]],
  ["it does not say", refusal(409), async () => ({}), ["the refusal", 1]],
  ["it can't be read", refusal(400), () => Promise.reject(refusal(500)), ["the refusal", 1]],
  ["it is gone", refusal(404), async () => ({ status: "DISABLED" }), ["the refusal", 0]],
  ["the key is wrong", refusal(401), async () => ({ status: "DISABLED" }), ["the refusal", 0]],
  ["the server fails", refusal(500), async () => ({ status: "DISABLED" }), ["the refusal", 0]],
  ["it is a proxy's word", refusal(400, "foreign"), async () => ({ status: "DISABLED" }), ["the refusal", 0]],
])("a refused status counts, or not, if %s", async (_case, error, live, ended) => {
  expect(await setAfter(error, live)).toEqual(ended);
});
