/** The beginning of every test of the emulator. */
import type { Emulator, EmulatorOptions } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";

/** A time that stands still, so that whole answers can be compared. */
export const noon = new Date("2026-11-24T12:00:00.000Z");

/** Runs a test against an emulator of its own, and closes it whatever happens. */
export const withEmulator =
  (test: (emulator: Emulator) => Promise<void>, options: EmulatorOptions = {}) =>
  async (): Promise<void> => {
    const emulator = await startEmulator({ clock: () => noon, ...options });
    try {
      await test(emulator);
    } finally {
      await emulator.close();
    }
  };

export interface Reply {
  status: number;
  body: unknown;
}

export interface Sent {
  body?: unknown;
  headers?: Record<string, string>;
}

/** One request, with the emulator's key unless the headers say otherwise. `path` is below `/api/v3.1`. */
export const send = async (emulator: Emulator, line: string, { body, headers }: Sent = {}): Promise<Reply> => {
  const response = await request(emulator, line, { body, ...(headers && { headers }) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
};

/** The same for tests that look at headers, or at bodies that are no JSON. A path of its own version stays as it is. */
export const request = ({ url, apiKey }: Emulator, line: string, { body, headers }: Sent = {}): Promise<Response> => {
  const [method = "", path = ""] = line.split(" ");
  return fetch(`${url}${/^\/(api|_emulator)\//.test(path) ? "" : "/api/v3.1"}${path}`, {
    method,
    headers: headers ?? { "x-api-key": apiKey, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
};

/** The envelope of a refusal, with whatever request id. */
export const refusal = (facts: { status: number; code: number; slug: string; message: string; errors?: string[] }) => ({
  status: facts.status,
  body: { error: { ...facts, request_id: expect.stringMatching(/^[0-9a-f-]{36}$/), suggested_fix: "" } },
});

/** The answer to a body that does not fit, with what it says of each field. */
export const invalid = (...errors: unknown[]) => {
  const facts = { status: 400, code: 10400, slug: "HTTP_BadRequest", errors: errors as string[] };
  const { status, body } = refusal({ ...facts, message: "Validation error while processing request" });
  return { status, body: { error: { ...body.error, suggested_fix: "Please check the payload." } } };
};

/** Creates one and gives its id. */
export const create = async (emulator: Emulator, toolkit: string, auth_config?: unknown): Promise<string> => {
  const { status, body } = await send(emulator, "POST /auth_configs", {
    body: { toolkit: { slug: toolkit }, auth_config },
  });
  if (status !== 201) throw new Error(`create answered ${status}: ${JSON.stringify(body)}`);
  return (body as { auth_config: { id: string } }).auth_config.id;
};
