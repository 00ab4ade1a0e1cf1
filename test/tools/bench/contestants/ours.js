// The package, in a program that imports nothing else of Pulumi's SDK.
const { inputs, names } = require("./inputs");
const { AuthConfig } = require("pulumi-composio");

for (const name of names) new AuthConfig(name, inputs(name));
