// The package, as its README has it.
const { inputs, names } = require("./inputs");
const { AuthConfig } = require("pulumi-composio");

for (const name of names) new AuthConfig(name, inputs(name));
