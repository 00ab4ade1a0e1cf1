/**
 * Where the CLI gets the key of a stack's secrets, in the form of Vault's transit engine. From a passphrase, which the tests
 * would use otherwise, the CLI derives the key anew in every command: half a second of CPU each.
 */
import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** As a stack's settings and state have them. */
export const SECRETS_PROVIDER = "hashivault://tests";
export const ENCRYPTED_KEY = Buffer.from(`vault:v1:${Buffer.alloc(32, "a key for tests").toString("base64")}`).toString(
  "base64",
);

const PREFIX = "vault:v1:";

export interface KeyService {
  /** For `VAULT_SERVER_URL`. */
  url: string;
  close: () => Promise<void>;
}

/** Encrypts nothing: the key that it is asked for guards made-up secrets. */
export async function startKeyService(): Promise<KeyService> {
  const server = http.createServer(async (request, response) => {
    const { plaintext, ciphertext } = JSON.parse(await text(request)) as Record<string, string | undefined>;
    const data = plaintext ? { ciphertext: PREFIX + plaintext } : { plaintext: ciphertext?.replace(PREFIX, "") };
    response.setHeader("content-type", "application/json").end(JSON.stringify({ data }));
  });
  server.listen(0, "127.0.0.1");
  // A test that ends before it closes its backend must not keep its worker alive.
  server.unref();
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
