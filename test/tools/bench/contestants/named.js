// The same with names of one's own, as the README's own programs have them.
const { inputs, names } = require("./inputs");
const { AuthConfig } = require("pulumi-composio");

for (const name of names) new AuthConfig(name, { ...inputs(name), name });
