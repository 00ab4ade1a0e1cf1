/** The address of the API: checked once, before any key is sent to it. */

/** Is it this machine? `0.0.0.0` is not loopback: the official client says the same. */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);

/**
 * The address in the form that paths are appended to. A trailing slash or `/api/v3…` is dropped, so that the addresses
 * of the API's documentation work too.
 *
 * Throws if the address is not an http(s) URL, holds what may be a secret, or would send a key over plain http to another machine.
 */
export function checkAddress(baseUrl: string, allowInsecureHttp: boolean): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      `The Composio address must be an http(s) URL such as https://backend.composio.dev, but got: ${withoutSecrets(baseUrl)}`,
    );
  }
  if (url.username || url.password) {
    throw new Error(`The Composio address must not hold a user name or password (host ${url.host}).`);
  }
  if (url.search || url.hash) {
    throw new Error(`The Composio address must not hold anything after a ? or # (host ${url.host}).`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && !allowInsecureHttp) {
    throw new Error(
      `Refusing to send an API key over plain http to ${url.host}. Use https, or set COMPOSIO_ALLOW_INSECURE_HTTP=1 if you trust the way there.`,
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, "").replace(/\/api\/v3(\.\d+)?$/, "");
}

/** User info stands before an `@`, and a token may stand behind a `?` or `#`. */
const withoutSecrets = (address: string): string => address.replace(/^.*@/s, "").replace(/[?#].*$/s, "");
