// What pulumi-composio does through its plugin: the class is what Pulumi generates from the schema, without its documentation.
const pulumi = require("@pulumi/pulumi");
const { inputs, names } = require("./inputs");

const OUTPUTS = Object.fromEntries(
  ["toolkit", "type", "authScheme", "name", "credentials", "enabled", "isComposioManaged", "status"].map((name) => [
    name,
    undefined,
  ]),
);

class AuthConfig extends pulumi.CustomResource {
  constructor(name, args, options) {
    super("composio:index:AuthConfig", name, { ...OUTPUTS, ...args }, options);
  }
}

for (const name of names) new AuthConfig(name, inputs(name));
