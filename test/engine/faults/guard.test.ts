/** An auth config that accounts are connected through is not deleted by accident. */
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { AuthConfigArgs } from "pulumi-composio";
import { AuthConfig } from "pulumi-composio";
import { callsTo } from "../../support/calls";
import { emulatedStack } from "../../support/emulated-stack";
import type { Operation } from "../../support/engine/stack";
import { inFullRun } from "../../support/in-full-run";

let declared: AuthConfigArgs | undefined;
let options: CustomResourceOptions;
const world = emulatedStack(async () => {
  if (declared) new AuthConfig("gmail", declared, options);
});

beforeEach(() => {
  declared = { toolkit: "gmail" };
  options = {};
});

/** Makes it, and connects accounts through it. */
async function connected(accounts = 2): Promise<string> {
  const up = await world.stack.up();
  expect(up.ok ? "ok" : up.output).toBe("ok");
  const { id = "" } = world.stack.resource("gmail");
  for (let number = 1; number <= accounts; number += 1) {
    world.emulator.connectAccount(id, { userId: `user_${number}` });
  }
  return id;
}

const errors = ({ ok, diagnostics }: Operation): [boolean, string | undefined] => [
  ok,
  diagnostics.find(({ severity }) => severity === "error")?.message.trim(),
];
const isLive = (id: string) => world.emulator.authConfigs().some((config) => config.id === id && !config.deleted);
const WAYS =
  "Disconnect them; or set COMPOSIO_FORCE_DESTROY=1 for this run; or set forceDestroy: true (or the option retainOnDelete), and run `pulumi up` with that alone first.";

describe("destroy", () => {
  it("refuses, and says how many accounts are connected and what to do", async () => {
    const id = await connected();
    expect(errors(await world.stack.destroy())).toEqual([
      false,
      `Could not delete auth config ${id}: 2 accounts are connected through it, and they would stop working. ${WAYS}`,
    ]);
    expect([isLive(id), world.stack.resource("gmail").id]).toEqual([true, id]);
  }, 120_000);

  inFullRun(
    "speaks of one account in the singular, and counts active accounts alone",
    async () => {
      const id = await connected(1);
      world.emulator.connectAccount(id, { userId: "user_2", status: "EXPIRED" });
      expect(errors(await world.stack.destroy())[1]).toContain(": 1 account is connected through it,");
    },
    120_000,
  );

  it("deletes with COMPOSIO_FORCE_DESTROY=1", async () => {
    const id = await connected();
    world.stack.env.COMPOSIO_FORCE_DESTROY = "1";
    expect((await world.stack.destroy()).ok).toBe(true);
    expect(isLive(id)).toBe(false);
  }, 120_000);

  it("deletes after an up with forceDestroy, and revokes after an up with revokeOnDelete", async () => {
    const id = await connected();
    declared = { toolkit: "gmail", forceDestroy: true, revokeOnDelete: true };
    expect(await world.stack.up()).toMatchObject({ ok: true, changes: { update: 1 } });
    const since = world.emulator.requests.length;
    expect((await world.stack.destroy()).ok).toBe(true);
    expect([isLive(id), callsTo(world.emulator, since)]).toEqual([false, [`DELETE /auth_configs/${id}`]]);
    expect(world.emulator.requests.at(-1)?.query).toEqual({ revoke_on_delete: "true" });
  }, 120_000);

  inFullRun(
    "leaves the auth config after an up with retainOnDelete",
    async () => {
      const id = await connected();
      options = { retainOnDelete: true };
      expect((await world.stack.up()).ok).toBe(true);
      expect((await world.stack.destroy()).ok).toBe(true);
      expect(isLive(id)).toBe(true);
    },
    120_000,
  );

  it("deletes auth configs without connected accounts, in one run with a refresh", async () => {
    const id = await connected(0);
    expect((await world.stack.destroy({ refresh: true })).ok).toBe(true);
    expect([isLive(id), world.stack.state().resources ?? []]).toEqual([false, []]);
  }, 120_000);

  inFullRun(
    "refuses if it can't read the number of accounts",
    async () => {
      const id = await connected();
      world.emulator.failNext({ kind: "status", status: 403, method: "GET", times: 10 });
      expect(errors(await world.stack.destroy())[1]).toContain(
        `Could not read auth config ${id}: the API answered 403`,
      );
      expect(isLive(id)).toBe(true);
    },
    120_000,
  );
});

inFullRun(
  "refuses an up without the resource",
  async () => {
    const id = await connected();
    declared = undefined;
    expect(errors(await world.stack.up())).toEqual([
      false,
      expect.stringContaining(`Could not delete auth config ${id}`),
    ]);
    expect([isLive(id), world.stack.resource("gmail").id]).toEqual([true, id]);
  },
  120_000,
);

describe("a replacement", () => {
  const REFUSED =
    "2 accounts are connected through it, and they stay for life with the auth config that they were made on.";

  it("is refused at preview, and before anything is made", async () => {
    const id = await connected();
    declared = { toolkit: "slack" };
    const refusal = [false, `Could not replace auth config ${id}: ${REFUSED} ${WAYS}`];
    expect(errors(await world.stack.preview())).toEqual(refusal);
    expect(errors(await world.stack.up())).toEqual(refusal);
    expect(world.emulator.authConfigs().map((config) => config.id)).toEqual([id]);
    expect(world.stack.resource("gmail").id).toBe(id);
  }, 120_000);

  it("goes on with COMPOSIO_FORCE_DESTROY=1, or with forceDestroy by an up before it", async () => {
    const first = await connected();
    declared = { toolkit: "slack" };
    world.stack.env.COMPOSIO_FORCE_DESTROY = "1";
    expect(await world.stack.up()).toMatchObject({ ok: true, changes: { replace: 1 } });
    delete world.stack.env.COMPOSIO_FORCE_DESTROY;

    declared = { toolkit: "slack", forceDestroy: true };
    const second = await connected();
    declared = { toolkit: "github", forceDestroy: true };
    expect(await world.stack.up()).toMatchObject({ ok: true, changes: { replace: 1 } });
    expect([isLive(first), isLive(second), isLive(world.stack.resource("gmail").id ?? "")]).toEqual([
      false,
      false,
      true,
    ]);
  }, 180_000);

  inFullRun(
    "of an auth config without connected accounts asks once",
    async () => {
      const id = await connected(0);
      declared = { toolkit: "slack" };
      const since = world.emulator.requests.length;
      expect((await world.stack.preview()).ok).toBe(true);
      expect(callsTo(world.emulator, since).filter((call) => `${call}`.includes("/auth_configs"))).toEqual([
        `GET /auth_configs/${id}`,
      ]);
    },
    120_000,
  );
});
