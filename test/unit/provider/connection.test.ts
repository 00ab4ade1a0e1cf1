import { anOperation } from "../../support/an-operation";

const operationWith = (key: string) => anOperation({ environment: { COMPOSIO_API_KEY: key } });

it.each(["uak_s3cr3t", "ck_s3cr3t", "ak_s3\u200bcr3t"])("refuses the key %j at preview and at up", async (key) => {
  const { toolkits, connection } = operationWith(key);
  const refusal = /^The API key from COMPOSIO_API_KEY (is|holds) a [^3]+$/;
  await expect(toolkits.mayAsk()).rejects.toThrow(refusal);
  expect(() => connection.client()).toThrow(refusal);
});

it("lets the API judge any other", async () => {
  expect(await operationWith("ak_s3cr3t").toolkits.mayAsk()).toBe(true);
});
