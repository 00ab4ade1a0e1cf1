// What one writes after reading Pulumi's page on dynamic providers and Composio's guide to auth configs. The SDK is an ES
// module, so it is imported where it is used.
const pulumi = require("@pulumi/pulumi");
const { inputs, names } = require("./inputs");

const authConfigProvider = {
  async create(inputs) {
    const { Composio } = await import("@composio/core");
    const composio = new Composio({
      baseURL: process.env.COMPOSIO_BASE_URL,
      allowTracking: false,
      disableVersionCheck: true,
    });
    const { id } = await composio.authConfigs.create(inputs.toolkit, {
      type: "use_custom_auth",
      name: inputs.name,
      authScheme: inputs.authScheme,
      credentials: inputs.credentials,
    });
    return { id, outs: inputs };
  },

  async diff(_id, olds, news) {
    const replaces = ["toolkit", "authScheme"].filter((key) => olds[key] !== news[key]);
    const changes = replaces.length > 0 || JSON.stringify(olds.credentials) !== JSON.stringify(news.credentials);
    return { changes, replaces };
  },

  async read(id, props) {
    const { Composio } = await import("@composio/core");
    const composio = new Composio({
      baseURL: process.env.COMPOSIO_BASE_URL,
      allowTracking: false,
      disableVersionCheck: true,
    });
    const found = await composio.authConfigs.get(id);
    return { id: found.id, props: { ...props, name: found.name } };
  },

  async update(id, _olds, news) {
    const { Composio } = await import("@composio/core");
    const composio = new Composio({
      baseURL: process.env.COMPOSIO_BASE_URL,
      allowTracking: false,
      disableVersionCheck: true,
    });
    await composio.authConfigs.update(id, { type: "custom", credentials: news.credentials });
    return { outs: news };
  },

  async delete(id) {
    const { Composio } = await import("@composio/core");
    const composio = new Composio({
      baseURL: process.env.COMPOSIO_BASE_URL,
      allowTracking: false,
      disableVersionCheck: true,
    });
    await composio.authConfigs.delete(id);
  },
};

class AuthConfig extends pulumi.dynamic.Resource {
  constructor(name, props, opts) {
    super(authConfigProvider, name, { ...props, name }, opts);
  }
}

for (const name of names) new AuthConfig(name, inputs(name));
