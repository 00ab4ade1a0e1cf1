/** A proxy that the toolkit is reached through. It travels whole; null clears it. */
import * as z from "zod";
import type { AuthConfigItem } from "../../api/auth-config";
import type { ProxyConfig } from "../inputs";
import type { InputRow, Shown } from "../row";
import { Mask, NOT_KNOWN } from "../row";
import { environmentSecret, text } from "../shapes";
import { sameMap, sameValue } from "../values";

const proxyConfig: InputRow<"proxyConfig"> = {
  change: "updates",
  shape: z.strictObject(
    {
      proxyUrl: z.url({ protocol: /^https?$/, error: "an http(s) URL", abort: true }).refine((url) => !hasSecret(url), {
        error:
          "an http(s) URL without a user name, a password or a key in it, since it stands in clear in previews and in state: give proxyAuthKey",
      }),
      proxyAuthKey: z.union([text, environmentSecret]).optional(),
    },
    { error: "an object with proxyUrl and, if the proxy wants one, proxyAuthKey" },
  ),
  isCustomOnly: true,
  isListed: false,
  isSame: (a, b) => sameMap({ ...a }, { ...b }),
  isSameKey: (_key, a, b) => sameValue(a, b),
  toCreate: (value) => ({ proxy_config: onTheWire(value) }),
  toPatch: (next) => ({ proxy_config: next ? onTheWire(next) : null }),
  fromApi: shownProxy,
  whenNew: undefined,
};

/** Names of query parameters that say that their value is a secret. */
const SECRET_PARAMETER = /auth|key|pass|pwd|secret|sig|token/i;

function hasSecret(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password, searchParams } = new URL(url);
  return username !== "" || password !== "" || [...searchParams.keys()].some((name) => SECRET_PARAMETER.test(name));
}

const onTheWire = ({ proxyUrl, proxyAuthKey }: ProxyConfig) => ({
  proxy_url: proxyUrl,
  ...(proxyAuthKey && { proxy_auth_key: proxyAuthKey }),
});

function shownProxy({ proxy_config: live }: AuthConfigItem): Shown<ProxyConfig> {
  if (live === undefined) return NOT_KNOWN;
  if (live === null) return undefined;
  const key = live.proxy_auth_key;
  return { proxyUrl: live.proxy_url ?? NOT_KNOWN, ...(key && { proxyAuthKey: new Mask(key) }) };
}

export const PROXY = { proxyConfig };
