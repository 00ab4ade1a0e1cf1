/** Changes by transforms count as if the program had made them. */
import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, Provider, sessionConfig } from "pulumi-composio";
import { emulatedStack } from "../support/emulated-stack";

const world = emulatedStack(async () => {});

const live = <Config extends { deleted: boolean; toolkit: string }>(configs: readonly Config[]) =>
  configs.filter(({ deleted }) => !deleted).map(({ toolkit }) => toolkit);

type Way = (provider: pulumi.ProviderResource) => void;
const isAuthConfig = (type: string) => type === AuthConfig.__pulumiType;

it.each<[string, Way]>([
  [
    "a transformation of the stack",
    (provider) =>
      pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
        isAuthConfig(type) ? { props, opts: pulumi.mergeOptions(opts, { provider }) } : undefined,
      ),
  ],
  [
    "a transform in the engine",
    (provider) =>
      pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
        isAuthConfig(type) ? { props, opts: { ...opts, provider } } : undefined,
      ),
  ],
])(
  "replaces an auth config if %s moves it to another provider",
  async (_case, way) => {
    const projects = { eu: world.emulator.addProject(), us: world.emulator.addProject() };
    const through = (name: "eu" | "us") => async () => {
      for (const [each, { apiKey }] of Object.entries(projects)) {
        const provider = new Provider(each, { apiKey });
        if (each === name) way(provider);
      }
      new AuthConfig("github", { toolkit: "github" });
    };
    const held = () => Object.values(projects).map((project) => live(project.authConfigs()));

    world.stack.program = through("eu");
    const first = await world.stack.up();
    expect([first.ok ? "ok" : first.output, held()]).toEqual(["ok", [["github"], []]]);
    expect((await world.stack.up({ expectNoChanges: true })).ok).toBe(true);

    world.stack.program = through("us");
    const moved = await world.stack.up();
    expect([moved.ok ? "ok" : moved.output, moved.changes.replace, held()]).toEqual(["ok", 1, [[], ["github"]]]);
    expect((await world.stack.destroy()).ok).toBe(true);
    expect([held(), live(world.emulator.authConfigs())]).toEqual([[[], []], []]);
  },
  180_000,
);

it("builds a session of the tools and the toolkit that transforms set", async () => {
  const only = { toolsAvailableForExecution: ["GITHUB_CREATE_AN_ISSUE"] };
  const changes: Record<string, object> = { github: { toolAccessConfig: only }, gmail: { toolkit: "notion" } };
  world.stack.program = async () => {
    pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
      isAuthConfig(type) ? { props: { ...props, ...changes[props.toolkit] }, opts } : undefined,
    );
    const session = sessionConfig([
      new AuthConfig("github", { toolkit: "github" }),
      new AuthConfig("gmail", { toolkit: "gmail" }),
    ]);
    return { tools: session.tools, authConfigs: session.authConfigs };
  };
  const outputsOf = ({ events }: { events: readonly { resOutputsEvent?: unknown }[] }) => JSON.stringify(events);
  expect(outputsOf(await world.stack.preview())).toContain("GITHUB_CREATE_AN_ISSUE");
  expect((await world.stack.up()).ok).toBe(true);
  const { tools, authConfigs } = await world.stack.outputs();
  const [github, notion] = ["github", "notion"].map(
    (slug) => world.emulator.authConfigs().find(({ toolkit }) => toolkit === slug)?.id,
  );
  expect([tools?.value, authConfigs?.value]).toEqual([
    { github: { enable: only.toolsAvailableForExecution } },
    { github, notion },
  ]);
  expect((await world.stack.up({ expectNoChanges: true })).ok).toBe(true);
}, 120_000);
