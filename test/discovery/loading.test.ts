describe("loading the package", () => {
  it("loads neither undici nor zod before something is looked up", async () => {
    const loaded: string[] = [];
    for (const name of ["undici", "zod"]) {
      jest.doMock(name, () => {
        loaded.push(name);
        return jest.requireActual(name);
      });
    }
    const { getToolkit } = require("../../src") as typeof import("../../src");
    expect(loaded).toEqual([]);

    await getToolkit("github", { apiKey: "ak_none", baseUrl: "http://127.0.0.1:1" }).catch(() => {});
    expect(loaded.sort()).toEqual(["undici", "zod"]);
  });
});
