/** The address of the API: checked once, before any key is sent to it. */

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address in the form that paths are appended to. A trailing slash or `/api/v3…` is dropped, so that the addresses
 * of the API's documentation work too.
 *
 * Throws where the address is no http(s) URL, holds credentials, or would send a key over plain http to another machine.
 * `0.0.0.0` is not loopback: the official client says the same.
 */
export function checkAddress(baseUrl: string, allowInsecureHttp: boolean): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      `The Composio address must be an http(s) URL such as https://backend.composio.dev, but got: ${baseUrl}`,
    );
  }
  if (url.username || url.password) {
    throw new Error(`The Composio address must not hold a user name or password (host ${url.host}).`);
  }
  if (url.protocol === "http:" && !LOOPBACK.test(url.hostname) && !allowInsecureHttp) {
    throw new Error(
      `Refusing to send an API key over plain http to ${url.host}. Use https, or set COMPOSIO_ALLOW_INSECURE_HTTP=1 if you trust the way there.`,
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, "").replace(/\/api\/v3(\.\d+)?$/, "");
}
