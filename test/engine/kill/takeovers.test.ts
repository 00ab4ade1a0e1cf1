/** A killed create leaves an auth config behind. Its own resource of its own stack takes it over, as the program is now. */
import type { Emulator } from "../../../src/emulator";
import { openBackend } from "../../support/engine/stack";
import type { Declared } from "./project";
import { exactly, inProject, liveIds, Project, whole } from "./project";

jest.setTimeout(300_000);

/** Kills the creation of the one resource when the API has made it and not answered yet. */
async function killedCreate(project: Project, declared: Declared, isProviderKilled = false): Promise<string> {
  const { emulator } = project;
  project.declare(declared);
  emulator.failNext({ kind: "slow", delayMs: 1_000, method: "POST", path: "/auth_configs" });
  const when = () => emulator.requests.some(({ fault, method }) => fault === "slow" && method === "POST");
  await project.kill({ signal: "SIGKILL", isProviderKilled, args: ["up"], when });
  const ids = liveIds(emulator);
  expect([ids.length, project.entries()]).toEqual([1, []]);
  return `${ids[0]}`;
}

it.concurrent(
  "is left to each stack, also by one of the same name in another backend",
  inProject(async ({ project: dev, backend, emulator }) => {
    const elsewhere = await openBackend();
    const others = [new Project(backend, emulator, "prod"), new Project(elsewhere, emulator)];
    const app = { toolkit: "github" };
    const left = await killedCreate(dev, { app });
    for (const project of others) {
      project.init();
      project.declare({ app });
      await project.succeed("up");
    }
    for (const project of [dev, ...others]) await project.succeed("up");
    await dev.succeed("refresh --clear-pending-creates --expect-no-changes");

    const ids = [dev, ...others].flatMap((project) => project.entries().map(({ id }) => `${id}`));
    const [ofDev, ...ofOthers] = ids;
    expect([ofDev, new Set(ids).size, [...ids].sort()]).toEqual([left, 3, liveIds(emulator)]);

    await dev.succeed("destroy");
    expect(liveIds(emulator)).toEqual(ofOthers.sort());
    await elsewhere.close();
  }),
);

const older = {
  toolkit: "hubspot",
  authScheme: "OAUTH2",
  credentials: { client_id: "app", client_secret: "s3cr3t-1" },
  toolAccessConfig: { toolsAvailableForExecution: ["HUBSPOT_LIST_CONTACTS"] },
  enabled: false,
};
const newer = {
  toolkit: "hubspot",
  authScheme: "OAUTH2",
  credentials: { client_id: "app-2", client_secret: "s3cr3t-2" },
  scopes: ["oauth"],
};

it.concurrent(
  "is updated to the program as it is now, secrets included",
  inProject(async ({ project, emulator }) => {
    const left = await killedCreate(project, { app: older });
    project.declare({ app: newer });
    await project.succeed("up");
    await project.succeed("refresh --clear-pending-creates --expect-no-changes");
    expect([stored(emulator), whole(project)]).toEqual([
      [
        {
          id: left,
          status: "ENABLED",
          credentials: expect.objectContaining({ client_id: "app-2", client_secret: "s3cr3t-2", scopes: "oauth" }),
          executionTools: [],
        },
      ],
      exactly(["app"], emulator),
    ]);
  }),
);

const stored = (emulator: Emulator) =>
  emulator
    .authConfigs()
    .map(({ id, status, credentials, tool_access_config: { tools_available_for_execution: executionTools } }) => ({
      id,
      status,
      credentials,
      executionTools,
    }));

it.concurrent(
  "is taken over if the provider was killed with the CLI, as when a machine dies",
  inProject(async ({ project, emulator }) => {
    const left = await killedCreate(project, { app: newer }, true);
    await project.succeed("up");
    expect(liveIds(emulator)).toEqual([left]);
  }),
);
