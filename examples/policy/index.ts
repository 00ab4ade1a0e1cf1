import { PolicyPack, validateResourceOfType, validateStackResourcesOfType } from "@pulumi/policy";
import { AuthConfig, listAuthConfigs } from "pulumi-composio";

// pulumi up --policy-pack <this folder>: COMPOSIO_API_KEY and COMPOSIO_BASE_URL are read from the environment here.
new PolicyPack("auth-configs", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "own-app-in-production",
      description: "In production users connect to an app of our own.",
      validateResource: validateResourceOfType(AuthConfig, (config, { urn }, report) => {
        const isProduction = urn.startsWith("urn:pulumi:prod::");
        if (isProduction && config.type !== "use_custom_auth") report(`${config.toolkit} uses Composio's app.`);
      }),
    },
    {
      name: "keys-stay-in-the-environment",
      description: "A key comes from secretFromEnv, so that no state holds it, however encrypted.",
      validateResource: validateResourceOfType(AuthConfig, ({ credentials = {} }, _args, report) => {
        for (const [field, value] of Object.entries(credentials)) {
          if (/secret|key|token|password/.test(field) && typeof value === "string")
            report(`${field} is no secretFromEnv.`);
        }
      }),
    },
    {
      name: "protected-where-connected",
      description: "What accounts are connected through is protected.",
      validateStack: validateStackResourcesOfType(AuthConfig, async (_configs, { resources }, report) => {
        const unprotected = resources.filter((resource) => resource.isType(AuthConfig) && !resource.opts.protect);
        if (unprotected.length === 0) return;
        const connected = (await listAuthConfigs({ includeDisabled: true })).filter(
          ({ noOfConnections }) => noOfConnections !== 0,
        );
        for (const { name, props, urn } of unprotected) {
          if (connected.some((config) => config.name === props.name)) report(`${name} needs protect: true.`, urn);
        }
      }),
    },
  ],
});
