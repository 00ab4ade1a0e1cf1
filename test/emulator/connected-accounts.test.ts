import type { AuthConfigSeed, Emulator } from "../../src/emulator";
import { noon, refusal, send, withEmulator } from "../support/emulator";

const own = { toolkit: "notion", auth_scheme: "API_KEY" };
const ca = expect.stringMatching(/^ca_[A-Za-z0-9_-]{12}$/);

describe("linking", () => {
  const link = (emulator: Emulator, id: string, body: object = {}) =>
    send(emulator, "POST /connected_accounts/link", { body: { auth_config_id: id, user_id: "user_1", ...body } });

  it(
    "makes an account that becomes active when its page is opened",
    withEmulator(async (emulator) => {
      const { id } = emulator.addAuthConfig(own);
      const reply = await link(emulator, id, { callback_url: "https://app.example/done?a=1", alias: "mine" });
      expect(reply).toEqual({
        status: 201,
        body: {
          link_token: expect.stringMatching(/^ln_/),
          redirect_url: expect.stringMatching(new RegExp(`^${emulator.url}/link/ln_`)),
          connected_account_id: ca,
          expires_at: "2026-11-24T12:10:00.000Z",
        },
      });
      const { connected_account_id, redirect_url } = reply.body as Record<string, string>;
      const status = async () => (await send(emulator, `GET /connected_accounts/${connected_account_id}`)).body;
      expect(await status()).toMatchObject({ status: "INITIATED", alias: "mine", auth_config: { id } });

      const page = await fetch(redirect_url ?? "", { redirect: "manual" });
      expect([page.status, page.headers.get("location")]).toEqual([
        302,
        `https://app.example/done?a=1&status=success&connected_account_id=${connected_account_id}`,
      ]);
      expect(await status()).toMatchObject({ status: "ACTIVE" });
      expect(emulator.requests.map(({ path }) => path)).not.toContain(expect.stringContaining("/link/"));
    }),
  );

  it("ends after ten minutes", async () => {
    let time = noon;
    await withEmulator(
      async (emulator) => {
        const { body } = await link(emulator, emulator.addAuthConfig(own).id);
        time = new Date(noon.getTime() + 600_001);
        const { redirect_url } = body as { redirect_url: string };
        expect((await fetch(redirect_url)).status).toBe(410);
        time = noon;
        expect((await fetch(redirect_url)).status).toBe(200);
        expect((await fetch(`${emulator.url}/link/ln_nosuch`)).status).toBe(410);
      },
      { clock: () => time },
    )();
  });

  it.each([
    ["unknown", {}, 607, "Auth_Config_NotFound"],
    ["deleted", { deleted: true }, 607, "Auth_Config_NotFound"],
    ["disabled", { status: "DISABLED" as const }, 600, "ConnectedAccount_BadRequest"],
  ])("is refused on an auth config that is %s", (name, patch, code, slug) =>
    withEmulator(async (emulator) => {
      const { id } = emulator.addAuthConfig({ ...own, ...patch });
      expect(await link(emulator, name === "unknown" ? "ac_nosuchthing1" : id)).toMatchObject({
        status: 400,
        body: { error: { status: 400, code, slug } },
      });
      expect(emulator.connectedAccounts()).toEqual([]);
    })(),
  );
});

