import { nearest } from "../../src/nearest";

describe("the nearest name", () => {
  const known = ["client_id", "client_secret", "generic_api_key", "id", "googledrive", "scopes"];

  it.each([
    ["client_secrt", "client_secret"],
    ["clientSecret", "client_secret"],
    ["CLIENT-ID", "client_id"],
    ["google drive", "googledrive"],
    ["generic_key", "generic_api_key"],
    ["scope", "scopes"],
    ["ID", "id"],
  ])("of %s is %s", (name, meant) => {
    expect(nearest(name, known)).toBe(meant);
  });

  it.each(["customer_id", "client_secret_of_production", "ix", "", "username"])("of %s is none", (name) => {
    expect(nearest(name, known)).toBeUndefined();
  });
});
