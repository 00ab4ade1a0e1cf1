/** The proxy that the environment names for the API, in the variables and with the meaning that the Pulumi CLI gives them. */
import { isLoopback } from "./address";

type Environment = Record<string, string | undefined>;

export interface HttpProxy {
  /** Its address, which may hold a password: nobody may print it. */
  address: string;
  /** The variable that it came from. */
  origin: string;
  /** The hosts that are reached without it, separated by commas. */
  noProxy: string;
}

/**
 * Of `HTTPS_PROXY` or `HTTP_PROXY`, by the scheme of the address, in either case; undefined if none is set. This machine is
 * reached without one. Throws if the proxy's own address is none.
 */
export function proxyFor(baseUrl: string, environment: Environment): HttpProxy | undefined {
  const { protocol, hostname } = new URL(baseUrl);
  const found = find(environment, protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY");
  if (!found || isLoopback(hostname)) return undefined;
  return { ...found, address: checked(found), noProxy: find(environment, "NO_PROXY")?.address ?? "" };
}

/** The upper case wins, as in Go. */
function find(environment: Environment, name: string): { address: string; origin: string } | undefined {
  for (const origin of [name, name.toLowerCase()]) {
    const address = environment[origin]?.trim();
    if (address) return { address, origin };
  }
  return undefined;
}

/** Without a scheme it is one of http. */
function checked({ address, origin }: { address: string; origin: string }): string {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url && ["http:", "https:"].includes(url.protocol)) return whole;
  throw new Error(`${origin} must be the address of a proxy, such as http://proxy.example:8080.`);
}
