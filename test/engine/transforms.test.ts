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

it("restricts a session to the tools that a transform adds", async () => {
  const only = { toolsAvailableForExecution: ["GITHUB_CREATE_AN_ISSUE"] };
  world.stack.program = async () => {
    pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
      isAuthConfig(type) && props.toolkit === "github"
        ? { props: { ...props, toolAccessConfig: only }, opts }
        : undefined,
    );
    const session = sessionConfig([
      new AuthConfig("github", { toolkit: "github" }),
      new AuthConfig("gmail", { toolkit: "gmail" }),
    ]);
    return { tools: session.tools };
  };
  const expected = { github: { enable: only.toolsAvailableForExecution } };
  const outputsOf = ({ events }: { events: readonly { resOutputsEvent?: unknown }[] }) => JSON.stringify(events);
  expect(outputsOf(await world.stack.preview())).toContain("GITHUB_CREATE_AN_ISSUE");
  expect((await world.stack.up()).ok).toBe(true);
  expect((await world.stack.outputs()).tools?.value).toEqual(expected);
  expect((await world.stack.up({ expectNoChanges: true })).ok).toBe(true);
}, 120_000);
