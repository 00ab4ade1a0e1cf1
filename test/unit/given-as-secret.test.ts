/** Which inputs the resource class names to the provider as given as a secret, though they are public by nature. */
import * as pulumi from "@pulumi/pulumi";
import type { AuthConfigArgs } from "../../src";
import { propertiesOf } from "../../src/resource-properties";

/** A program in JavaScript may give what the types do not take. */
const secretInputs = (args: object): Promise<unknown> =>
  Promise.resolve(propertiesOf("app", { toolkit: "github", ...args } as AuthConfigArgs, undefined).__secretInputs);
const hidden = pulumi.secret("hidden");
const plain = pulumi.output("plain");

it.each<[string, object, string[] | undefined]>([
  ["plain values", { name: "app", scopes: ["repo"], credentials: { client_id: "id" } }, undefined],
  ["outputs that are no secrets", { name: plain, credentials: pulumi.output({ client_id: plain }) }, []],
  ["a text", { name: hidden }, ["name"]],
  ["an item of a list", { scopes: ["repo", hidden, plain] }, ["scopes.1"]],
  ["a list", { scopes: pulumi.secret(["repo"]), userScopes: pulumi.output([hidden]) }, ["scopes", "userScopes"]],
  [
    "a credential",
    { credentials: { client_id: hidden, scopes: [hidden] } },
    ["credentials.client_id", "credentials.scopes.0"],
  ],
  ["all credentials", { credentials: pulumi.output({ client_id: "id", client_secret: hidden }) }, ["credentials"]],
  ["an address beside its key", { proxyConfig: { proxyUrl: hidden, proxyAuthKey: hidden } }, ["proxyConfig.proxyUrl"]],
  ["a whole map", { proxyConfig: pulumi.secret({ proxyUrl: "https://proxy.example" }) }, ["proxyConfig"]],
  ["a promise", { name: Promise.resolve("app"), scopes: Promise.resolve(["repo", hidden]) }, ["scopes.1"]],
  [
    "a promise of a map",
    { credentials: Promise.resolve({ client_id: hidden, token: hidden }) },
    ["credentials.client_id"],
  ],
  ["a promise in a list", { scopes: [Promise.resolve(hidden)] }, ["scopes.0"]],
  [
    "only what is secret by nature",
    { credentials: { token: hidden }, sharedConnectionFields: { region: hidden } },
    undefined,
  ],
])("of %s", async (_case, args, expected) => {
  expect(await secretInputs(args)).toEqual(expected);
});

it("leaves an input that fails to the engine, which tells of it", async () => {
  const failing = Promise.reject(new Error("no name today"));
  expect(await secretInputs({ name: failing, scopes: hidden })).toEqual(["scopes"]);
});
