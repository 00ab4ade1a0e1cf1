// What pulumi-composio does through its plugin: the class is what Pulumi generates from the schema, without its documentation.
const pulumi = require("@pulumi/pulumi");
const { inputs, names } = require("./inputs");

const OUTPUTS = Object.fromEntries(
  ["toolkit", "type", "authScheme", "name", "credentials", "enabled", "isComposioManaged", "status"].map((name) => [
    name,
    undefined,
  ]),
);

// The SDK takes a stack trace for each promise that it makes. The package's own class spares them, so this one does as well:
// what is compared is the plugin with the dynamic provider, not one class with the other.
class AuthConfig extends pulumi.CustomResource {
  constructor(name, args, options) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      super("composio:index:AuthConfig", name, { ...OUTPUTS, ...args }, options);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  }
}

for (const name of names) new AuthConfig(name, inputs(name));
