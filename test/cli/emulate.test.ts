import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "../../src/client";
import { startEmulator } from "../../src/emulator";
import { failure, runCli, startCli, text } from "./cli";

/** Starts it, waits until it is ready, lets `use` work with it, ends it by a signal and gives what it printed. */
async function emulate(args: string[], use: (url: string) => Promise<void>, signal: NodeJS.Signals = "SIGINT") {
  let printed = "";
  let ready: () => void = () => {};
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const onStdout = (chunk: string) => {
    printed += chunk;
    if (/API_KEY=|"ready"/.test(printed)) ready();
  };
  const { child, result } = startCli(["emulate", "--port", "0", ...args], { onStdout });
  await Promise.race([isReady, result]);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? "";
  await use(url);
  child.kill(signal);
  const { code, stdout, stderr } = await result;
  return { code, stderr, stdout: stdout.replaceAll(url, "http://127.0.0.1:<port>") };
}

async function withFile(content: string, use: (file: string) => Promise<void>) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "composio-seed-"));
  const file = path.join(folder, "seed.yaml");
  fs.writeFileSync(file, content);
  try {
    await use(file);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** One exchange; the client would try again. */
const get = (url: string, path: string) =>
  fetch(`${url}/api/v3.1/auth_configs${path}`, { headers: { "x-api-key": "ak_emulator" } });

const clientOf = (baseUrl: string, apiKey = "ak_emulator") => createClient({ apiKey, baseUrl });

describe("emulate", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("says where it is, tells of each request, ends on %s", async (signal) => {
    const ended = await emulate(
      [],
      async (url) => {
        const client = clientOf(url);
        await client.createAuthConfig({ toolkit: { slug: "github" } });
        await client.listAuthConfigs({ toolkit_slug: "github" });
        await expect(clientOf(url, "ak_wr0ng").getAuthConfig("ac_1")).rejects.toThrow("401");
        await client.close();
      },
      signal,
    );
    expect(ended).toEqual({
      code: 0,
      stderr: "",
      stdout: text`
        A Composio API in memory: nothing here reaches the real one. ^C ends it.
          export COMPOSIO_BASE_URL=http://127.0.0.1:<port>
          export COMPOSIO_API_KEY=ak_emulator
        201 POST /api/v3.1/auth_configs
        200 GET /api/v3.1/auth_configs?toolkit_slug=github
        401 GET /api/v3.1/auth_configs/ac_1 (API key wrong)
      `,
    });
  });

  it("starts with a seed and with faults, and tells of them in JSON", async () => {
    const seed = text`
      authConfigs:
        - { toolkit: github, id: ac_github000001, name: GitHub, connections: 2 }
        - toolkit: acme
          auth_scheme: API_KEY
          status: DISABLED
      toolkits:
        - slug: acme
          name: ACME
          auth_config_details:
            - mode: API_KEY
              name: acme_key
              fields: { auth_config_creation: {}, connected_account_initiation: {} }
    `;
    await withFile(seed, async (file) => {
      const args = ["--seed", file, "--json", "--fault", "reset-before", "--fault", '{"kind":"status","status":503}'];
      const { code, stdout } = await emulate(args, async (url) => {
        await expect(get(url, "/ac_github000001")).rejects.toThrow("fetch failed");
        expect(await get(url, "/ac_github000001")).toMatchObject({ status: 503 });
        const { items } = (await (await get(url, "?show_disabled=true")).json()) as { items: unknown };
        expect(items).toMatchObject([
          { toolkit: { slug: "acme" }, status: "DISABLED" },
          { id: "ac_github000001", name: "GitHub", no_of_connections: 2 },
        ]);
      });
      const lines = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      const request = { event: "request", at: expect.any(String), method: "GET", query: {}, fault: null, key: "ok" };
      expect({ code, lines }).toEqual({
        code: 0,
        lines: [
          { event: "ready", url: "http://127.0.0.1:<port>", apiKey: "ak_emulator" },
          { ...request, path: "/api/v3.1/auth_configs/ac_github000001", status: null, fault: "reset-before" },
          { ...request, path: "/api/v3.1/auth_configs/ac_github000001", status: 503, fault: "status" },
          { ...request, path: "/api/v3.1/auth_configs", query: { show_disabled: "true" }, status: 200 },
        ],
      });
    });
  });

  it("answers as a file says", async () => {
    await withFile('{ "updateAnswer": "empty", "pageLimit": 50 }', async (file) => {
      await emulate(["--answers", file], async (url) => {
        expect(await get(url, "?limit=51")).toMatchObject({ status: 400 });
        expect(await get(url, "?limit=50")).toMatchObject({ status: 200 });
      });
    });
    await withFile("{ pageLimit: 51, scopeAs: list }", async (file) => {
      expect(await runCli(["emulate", "--port", "0", "--answers", file])).toEqual(
        failure(
          `The answers file ${file} can't be used: pageLimit must be 200 or 50, but got: 51; scopeAs is not known (did you mean scopesAs?).`,
        ),
      );
    });
  });

  it("waits as long as the latency, and tells of the rate", async () => {
    await emulate(["--latency", "200", "--rate-limit", "7"], async (url) => {
      const before = Date.now();
      const response = await fetch(`${url}/api/v3.1/auth_configs`, { headers: { "x-api-key": "ak_emulator" } });
      expect(Date.now() - before).toBeGreaterThanOrEqual(200);
      expect(response.headers.get("x-ratelimit")).toBe("7");
    });
  });

  it("says that the port is in use", async () => {
    const other = await startEmulator();
    const { port } = new URL(other.url);
    const result = await runCli(["emulate", "--port", port]);
    await other.close();
    expect(result).toEqual(
      failure(`Port ${port} is in use. Choose another with --port, or any free one with --port 0.`),
    );
  });

  it("ends when nobody reads its lines any more", async () => {
    let url = "";
    const { child, result } = startCli(["emulate", "--port", "0"], {
      onStdout: (chunk) => {
        url ||= /http:\/\/127\.0\.0\.1:\d+/.exec(chunk)?.[0] ?? "";
      },
    });
    while (url === "") await sleep(20);
    child.stdout?.destroy();
    await fetch(`${url}/api/v3.1/auth_configs`).catch(() => {});
    expect(await result).toMatchObject({ code: 0, stderr: "" });
  });

  it.each([
    ["--port", "no number", "option '--port <number>' argument 'no number' is invalid. It must be a whole number."],
    ["--port", "65536", "--port must be at most 65535, but got: 65536"],
    ["--fault", "{oops", '--fault must be a kind, or JSON such as {"kind":"status","status":503}, but got: {oops'],
    ["--fault", '{"kind":"slow","delayMs":-1}', "--fault: delayMs must be a number of 0 or more, but got: -1"],
    [
      "--seed",
      "/none/seed.json",
      "The seed file /none/seed.json can't be read: ENOENT: no such file or directory, open '/none/seed.json'.",
    ],
  ])("refuses %s %s", async (flag, value, message) => {
    expect(await runCli(["emulate", "--port", "0", flag, value])).toEqual(failure(message));
  });

  it.each([
    ["[]", "it must be an object with authConfigs, toolkits or faults."],
    [
      "authConfigs: [{ toolkit: github, status: enabled, namee: x }, { name: 5 }]",
      "authConfigs[0].status must be ENABLED or DISABLED; authConfigs[0].namee is not known (did you mean name?); " +
        "authConfigs[1].toolkit is missing; authConfigs[1].name must be a string.",
    ],
    [
      "{ authConfig: [], faults: [{ kind: slow, metod: GET }, { kind: slwo }] }",
      "faults[0].metod is not known (did you mean method?); faults[1].kind must be one of reset-before, reset-after, " +
        "timeout-before, timeout-after, truncate, garbage, garbage-before, status, status-after, html, html-after, " +
        "late-commit, slow, empty-404, stale, but got: slwo; authConfig is not known (did you mean authConfigs?).",
    ],
    [
      "{ toolkits: [{ name: ACME }], authConfigs: [{ toolkit: nope }, { toolkit: notion, auth_scheme: OAUTH2, credentials: { client_idd: a } }] }",
      "toolkits[0].slug is missing; authConfigs[0].toolkit nope is not known: define it among toolkits; " +
        "authConfigs[1].credentials.client_idd is not known to toolkit notion (did you mean client_id?).",
    ],
  ])("names the mistake in the seed %s", async (content, mistakes) => {
    await withFile(content, async (file) => {
      const { code, stdout, stderr } = await runCli(["emulate", "--port", "0", "--seed", file]);
      expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
      expect(stderr).toContain(`The seed file ${file} can't be used: ${mistakes}`);
    });
  });

  it("names a seed that is no YAML", async () => {
    await withFile("a: [", async (file) => {
      const { code, stderr } = await runCli(["emulate", "--port", "0", "--seed", file]);
      expect({ code, lines: stderr.trim().split("\n").length }).toEqual({ code: 1, lines: 1 });
    });
  });
});
