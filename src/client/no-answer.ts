/** The meaning of a missing answer: for sending the request again, and in words. */
import type { HttpProxy } from "./proxy";
import type { Failure } from "./retry";

/** No answer came. Whether a byte of the request had left decides whether it may have been done. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  override readonly cause: Error;
  readonly wasSent: boolean;

  constructor(cause: Error, wasSent: boolean) {
    super(cause.message);
    this.cause = cause;
    // If the code is not known, the error itself may tell.
    this.wasSent = wasSent && !NEVER_CONNECTED.has(codeOf(cause));
  }
}

/** More than the API ever answers. */
export class AnswerTooLarge extends Error {}

/** No connection came to be. */
const NEVER_CONNECTED = new Set(
  "ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH UND_ERR_CONNECT_TIMEOUT".split(" "),
);

/** Failures of a connection that time may heal. */
const PASSING = new Set([...NEVER_CONNECTED, "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENETDOWN", "UND_ERR_SOCKET"]);

/** Whether a request without an answer may be sent again. */
export function failureOf({ cause, wasSent }: NoAnswer): Failure {
  if (cause instanceof AnswerTooLarge) return { kind: "hopeless" };
  if (wasSent) return { kind: "lost" };
  return cause.name === "TimeoutError" || PASSING.has(codeOf(cause)) ? { kind: "not-sent" } : { kind: "hopeless" };
}

export interface Route {
  host: string;
  proxy: HttpProxy | undefined;
  timeoutMs: number;
}

/** The thing that came instead of an answer, in words. */
export function problemOf({ cause, wasSent }: NoAnswer, { host, proxy, timeoutMs }: Route): string {
  const code = codeOf(cause);
  const proxied = proxy ? `; check the proxy that ${proxy.origin} names` : "";
  if (cause.name === "TimeoutError") {
    const limit = `within ${timeoutMs / 1000} s`;
    return wasSent ? `${host} did not answer ${limit}` : `no connection to ${host} ${limit}${proxied}`;
  }
  if (code === "UND_ERR_CONNECT_TIMEOUT") return `no connection to ${host} in time${proxied}`;
  if (wasSent || PASSING.has(code)) return `no answer from ${host} (${code || cause.message})${wasSent ? "" : proxied}`;
  if (UNTRUSTED.test(code)) {
    return `nothing was sent, since the certificate of ${host} can't be verified (${code}). If a company's proxy reads along, set NODE_EXTRA_CA_CERTS to the file of its certificate authority`;
  }
  const status = /^Proxy response \((\d+)\)/.exec(cause.message)?.[1];
  if (status) return `nothing was sent, since the proxy of ${proxy?.origin} answered ${status}`;
  return `nothing was sent to ${host} (${code || cause.message})${proxied}`;
}

/** By Node's list of the errors of its certificate check. */
const UNTRUSTED =
  /^(UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_|CRL_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|UND_ERR_PRX_TLS)/;

const codeOf = (error: Error): string => ("code" in error ? String(error.code) : "");
