/** Two resources that hold one auth config, in each order in which the engine may ask about them. */
import type { Inputs, State } from "../../../src/model/inputs";
import { markFor } from "../../../src/model/marks";
import { authConfigProvider } from "../../../src/provider/lifecycle";
import { anOperation } from "../../support/an-operation";

const BACKEND = "https://state.example";
const urnOf = (resource: string) => `urn:pulumi:dev::shop::composio:AuthConfig::${resource}`;
const markOf = (resource: string) => markFor({ organization: "acme", urn: urnOf(resource) }, BACKEND);
const declared: Inputs = { toolkit: "github", type: "use_composio_managed_auth", name: "GitHub", enabled: true };
const inputsOf = (resource: string): Inputs => ({ ...declared, __mark: markOf(resource) });

/** The questions of the engine to one provider process. */
class Run {
  readonly #provider = authConfigProvider(
    anOperation({
      backend: BACKEND,
      owner: {
        mark: () => "owner",
        keyOrigin: "nowhere",
        isSameAs: () => true,
        acceptsGone: false,
        believesGone: () => true,
      },
      sweep: {
        find: async (id) => ({
          ...{
            id,
            type: "default",
            toolkit: { slug: "github" },
            name: "GitHub",
            status: "ENABLED",
            no_of_connections: 0,
          },
        }),
        forget: () => {},
      },
    }),
  );

  check(resource: string): Promise<unknown> | undefined {
    const { type, enabled, ...args } = declared;
    const __identity = { organization: "acme", urn: urnOf(resource) };
    return this.#provider.check?.({}, { ...args, __identity, __validate: "local" });
  }

  /** Of an `up`, after the check; or of a refresh, after the read: then with the inputs that the state has. */
  diff(id: string, inputs: Inputs): Promise<unknown> | undefined {
    return this.#provider.diff?.(id, { ...stateOf(inputs) }, inputs);
  }

  read(id: string, inputs: Inputs): Promise<unknown> | undefined {
    return this.#provider.read?.(id, stateOf(inputs));
  }
}

const stateOf = (inputs: Inputs): State => ({
  ...inputs,
  authScheme: "OAUTH2",
  isComposioManaged: true,
  status: "ENABLED",
  __lastSeenBy: "owner",
});
const [app, renamed] = [inputsOf("app"), inputsOf("renamed")];
const bothOf = (first: string, second: string) =>
  `Auth config ac_1 is held by the resource "${first}", by "${second}" too. Remove one of the two with \`pulumi state delete\``;

describe("two resources that hold one auth config", () => {
  it("are named by the second difference", async () => {
    const run = new Run();
    await run.check("renamed");
    await run.diff("ac_1", renamed);
    await run.check("app");
    await expect(run.diff("ac_1", app)).rejects.toThrow(bothOf("app", "renamed"));
  });

  it("are named if the engine compares all after it has checked all", async () => {
    const run = new Run();
    await run.check("renamed");
    await run.check("app");
    await run.diff("ac_1", renamed);
    await expect(run.diff("ac_1", app)).rejects.toThrow(bothOf("app", "renamed"));
  });

  it("are named after a refresh by the program, which compares each with what the state has", async () => {
    const run = new Run();
    await run.read("ac_1", app);
    await run.diff("ac_1", app);
    await run.read("ac_1", renamed);
    await run.diff("ac_1", renamed);
    await run.check("renamed");
    await run.diff("ac_1", renamed);
    await run.check("app");
    await expect(run.diff("ac_1", app)).rejects.toThrow(bothOf("app", "renamed"));
  });
});

describe("resources that hold one auth config each", () => {
  it("are told apart if the engine compares all after it has checked all, and each twice", async () => {
    const run = new Run();
    await run.check("renamed");
    await run.check("app");
    for (const inputs of [renamed, app, renamed, app]) {
      await expect(run.diff(`ac_${inputs.__mark}`, inputs)).resolves.toMatchObject({ changes: false });
    }
  });

  it("are told apart if the program's refresh reads one after another was compared", async () => {
    const run = new Run();
    await run.check("app");
    await run.diff("ac_1", app);
    await run.read("ac_2", renamed);
    await run.diff("ac_2", renamed);
    await run.check("renamed");
    await expect(run.diff("ac_2", renamed)).resolves.toMatchObject({ changes: false });
  });

  it("are told apart if one still has the mark of the other in its state", async () => {
    const run = new Run();
    await run.check("app");
    await run.diff("ac_1", app);
    await run.read("ac_2", app);
    await run.diff("ac_2", app);
    await run.check("renamed");
    await expect(run.diff("ac_2", renamed)).resolves.toMatchObject({ changes: false });
  });
});
