/** Makes the record of a request that has come in. */
import type { FaultKind } from "./faults";
import type { RecordedRequest } from "./recording";

interface Facts {
  body: unknown;
  key: RecordedRequest["key"];
  at: Date;
  fault: FaultKind | null;
}

/** Not answered yet, and with no key that nobody knows: the wire fills those in. */
export function recordOf(request: Request, { body, key, at, fault }: Facts): RecordedRequest {
  const { pathname, searchParams } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    body,
    status: null,
    unknownKeys: [],
    headers: interesting(request.headers),
    key,
    at: at.toISOString(),
    fault,
  };
}

const HEADERS_OF_INTEREST = ["accept", "content-type", "user-agent", "x-request-id", "x-org-id", "x-project-id"];

const interesting = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    HEADERS_OF_INTEREST.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );

export function parseText(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
