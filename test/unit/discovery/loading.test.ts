describe("loading the package", () => {
  it("loads neither undici nor zod before something is looked up", async () => {
    const loaded: string[] = [];
    for (const name of ["undici", "zod"]) {
      jest.doMock(name, () => {
        loaded.push(name);
        return jest.requireActual(name);
      });
    }
    const { getToolkit } = require("../../../src") as typeof import("../../../src");
    expect(loaded).toEqual([]);

    await expect(getToolkit("github", { apiKey: "ak_none", baseUrl: "nowhere" })).rejects.toThrow("http(s) URL");
    expect(loaded.sort()).toEqual(["undici", "zod"]);
  });
});
