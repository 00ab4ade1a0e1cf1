/** States that released versions have written: this version goes on with each. `fixtures/make.ts` has made them. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { StoredAuthConfig } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import { openBackend } from "../support/engine/stack";
import { ADDRESS, API_KEY, NAMES, programOf } from "./fixtures/program";

const fixtures = path.join(__dirname, "fixtures");
const versions = fs.readdirSync(fixtures).filter((name) => /^\d+\.\d+\.\d+$/.test(name));
const { version: current } = require("../../package.json") as { version: string };

const read = (version: string, file: string, address: string) =>
  JSON.parse(fs.readFileSync(path.join(fixtures, version, file), "utf8").replaceAll(ADDRESS, address));

it("there is a state of this version", () => {
  expect(versions).toContain(current);
});

it.each(versions)(
  "goes on with a state of version %s: refresh, update, destroy",
  async (version) => {
    const authConfigs = read(version, "records.json", ADDRESS) as StoredAuthConfig[];
    const emulator = await startEmulator({ apiKey: API_KEY, authConfigs });
    const backend = await openBackend();
    try {
      const access = { COMPOSIO_API_KEY: API_KEY, COMPOSIO_BASE_URL: emulator.url };
      const program = programOf({ names: NAMES, baseUrl: emulator.url });
      const stack = await backend.stack("dev", { project: "fixture", program, env: access });
      await stack.automation.importStack({ version: 3, deployment: read(version, "state.json", emulator.url) });
      const ids = () => Object.fromEntries(NAMES.map((name) => [name, stack.resource(name).id]));
      const before = ids();
      const writes = (since: number) =>
        emulator.requests
          .slice(since)
          .filter(({ method, path: asked }) => method !== "GET" && asked.includes("/auth_configs"));

      const refresh = await stack.refresh();
      // Of the one that is half made, the API does not hold yet what the state says.
      const drifted = refresh.steps.filter(({ op }) => op !== "same").map(({ op, name }) => `${op} ${name}`);
      expect([refresh.ok ? "ok" : refresh.output, drifted]).toEqual(["ok", ["update half-made"]]);
      const finished = await stack.up();
      expect(finished.ok ? "ok" : finished.output).toBe("ok");
      // The update does only the inputs that the half-made auth config had left to do.
      expect(writes(0).map(({ method, path: asked }) => `${method} ${asked.split("/").pop()}`)).toEqual([
        `PATCH ${before["half-made"]}`,
      ]);
      expect(ids()).toEqual(before);

      const since = emulator.requests.length;
      stack.program = programOf({ names: NAMES, baseUrl: emulator.url, isChanged: true });
      const updated = await stack.up();
      expect(updated.ok ? "ok" : updated.output).toBe("ok");
      expect(new Set(writes(since).map(({ method }) => method))).toEqual(new Set(["PATCH"]));
      expect(ids()).toEqual(before);
      const enabled = emulator
        .authConfigs()
        .filter(({ deleted, is_enabled_for_tool_router: isOn }) => !deleted && isOn);
      expect(enabled.map(({ id }) => id).sort()).toEqual(Object.values(before).sort());
      expect(await stack.up({ expectNoChanges: true })).toMatchObject({ ok: true });

      const destroyed = await stack.destroy();
      expect(destroyed.ok ? "ok" : destroyed.output).toBe("ok");
      expect(emulator.authConfigs().filter(({ deleted }) => !deleted)).toEqual([]);
    } finally {
      await backend.close();
      await emulator.close();
    }
  },
  180_000,
);
