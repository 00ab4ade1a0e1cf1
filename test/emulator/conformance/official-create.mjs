/** Creates by the official SDK: a toolkit and its options in each argument, as JSON. */
import { Composio } from "@composio/core";

const { COMPOSIO_API_KEY: apiKey, COMPOSIO_BASE_URL: baseURL } = process.env;
const { authConfigs } = new Composio({ apiKey, baseURL, allowTracking: false });

for (const each of process.argv.slice(2)) await authConfigs.create(...JSON.parse(each));
process.exit(0);
