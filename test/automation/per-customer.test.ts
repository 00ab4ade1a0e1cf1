/** examples/per-customer over time: customers come and go, and nobody else's auth config changes. */
import * as path from "node:path";
import { emulatedBackend } from "../support/emulated-stack";
import { runPulumi } from "../support/engine/cli";
import { folderBelow, installPackage } from "../support/install";

jest.setTimeout(240_000);

const world = emulatedBackend();

type Sessions = Record<string, { authConfigs: { github: string; notion: string } }>;

it("adds and removes a customer without touching the others", async () => {
  const cwd = folderBelow(await installPackage(), path.join(__dirname, "../../examples/per-customer"));
  const env = { ...world.backend.env, ...world.access };
  const pulumi = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runPulumi([...args, "--non-interactive"], { cwd, env });
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
    return stdout;
  };
  const up = async (): Promise<Sessions> => {
    await pulumi("up", "--yes", "--skip-preview");
    return JSON.parse(await pulumi("stack", "output", "sessions", "--json"));
  };
  const setSecret = (customer: string) =>
    pulumi("config", "set", "--secret", `notionClientSecret:${customer}`, `s3cr3t-of-${customer}`);

  world.backend.init(cwd, "prod");
  for (const customer of ["acme", "globex"]) await setSecret(customer);
  const { acme, globex, ...others } = await up();
  expect(others).toEqual({});
  expect(acme?.authConfigs.notion).not.toBe(globex?.authConfigs.notion);
  expect(acme?.authConfigs.github).toBe(globex?.authConfigs.github);

  await pulumi("config", "set", "--path", "customers.initech", "notion-app-of-initech");
  await setSecret("initech");
  const sent = world.emulator.requests.length;
  const withInitech = await up();
  expect(withInitech).toEqual({ acme, globex, initech: { authConfigs: expect.anything() } });
  expect(world.emulator.authConfigs()).toHaveLength(4);
  expect(writesSince(sent)).toEqual(["POST"]);

  await pulumi("config", "rm", "--path", "customers.acme");
  expect(await up()).toEqual({ globex, initech: withInitech.initech });
  const deleted = world.emulator.authConfigs().filter((config) => config.deleted);
  expect(deleted.map(({ id }) => id)).toEqual([acme?.authConfigs.notion]);
});

const writesSince = (count: number): string[] =>
  world.emulator.requests
    .slice(count)
    .map(({ method }) => method)
    .filter((method) => method !== "GET");
