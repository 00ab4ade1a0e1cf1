import * as pulumi from "@pulumi/pulumi";
import { type Backend, openBackend, openStack } from "./stack";

/** The smallest dynamic resource: it has one input, which may change. */
class Note extends pulumi.CustomResource {
  constructor(name: string, text: pulumi.Input<string>) {
    super("pulumi-nodejs:dynamic/test:Note", name, { text, __provider: noteProvider });
  }
}

const noteProvider = `exports.handler = () => ({
  check: async (previous, next) => ({ inputs: next }),
  diff: async (id, previous, next) => ({ changes: previous.text !== next.text }),
  create: async (inputs) => {
    if (inputs.text === "refused") throw new Error("refused to make this");
    return { id: "note-1", outs: inputs };
  },
  update: async (id, previous, next) => ({ outs: next }),
  read: async (id, props) => ({ id, props: { ...props, text: process.env.DRIFTED || props.text } }),
  delete: async () => {},
})`;

const notes = (texts: Record<string, string>) => async () => {
  for (const [name, text] of Object.entries(texts)) new Note(name, text);
  return { texts: Object.values(texts), hidden: pulumi.secret("s3cr3t") };
};

describe("a stack under test", () => {
  let backend: Backend;
  beforeEach(async () => {
    backend = await openBackend();
  });
  afterEach(() => backend.close());

  it("goes through its whole life beside another of the same backend", async () => {
    const dev = await backend.stack("dev", { program: notes({ a: "one" }) });
    const prod = await backend.stack("prod", { program: notes({ a: "one" }), secretConfig: { "x:key": "k3y" } });
    expect(dev.state()).toEqual(expect.not.objectContaining({ resources: expect.anything() }));

    expect(await dev.preview()).toMatchObject({ ok: true, changes: { create: 2 } });
    expect(await dev.up()).toMatchObject({ ok: true, changes: { create: 2 }, diagnostics: [] });
    expect(await prod.up()).toMatchObject({ ok: true, changes: { create: 2 } });
    expect(await dev.outputs()).toEqual({
      texts: { value: ["one"], secret: false },
      hidden: { value: "s3cr3t", secret: true },
    });
    expect(dev.resource("a")).toMatchObject({ id: "note-1", outputs: { text: "one" } });

    dev.program = notes({ a: "two" });
    const update = await dev.up();
    expect(update.steps.filter(({ name }) => name === "a")).toMatchObject([
      { op: "update", failed: false, diff: ["~text"] },
    ]);
    expect(await dev.preview({ expectNoChanges: true })).toMatchObject({ ok: true, changes: { same: 2 } });

    dev.env.DRIFTED = "by hand";
    const refresh = await dev.refresh({ previewOnly: true });
    expect(refresh.steps).toContainEqual(expect.objectContaining({ name: "a", op: "update" }));
    expect(dev.resource("a")).toMatchObject({ outputs: { text: "two" } });

    expect(await dev.destroy()).toMatchObject({ ok: true, changes: { delete: 2 } });
    expect(dev.state().resources).toBeUndefined();
    expect(prod.resource("a")).toMatchObject({ id: "note-1" });
    expect(dev.output).toContain("[diff: ~text]");
    expect(backend.allBytes().includes("s3cr3t")).toBe(false);
    expect(backend.allBytes().includes("k3y")).toBe(false);
  });
});

describe("a stack whose operation fails", () => {
  it("says which step failed, and why", async () => {
    const stack = await openStack({ program: notes({ a: "refused" }) });
    const up = await stack.up();
    await stack.close();

    expect(up).toMatchObject({ ok: false, exitCode: 1 });
    expect(up.steps).toContainEqual(expect.objectContaining({ name: "a", op: "create", failed: true }));
    expect(up.diagnostics).toContainEqual(
      expect.objectContaining({ severity: "error", message: "refused to make this\n" }),
    );
  });

  it("ends at once when the program throws, also after a resource was made", async () => {
    const program = async () => {
      new Note("a", "one");
      throw new Error("the program is broken");
    };
    const stack = await openStack({ program });
    const up = await stack.up({ timeoutMs: 30_000 });
    await stack.close();

    expect(up.ok).toBe(false);
    expect(up.output).toContain("the program is broken");
  });

  it("is killed when it takes longer than its limit", async () => {
    const stack = await openStack({ program: () => new Promise(() => {}) });
    const up = stack.up({ timeoutMs: 3_000 });

    await expect(up).rejects.toThrow(/did not end within 3 s and was killed. Its output so far:\nUpdating \(dev\)/);
    await stack.close();
  });

  it("keeps the settings of the machine out", async () => {
    process.env.COMPOSIO_API_KEY = "of the machine";
    const stack = await openStack({ program: notes({}), env: { GIVEN: "1" } });
    delete process.env.COMPOSIO_API_KEY;

    expect(stack.env).toMatchObject({ GIVEN: "1" });
    expect(stack.env).not.toHaveProperty("COMPOSIO_API_KEY");
    await stack.close();
  });
});
