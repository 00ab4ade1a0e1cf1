/** The emulator's requests, in short: the independent eye of the tests. */
import type { Emulator } from "pulumi-composio/emulator";

/** `METHOD path` without the version, with the body if there is one. */
export function callsTo(emulator: Emulator, since = 0): unknown[] {
  return emulator.requests.slice(since).map(({ method, path, body }) => {
    const line = `${method} ${path.replace("/api/v3.1", "")}`;
    return body === undefined ? line : [line, body];
  });
}
