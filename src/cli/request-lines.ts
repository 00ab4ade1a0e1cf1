/** Tells of each request that an emulator has answered, or will never answer. */
import type { Emulator, RecordedRequest } from "../emulator";
import { unansweredKinds } from "../emulator/fault-effects";

/** Neither bodies nor keys: a terminal's history is no place for them. */
export type RequestLine = Pick<RecordedRequest, "method" | "path" | "query" | "status" | "fault" | "key" | "at"> & {
  event: "request";
};

const EVERY_MS = 20;

/** The emulator records and does not call back, so its records are looked at. Gives what ends it, after a last look. */
export function followRequests({ requests }: Emulator, tell: (line: RequestLine) => void): () => void {
  let seen = 0;
  let open: RecordedRequest[] = [];
  const look = () => {
    // A reset empties the list.
    if (seen > requests.length) seen = 0;
    open.push(...requests.slice(seen));
    seen = requests.length;
    for (const request of open.filter(isDone)) tell(lineOf(request));
    open = open.filter((request) => !isDone(request));
  };
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
  };
}

const isDone = ({ status, fault }: RecordedRequest): boolean =>
  status !== null || (fault !== null && unansweredKinds.has(fault));

const lineOf = ({ method, path, query, status, fault, key, at }: RecordedRequest): RequestLine => ({
  event: "request",
  at,
  method,
  path,
  query,
  status,
  fault,
  key,
});
