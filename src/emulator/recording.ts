/** What a test can see of each request. */
import type { FaultKind } from "./faults";

export interface RecordedRequest {
  method: string;
  /** Without the query, such as `/api/v3.1/auth_configs`. */
  path: string;
  query: Record<string, string>;
  /** Parsed JSON; undefined without a body, the text itself where it is no JSON. */
  body: unknown;
  /** The status that was sent; null when the connection ended, or hangs, without one. */
  status: number | null;
  /** Keys of the body that the API does not know, as dotted paths: `auth_config.auth_scheme`. */
  unknownKeys: string[];
  /** A few that are of interest, by lower-case name. Never one that holds a key. */
  headers: Record<string, string>;
  /** What the request's API key was worth: the key itself is not kept. */
  key: "ok" | "wrong" | "missing" | "several";
  /** ISO time by the emulator's clock. */
  at: string;
  /** The fault that was injected, if any. */
  fault: FaultKind | null;
}