describe("creating a connected account", () => {
  const create = (emulator: Emulator, id: string, connection: object = {}) =>
    send(emulator, "POST /connected_accounts", { body: { auth_config: { id }, connection } });

  it(
    "takes any key at once, and shows it masked",
    withEmulator(async (emulator) => {
      const { id } = emulator.addAuthConfig(own);
      const state = { authScheme: "API_KEY", val: { generic_api_key: "wrong-key" } };
      const reply = await create(emulator, id, { user_id: "user_1", state });
      expect(reply).toEqual({
        status: 201,
        body: {
          id: ca,
          status: "ACTIVE",
          redirect_url: null,
          redirect_uri: null,
          connectionData: { authScheme: "API_KEY", val: { status: "ACTIVE" } },
        },
      });
      const { id: account } = reply.body as { id: string };
      expect(await send(emulator, `GET /connected_accounts/${account}`)).toEqual({
        status: 200,
        body: {
          id: account,
          word_id: null,
          alias: null,
          user_id: "user_1",
          status: "ACTIVE",
          status_reason: null,
          is_disabled: false,
          toolkit: { slug: "notion" },
          auth_config: { id, auth_scheme: "API_KEY", is_composio_managed: false, is_disabled: false },
          state: { authScheme: "API_KEY", val: { status: "ACTIVE", generic_api_key: "wron..." } },
          data: {},
          params: {},
          created_at: noon.toISOString(),
          updated_at: noon.toISOString(),
        },
      });
    }),
  );

  it.each([
    ["API_KEY", { generic_api_key: "wrong-key" }, { generic_api_key: "wron..." }],
    ["OAUTH2", { access_token: "token-of-user" }, { access_token: "REDACTED" }],
  ])("reads back ACTIVE if it was created so: %s", (auth_scheme, val, shown) =>
    withEmulator(async (emulator) => {
      const { id } = emulator.addAuthConfig({ toolkit: "notion", auth_scheme });
      const state = { authScheme: auth_scheme, val: { status: "ACTIVE", ...val } };
      const reply = await create(emulator, id, { user_id: "user_1", state });
      const tokens = auth_scheme === "OAUTH2" ? { access_token: "REDACTED" } : {};
      expect(reply).toMatchObject({
        status: 201,
        body: { status: "ACTIVE", connectionData: { val: { status: "ACTIVE", ...tokens } } },
      });
      const { id: account } = reply.body as { id: string };
      expect(await send(emulator, `GET /connected_accounts/${account}`)).toMatchObject({
        body: { status: "ACTIVE", state: { authScheme: auth_scheme, val: { status: "ACTIVE", ...shown } } },
      });
      const [stored] = emulator.connectedAccounts();
      expect({ status: stored?.status, val: stored?.val }).toEqual({ status: "ACTIVE", val });
    })(),
  );

  it(
    "gives a link for an OAuth app of one's own",
    withEmulator(async (emulator) => {
      const { id } = emulator.addAuthConfig({ toolkit: "notion", auth_scheme: "OAUTH2" });
      const redirectUrl = expect.stringMatching(new RegExp(`^${emulator.url}/link/ln_`));
      expect(await create(emulator, id)).toEqual({
        status: 201,
        body: {
          id: ca,
          status: "INITIATED",
          redirect_url: redirectUrl,
          redirect_uri: redirectUrl,
          connectionData: { authScheme: "OAUTH2", val: { status: "INITIATED", redirectUrl } },
        },
      });
    }),
  );

  it.each<[string, AuthConfigSeed, object, string]>([
    [
      "managed OAuth",
      { toolkit: "notion" },
      {},
      "Managed OAuth accounts are no longer created here. Use POST /connected_accounts/link.",
    ],
    [
      "another scheme",
      { ...own, id: "ac_aaaaaaaaaaaa" },
      { state: { authScheme: "BASIC" } },
      "Auth config ac_aaaaaaaaaaaa has scheme API_KEY, not BASIC",
    ],
  ])("is refused for %s", (_name, seed, connection, message) =>
    withEmulator(async (emulator) => {
      expect(await create(emulator, emulator.addAuthConfig(seed).id, connection)).toEqual(
        refusal({ status: 400, code: 600, slug: "ConnectedAccount_BadRequest", message }),
      );
    })(),
  );
});

describe("connected accounts", () => {
  it(
    "are listed newest first, by any of the filters",
    withEmulator(async (emulator) => {
      const notion = emulator.addAuthConfig(own);
      const github = emulator.addAuthConfig({ toolkit: "github" });
      const first = emulator.connectAccount(notion.id, { userId: "Ann" });
      const second = emulator.connectAccount(github.id, { userId: "Bob", status: "EXPIRED" });
      const list = async (query: string) => {
        const { body } = await send(emulator, `GET /connected_accounts?${query}`);
        return (body as { items: { id: string }[] }).items.map(({ id }) => id);
      };

      const all = [second.id, first.id];
      expect(await list("")).toEqual(all);
      expect(await list("order_direction=asc")).toEqual([first.id, second.id]);
      expect(await list("toolkit_slugs=notion,github")).toEqual(all);
      expect(await list("toolkit_slugs=notion")).toEqual([first.id]);
      expect(await list("statuses=ACTIVE")).toEqual([first.id]);
      expect(await list("user_ids=Bob")).toEqual([second.id]);
      expect(await list("user_ids=bob")).toEqual([]);
      expect(await list(`auth_config_ids=${github.id}`)).toEqual([second.id]);
      expect(await list(`connected_account_ids=${first.id}`)).toEqual([first.id]);
      expect(await list("limit=1")).toEqual([second.id]);
      await send(emulator, `DELETE /auth_configs/${notion.id}`);
      expect(await list("")).toEqual(all);
    }),
  );

  it(
    "go off, on, and away",
    withEmulator(async (emulator) => {
      const { id } = emulator.connectAccount(emulator.addAuthConfig(own).id);
      const statuses = [];
      for (const enabled of [false, true]) {
        expect(await send(emulator, `PATCH /connected_accounts/${id}/status`, { body: { enabled } })).toEqual({
          status: 200,
          body: { success: true },
        });
        statuses.push(emulator.connectedAccounts()[0]?.status);
      }
      expect(statuses).toEqual(["INACTIVE", "ACTIVE"]);

      expect(await send(emulator, `DELETE /connected_accounts/${id}?revoke_on_delete=true`)).toEqual({
        status: 200,
        body: { success: true, revoke_job_id: expect.any(String) },
      });
      expect(await send(emulator, `GET /connected_accounts/${id}`)).toEqual(
        refusal({
          status: 404,
          code: 90405,
          slug: "ConnectedAccount_ResourceNotFound",
          message: `Connected account not found: ${id}`,
        }),
      );
      expect(emulator.connectedAccounts()).toMatchObject([{ id, deleted: true }]);
    }),
  );

  it(
    "that were deleted do not hold their auth config, if active ones do",
    withEmulator(
      async (emulator) => {
        const config = emulator.addAuthConfig(own);
        const { id } = emulator.connectAccount(config.id);
        const remove = async () => (await send(emulator, `DELETE /auth_configs/${config.id}`)).status;
        expect(await remove()).toBe(400);
        await send(emulator, `DELETE /connected_accounts/${id}`);
        expect(await remove()).toBe(200);
      },
      { answers: { deleteWithAccounts: "refused" } },
    ),
  );
});
