import { proxyFor } from "../../../src/client/proxy";

const API = "https://backend.composio.dev";

describe("the proxy of an address", () => {
  it.each<[string, Record<string, string>, string, object | undefined]>([
    ["is none by default", {}, API, undefined],
    [
      "is that of its scheme",
      { HTTP_PROXY: "http://plain:1", HTTPS_PROXY: "http://tls:2" },
      API,
      { address: "http://tls:2", origin: "HTTPS_PROXY", noProxy: "" },
    ],
    [
      "is that of plain http",
      { HTTP_PROXY: "http://plain:1", HTTPS_PROXY: "http://tls:2" },
      "http://api.example",
      { address: "http://plain:1", origin: "HTTP_PROXY", noProxy: "" },
    ],
    ["is not that of the other scheme", { HTTP_PROXY: "http://plain:1" }, API, undefined],
    [
      "may be named in lower case",
      { https_proxy: " http://tls:2 ", no_proxy: "a.example" },
      API,
      { address: "http://tls:2", origin: "https_proxy", noProxy: "a.example" },
    ],
    [
      "is that of the upper case first, if it is set",
      { https_proxy: "lower:1", HTTPS_PROXY: "upper:1" },
      API,
      { address: "http://upper:1", origin: "HTTPS_PROXY", noProxy: "" },
    ],
    ["is none if the variable is empty", { HTTPS_PROXY: " " }, API, undefined],
    ["is none for this machine", { HTTPS_PROXY: "http://tls:2" }, "https://localhost:9900", undefined],
  ])("%s", (_what, environment, address, proxy) => {
    expect(proxyFor(address, environment)).toEqual(proxy);
  });

  it.each(["socks5://me:s3cr3t@host", "ftp://host", "http://me:s3cr3t@ho st"])("must be one of http: %s", (address) => {
    expect(() => proxyFor(API, { HTTPS_PROXY: address })).toThrow(
      new Error("HTTPS_PROXY must be the address of a proxy, such as http://proxy.example:8080."),
    );
  });
});
