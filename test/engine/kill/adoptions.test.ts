/**
 * `adopt: true` beside a resource that somebody wrote by hand, which made the auth config and goes away in the same `up`. The
 * recipe of docs/killed-runs.md keeps the auth config. Without it the delete that the engine has planned comes last: that can't
 * be settled, since the provider sees no other resource, and a warning says so at preview and at `up`.
 */
import type { World } from "./project";
import { inProject, liveIds } from "./project";

jest.setTimeout(300_000);

const program = (body: string) => `
const pulumi = require("@pulumi/pulumi");
const { AuthConfig } = require("pulumi-composio");
const call = async (method, path, body) => {
  const { COMPOSIO_API_KEY, COMPOSIO_BASE_URL } = process.env;
  const headers = { "x-api-key": COMPOSIO_API_KEY, "content-type": "application/json" };
  const response = await fetch(COMPOSIO_BASE_URL + "/api/v3.1/auth_configs" + path, { method, headers, body: body && JSON.stringify(body) });
  return response.json();
};
class Hand extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    const provider = {
      create: async (inputs) => {
        const made = await call("POST", "", { toolkit: { slug: inputs.toolkit }, auth_config: { type: "use_composio_managed_auth", name: inputs.name } });
        return { id: made.auth_config.id, outs: inputs };
      },
      delete: async (id) => void (await call("DELETE", "/" + id)),
    };
    super(provider, name, args, options);
  }
}
${body}
`;

const byHand = (options = "{}") => program(`new Hand("github", { toolkit: "github", name: "GitHub" }, ${options});`);
const adopting = program(`new AuthConfig("gh", { toolkit: "github", name: "GitHub", adopt: true });`);
const HAND = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic:Resource::github";
const WARNING = "If another resource of this program has made it, remove that resource from the state first";

async function madeByHand({ project, emulator }: World): Promise<string> {
  project.write(byHand());
  await project.succeed("up");
  const [id = ""] = liveIds(emulator);
  return id;
}

const idsHeld = ({ project }: World) => project.entries().map(({ id }) => id);

it.concurrent(
  "keeps the auth config if the other one was removed from the state first",
  inProject(async (world) => {
    const { project, emulator } = world;
    const id = await madeByHand(world);
    await project.pulumi("state", "delete", HAND, "--yes", "--stack", "dev");
    project.write(adopting);
    const { ok, output } = await project.see("up");
    expect([ok, output]).toEqual([
      true,
      expect.stringContaining(`warning: adopt: adopts the auth config that exists. ${WARNING}`),
    ]);
    expect([liveIds(emulator), idsHeld(world)]).toEqual([[id], [id]]);
    await project.succeed("up --expect-no-changes");
  }),
);

it.concurrent(
  "keeps the auth config if the other one was brought up with retainOnDelete first",
  inProject(async (world) => {
    const { project, emulator } = world;
    const id = await madeByHand(world);
    project.write(byHand("{ retainOnDelete: true }"));
    await project.succeed("up");
    project.write(adopting);
    await project.succeed("up");
    expect([liveIds(emulator), idsHeld(world)]).toEqual([[id], [id]]);
  }),
);

it.concurrent(
  "is not resolved if the other resource goes away in the same up; preview and up warn",
  inProject(async (world) => {
    const { project, emulator } = world;
    const id = await madeByHand(world);
    project.write(adopting);
    for (const operation of ["preview", "up"]) {
      const { ok, output } = await project.see(operation);
      expect([ok, output]).toEqual([true, expect.stringContaining(WARNING)]);
    }
    expect([liveIds(emulator), idsHeld(world)]).toEqual([[], [id]]);
    // Within a minute it would not count as gone.
    world.passMinutes(2);
    await project.succeed("up --refresh");
    expect([liveIds(emulator).length, idsHeld(world)]).toEqual([1, liveIds(emulator)]);
  }),
);
