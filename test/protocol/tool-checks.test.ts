/** `check` asks the API about tools and scopes, over real HTTP: the findings, and the requests for them. */
import type { AuthConfigArgs } from "../../src";
import { SYSTEM_CLOCK } from "../../src/client/clock";
import type { Emulator, EmulatorOptions } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import { authConfigProvider } from "../../src/provider/lifecycle";
import type { Operation } from "../../src/provider/operation";
import { startOperation } from "../../src/provider/operation";

let emulator: Emulator;
let operation: Operation;
let lines: string[];

/** A new provider process. */
function begin(): void {
  lines = [];
  operation = startOperation({
    environment: { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url },
    directory: "/",
    engine: undefined,
    log: (line) => void lines.push(line.replace(/ Request id [^ ]+\./, "")),
    // Nobody is impatient, and nothing is tried again.
    clock: { ...SYSTEM_CLOCK, sleep: () => new Promise(() => {}) },
  });
}

async function start(options: EmulatorOptions = {}): Promise<void> {
  emulator = await startEmulator(options);
  begin();
}

afterEach(async () => {
  await operation.client().close();
  await emulator.close();
});

/** The mistakes and warnings of one resource, without the line that says which key is used. */
async function check(args: AuthConfigArgs, previous: object = {}): Promise<{ mistakes: string[]; told: string[] }> {
  const news = { name: "x", ...args } as never;
  const { failures } = await (authConfigProvider(operation).check?.(previous, news) ?? Promise.reject());
  const told = lines.splice(0).filter((line) => !line.includes("API key from"));
  return { mistakes: failures?.map(({ reason }) => reason) ?? [], told };
}

const asked = (): string[] =>
  emulator.requests.splice(0).map(({ method, path, query }) => {
    const filter = query.tool_slugs ?? query.toolkit_slug;
    return `${method} ${path.replace("/api/v3.1", "")}${filter === undefined ? "" : ` ${filter}`}`;
  });

const execution = (...toolsAvailableForExecution: string[]) => ({ toolAccessConfig: { toolsAvailableForExecution } });
const creation = (...tools: string[]) => ({ toolAccessConfig: { toolsForConnectedAccountCreation: tools } });

describe("the tools of an auth config", () => {
  beforeEach(() => start());

  it("must be the toolkit's own; a mistake names the nearest tool or the tool's toolkit", async () => {
    const toolAccessConfig = {
      toolsForConnectedAccountCreation: ["GMAIL_SEND_EMIAL"],
      toolsAvailableForExecution: ["GMAIL_SEND_EMAIL", "GITHUB_CREATE_A_GIST", "SING"],
    };
    expect(await check({ toolkit: "Gmail", toolAccessConfig })).toEqual({
      mistakes: [
        "toolAccessConfig.toolsForConnectedAccountCreation: gmail has no tool GMAIL_SEND_EMIAL; did you mean GMAIL_SEND_EMAIL?",
        "toolAccessConfig.toolsAvailableForExecution: GITHUB_CREATE_A_GIST is a tool of github, not of gmail",
        "toolAccessConfig.toolsAvailableForExecution: gmail has no tool SING",
      ],
      told: [],
    });
  });

  it("are asked for once, whichever resource names them", async () => {
    const both = execution("GMAIL_SEND_EMAIL", "gmail_fetch_emails");
    for (const access of [both, execution("GMAIL_FETCH_EMAILS"), both]) {
      expect(await check({ toolkit: "gmail", ...access })).toEqual({ mistakes: [], told: [] });
    }
    expect(asked()).toEqual(["GET /toolkits/gmail", "GET /tools GMAIL_FETCH_EMAILS,GMAIL_SEND_EMAIL"]);
  });

  it('are not asked for if the last run had the same, or with validate: "local"', async () => {
    const wrong = { toolkit: "gmail", ...execution("GMAIL_SEND_EMIAL") };
    const previous = { type: "use_composio_managed_auth", name: "x", enabled: true, ...wrong };
    expect(await check({ ...wrong, enabled: false }, previous)).toEqual({ mistakes: [], told: [] });
    expect(await check({ ...wrong, __validate: "local" } as never)).toEqual({ mistakes: [], told: [] });
    expect(asked()).toEqual([]);
    expect((await check({ ...wrong, ...execution("GMAIL_SEND_EMIALS") }, previous)).mistakes).toHaveLength(1);
  });
});

