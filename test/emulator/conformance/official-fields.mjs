/** Asks Composio's own SDK for the fields of auth configs: one line of JSON for each question among the arguments. */
import { Composio } from "@composio/core";

const { COMPOSIO_API_KEY: apiKey, COMPOSIO_BASE_URL: baseURL } = process.env;
const { toolkits } = new Composio({ apiKey, baseURL, allowTracking: false });

for (const question of process.argv.slice(2)) {
  const [toolkit, scheme, requiredOnly] = JSON.parse(question);
  console.log(JSON.stringify(await toolkits.getAuthConfigCreationFields(toolkit, scheme, { requiredOnly })));
}
process.exit(0);
