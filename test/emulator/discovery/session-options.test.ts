/** A preview's findings about the toolkits and tools that a session's options name. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import type { SessionOptions } from "../../../src";
import { AuthConfig, sessionConfig } from "../../../src";
import type { Emulator } from "../../../src/emulator";
import { startEmulator } from "../../../src/emulator";

const mocks: pulumi.runtime.Mocks = {
  newResource: ({ name, inputs }) => ({ id: `ac_${name}`, state: inputs }),
  call: ({ inputs }) => inputs,
};
const { COMPOSIO_API_KEY, COMPOSIO_BASE_URL } = process.env;
let emulator: Emulator;
let logged: jest.SpyInstance;

beforeEach(async () => {
  emulator = await startEmulator();
  Object.assign(process.env, { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url });
  await pulumi.runtime.setMocks(mocks, "project", "stack", true, "acme");
  logged = jest.spyOn(pulumi.log, "info").mockResolvedValue();
});
afterEach(async () => {
  logged.mockRestore();
  pulumi.runtime.setAllConfig({});
  for (const [name, value] of Object.entries({ COMPOSIO_API_KEY, COMPOSIO_BASE_URL })) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await emulator.close();
});

async function given(options: SessionOptions): Promise<unknown> {
  const output = sessionConfig([new AuthConfig("gmail", { toolkit: "gmail" })], options) as unknown as {
    promise(): Promise<unknown>;
    allResources(): Promise<unknown>;
    isKnown: Promise<boolean>;
    isSecret: Promise<boolean>;
  };
  const settled = await Promise.allSettled([output.promise(), output.isKnown, output.isSecret, output.allResources()]);
  return settled[0].status === "rejected" ? (settled[0].reason as Error).message : settled[0].value;
}

const paths = () => emulator.requests.map(({ method, path }) => `${method} ${path.replace("/api/v3.1", "")}`);

describe("a preview of a session", () => {
  it("accepts toolkits and tools that Composio knows, and asks once", async () => {
    const options: SessionOptions = {
      toolkits: ["gmail", "GitHub"],
      tools: { GITHUB: ["GITHUB_CREATE_A_GIST"], gmail: { disable: ["gmail_send_email"] } },
      preload: { tools: ["GMAIL_FETCH_EMAILS"] },
    };
    const session = { authConfigs: { gmail: "ac_gmail" }, toolkits: ["gmail", "github"] };
    expect(await given(options)).toMatchObject(session);
    expect(await given(options)).toMatchObject(session);
    expect(paths().sort()).toEqual(["GET /toolkits/github", "GET /tools", "GET /tools"]);
    expect(logged).not.toHaveBeenCalled();
  });

  it("names each toolkit and tool that Composio does not know, with the nearest", async () => {
    const message = await given({
      toolkits: { disable: ["githbu"] },
      tools: {
        gmail: { enable: ["GMAIL_SEND_EMIAL"], requireApproval: ["GITHUB_CREATE_A_GIST"] },
        notoin: ["NOTION_X"],
      },
      preload: { tools: ["GMAIL_FETCH_EMIALS"] },
      instant: { toolkits: { enable: ["linaer"] } },
      hooks: [
        {
          type: "after_execute",
          id: "a",
          appliesTo: { toolkits: ["zzzz"] },
          handler: { type: "prompt_injection_check", action: "block" },
        },
      ],
    });
    expect(message).toBe(
      "sessionConfig: toolkits.disable: there is no toolkit githbu; did you mean github?" +
        "; tools.notoin: there is no toolkit notoin; did you mean notion?" +
        "; instant.toolkits.enable: there is no toolkit linaer; did you mean linear?" +
        "; hooks[0].appliesTo.toolkits: there is no toolkit zzzz" +
        "; tools.gmail.enable: gmail has no tool GMAIL_SEND_EMIAL; did you mean GMAIL_SEND_EMAIL?" +
        "; tools.gmail.requireApproval: GITHUB_CREATE_A_GIST is a tool of github, not of gmail" +
        "; preload.tools: gmail has no tool GMAIL_FETCH_EMIALS; did you mean GMAIL_FETCH_EMAILS?",
    );
  });

  it.each<[string, SessionOptions, () => void]>([
    ["its options name none", { mcp: true, toolkits: { enable: ["gmail"] } }, () => {}],
    [
      "there is no key",
      { tools: { gmail: ["GMAIL_SING"] } },
      () => {
        delete process.env.COMPOSIO_API_KEY;
      },
    ],
    [
      "composio:validate is local",
      { tools: { gmail: ["GMAIL_SING"] } },
      () => pulumi.runtime.setConfig("composio:validate", "local"),
    ],
    [
      "it is no preview",
      { tools: { gmail: ["GMAIL_SING"] } },
      () => pulumi.runtime.setMocks(mocks, "project", "stack", false, "acme"),
    ],
  ])("asks nothing if %s", async (_case, options, prepare) => {
    prepare();
    expect(await given(options)).toMatchObject({ authConfigs: { gmail: "ac_gmail" } });
    expect(emulator.requests).toEqual([]);
  });

  it("skips only the check that an unreadable answer was for", async () => {
    const unreadable = { kind: "status", status: 200, times: 9 } as const;
    emulator.failNext({ ...unreadable, path: "/tools", body: { items: {} } });
    emulator.failNext({ ...unreadable, path: "/toolkits/notion", body: { slug: 1 } });
    emulator.failNext({ ...unreadable, path: "toolkits$", body: {} });
    expect(await given({ toolkits: ["gmail", "notion", "githbu"], tools: { gmail: ["GMAIL_UNREADABLE"] } })).toBe(
      "sessionConfig: toolkits: there is no toolkit githbu",
    );
    expect(logged.mock.calls.map(([line]) => line).sort()).toEqual([
      expect.stringMatching(/^Composio: Could not list the tools GMAIL_UNREADABLE: .* items \(expected array/),
      expect.stringMatching(/^Composio: Could not list toolkits: .* items \(expected array/),
      expect.stringMatching(/^Composio: Could not read toolkit notion: .* slug \(expected string/),
    ]);
  });

  it("accepts any tool if the API lists none of the toolkit's", async () => {
    expect(await given({ tools: { perplexityai: ["PERPLEXITYAI_SING"] } })).toMatchObject({
      tools: { perplexityai: ["PERPLEXITYAI_SING"] },
    });
  });

  it.each<[string, unknown, string]>([
    ["that is not the API's", [404, "<html>"], "not in the API's own form"],
    ["that refuses the key", [401, { error: { message: "Invalid", code: 1, slug: "x", status: 401 } }], "401"],
  ])("says so if there is an answer %s", async (_case, answer, reason) => {
    const [status, body] = answer as [number, unknown];
    const server = createServer((_request, response) => {
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(typeof body === "string" ? body : JSON.stringify(body));
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    process.env.COMPOSIO_BASE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect(await given({ tools: { gmail: ["GMAIL_SING"] } })).toMatchObject({ tools: { gmail: ["GMAIL_SING"] } });
      expect(logged.mock.calls.map(([line]) => line)).toEqual([
        expect.stringMatching(/^Composio: the toolkits and tools of the session's options were not checked: /),
      ]);
      expect(logged.mock.calls[0]?.[0]).toContain(reason);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
