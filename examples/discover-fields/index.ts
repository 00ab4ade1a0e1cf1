import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, getAuthConfigCreationFields, sessionConfig } from "pulumi-composio";

const config = new pulumi.Config();

/** An app of your own: its credentials come from the config, under the names of the fields that the toolkit cannot do without. */
async function ownApp(toolkit: string): Promise<AuthConfig> {
  const fields = await getAuthConfigCreationFields(toolkit, "OAUTH2", { requiredOnly: true });
  const credentials: { [field: string]: pulumi.Input<string> } = {};
  for (const { name } of fields) {
    credentials[name] = config.requireSecret(`${toolkit}-${name}`);
  }
  return new AuthConfig(toolkit, { toolkit, authScheme: "OAUTH2", credentials });
}

// Before the first `pulumi up`:
//   pulumi config set --secret outlook-client_id
//   pulumi config set --secret outlook-client_secret
//   pulumi config set --secret twitter-client_id
//   pulumi config set --secret twitter-client_secret
//   pulumi config set --secret twitter-generic_id
// Twitter wants a bearer token beside the usual two; a field that is missing from the config is an error at preview.
// The same at the shell: npx pulumi-composio fields twitter OAUTH2 --required
export = async () => {
  const apps = await Promise.all(["outlook", "twitter"].map(ownApp));
  return { session: sessionConfig(apps) };
};
