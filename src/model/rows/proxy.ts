/** A proxy that the toolkit is reached through. It travels whole; null clears it. */
import { z } from "zod";
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
      proxyUrl: z.url({ protocol: /^https?$/, error: "an http(s) URL" }),
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
