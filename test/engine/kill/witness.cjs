// Loaded before anything else in every Node process of a run (NODE_OPTIONS): writes down what the engine asks the provider.
// A provider that has outlived its CLI has no other way to be heard.
"use strict";
const { appendFileSync } = require("node:fs");
const Module = require("node:module");

const file = process.env.KILL_TEST_WITNESS;
const methods = ["check", "diff", "create", "read", "update", "delete"];
const load = Module._load;

Module._load = function (request, ...others) {
  const loaded = load.call(this, request, ...others);
  if (request === "pulumi-composio/provider") {
    const AuthConfig = () => witnessed(loaded.providers.AuthConfig());
    return { providers: { ...loaded.providers, AuthConfig } };
  }
  // The plugin's one door to the same methods.
  if (request === "../provider/lifecycle" && /native.lifecycle-door\.js$/.test(others[0]?.filename)) {
    return { authConfigProvider: (operation) => witnessed(loaded.authConfigProvider(operation)) };
  }
  return loaded;
};

function witnessed(provider) {
  const wrapped = Object.fromEntries(methods.map((method) => [method, write(method, provider[method].bind(provider))]));
  return { ...provider, ...wrapped };
}

function write(method, call) {
  return async (...args) => {
    const id = typeof args[0] === "string" ? args[0] : "";
    const [bag, news] = args.filter((one) => typeof one === "object");
    const resource = (news?.__identity?.urn ?? "").split("::").pop() || (bag.name ?? "").replace(/-[0-9a-f]{16}$/, "");
    const note = (facts) =>
      appendFileSync(
        file,
        `${JSON.stringify({ pid: process.pid, method, id, resource, owner: bag.__lastSeenBy, ...facts })}\n`,
      );
    note({ phase: "begins" });
    try {
      const result = await call(...args);
      note({ phase: "ends", made: method === "create" ? result.id : undefined });
      return result;
    } catch (error) {
      note({ phase: "fails", message: error.message });
      throw error;
    }
  };
}