it("are accepted if the API has no list of them, and one line says so", async () => {
  await start({ answers: { toolList: "absent" } });
  const { mistakes, told } = await check({ toolkit: "gmail", ...execution("GMAIL_SEND_EMIAL") });
  expect([mistakes, told]).toEqual([
    [],
    [
      'Composio: Could not list the tools GMAIL_SEND_EMIAL: the API answered 404, "Cannot GET /api/v3.1/tools". What it would have told was not checked.',
    ],
  ]);
  expect((await check({ toolkit: "nnotion" })).mistakes).toEqual([
    "toolkit: there is no toolkit nnotion; did you mean notion?",
  ]);
});

describe("an answer that can't be read", () => {
  beforeEach(() => start());

  const needs = { scopes: ["https://mail.google.com/"], ...creation("GMAIL_SEND_EMAIL") };
  const unreadable = (path: string, body: object) =>
    emulator.failNext({ kind: "status", status: 200, path, body, times: 9 });

  it("is named by its question and path, once, and leaves every other check on", async () => {
    const requirements = [{ tool: "GMAIL_SEND_EMAIL", scope_requirements: { all_of: [{ none_of: ["x"] }] } }];
    unreadable("/tools/scopes/required", { scopes_required: [], per_tool_requirements: requirements });
    const warning =
      /^Warning: Could not read the scopes that GMAIL_SEND_EMAIL need: the API has answered, but this part of the answer can't be read: per_tool_requirements\[0\]\.scope_requirements\.all_of\[0\].* What it would have told was not checked\.$/;
    expect(await check({ toolkit: "gmail", ...needs })).toEqual({
      mistakes: [],
      told: [expect.stringMatching(warning)],
    });
    // Neither said nor asked again.
    expect(await check({ toolkit: "gmail", ...needs })).toEqual({ mistakes: [], told: [] });
    expect(asked().filter((line) => line.includes("scopes"))).toEqual(["POST /tools/scopes/required"]);

    expect((await check({ toolkit: "nnotion" })).mistakes).toEqual([
      "toolkit: there is no toolkit nnotion; did you mean notion?",
    ]);
    const credentials = { client_idd: "app-1", client_secret: "s3cr3t-4711" };
    expect((await check({ toolkit: "notion", authScheme: "OAUTH2", credentials })).mistakes).toEqual([
      "credentials.client_idd: OAUTH2 of notion knows no such field; did you mean client_id?",
    ]);
  });

  it("to the question for the toolkit does not stop the check of tools, nor the other way round", async () => {
    unreadable("/toolkits/gmail", { slug: 1 });
    expect(await check({ toolkit: "gmail", ...execution("GMAIL_SEND_EMIAL") })).toEqual({
      mistakes: [
        "toolAccessConfig.toolsAvailableForExecution: gmail has no tool GMAIL_SEND_EMIAL; did you mean GMAIL_SEND_EMAIL?",
      ],
      told: [expect.stringMatching(/^Warning: Could not read toolkit gmail: .* slug \(expected string/)],
    });
    unreadable("/tools", { items: 1 });
    expect(await check({ toolkit: "notion", authScheme: "BASIC", ...execution("NOTION_SING") })).toEqual({
      mistakes: ["authScheme: notion does not offer BASIC; it offers OAUTH2 or API_KEY"],
      told: [expect.stringMatching(/^Warning: Could not list the tools NOTION_SING: .* items \(expected array/)],
    });
  });

  it("to the question for all toolkits leaves the mistake without the nearest name", async () => {
    unreadable("toolkits$", { items: 1 });
    expect((await check({ toolkit: "nnotion" })).mistakes).toEqual([
      "toolkit: there is no toolkit nnotion; give the slug of one that Composio has, such as github",
    ]);
  });
});

describe("scopes that nobody can be granted", () => {
  const app = (available: string[]) => ({
    managed_app_id: "ma_1",
    mode: "OAUTH2",
    is_default: true,
    scopes: { available },
  });

  it("give a warning if the API derives them from tools", async () => {
    await start();
    const gmail = { slug: "gmail", name: "Gmail", composio_managed_auth: [app(["openid"])], auth_config_details: [] };
    emulator.failNext({ kind: "status", status: 200, path: "/toolkits/gmail", body: gmail });
    const previous = { toolkit: "gmail", type: "use_composio_managed_auth", name: "x", enabled: true };
    // Only the tools have changed.
    expect(await check({ toolkit: "gmail", ...creation("GMAIL_REPLY_TO_THREAD") }, previous)).toEqual({
      mistakes: [],
      told: [
        "Warning: toolAccessConfig.toolsForConnectedAccountCreation: GMAIL_REPLY_TO_THREAD needs one of https://mail.google.com/, https://www.googleapis.com/auth/gmail.compose with https://www.googleapis.com/auth/gmail.send, which Composio's own app for gmail can't be granted; use an app of your own",
      ],
    });
  });

  it("give a warning if they are declared, and so do scopes that the scheme always asks for", async () => {
    await start();
    expect(await check({ toolkit: "outlook", scopes: ["Mail.Read", "Files.Read"] })).toEqual({
      mistakes: [],
      told: [
        "Warning: scopes: Composio's own app for outlook can't be granted Files.Read; use an app of your own",
        "Warning: scopes: leave out offline_access, which OAUTH2 of outlook always asks for",
      ],
    });
  });

  it("give no warning if the answer has several scopes that are only enough together", async () => {
    await start();
    const gmail = "https://www.googleapis.com/auth/gmail.";
    const scopes = [`${gmail}compose`, `${gmail}send`];
    const own = { authScheme: "OAUTH2", credentials: { client_id: "app-1", client_secret: "s3cr3t-4711" } };
    expect(await check({ toolkit: "gmail", ...own, scopes, ...creation("GMAIL_REPLY_TO_THREAD") })).toEqual({
      mistakes: [],
      told: [],
    });
  });
});

describe("a managed app", () => {
  beforeEach(() => start());

  it("is one of the toolkit's", async () => {
    expect((await check({ toolkit: "slack", managedAppId: "ma_slack_lagecy" })).mistakes).toEqual([
      "managedAppId: Composio has no such app for slack; it has ma_slack_standard (the default), ma_slack_legacy; did you mean ma_slack_legacy?",
    ]);
    expect((await check({ toolkit: "slack", managedAppId: "ma_slack_legacy" })).mistakes).toEqual([]);
  });

  it("that was withdrawn is refused in words that say what to do", async () => {
    const inputs = { toolkit: "shopify", type: "use_composio_managed_auth", name: "x", enabled: true };
    const refused = await authConfigProvider(operation)
      .create?.(inputs)
      .catch(({ message }: Error) => message.replace(/ Request id [^ ]+\.|-[0-9a-f]{16}-[0-9a-f]{8}/g, ""));
    expect(refused).toBe(
      'Could not create auth config "x" (toolkit shopify): the API answered 400, "Missing required field "Client id" for auth scheme "OAUTH2" in toolkit "shopify"". ' +
        "With managed auth this means that Composio has withdrawn its own app for shopify, though its catalogue still lists it. " +
        "Give authScheme, and in credentials an app of your own: `npx pulumi-composio fields shopify` lists what that takes.",
    );
  });
});
