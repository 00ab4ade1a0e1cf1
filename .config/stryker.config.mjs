/** `npm run mutation`: changes the pure parts of the code one spot at a time, and says which changes no unit test notices. */
import { tmpdir } from "node:os";
import { join } from "node:path";

export default {
  testRunner: "jest",
  plugins: ["@stryker-mutator/jest-runner"],
  jest: {
    projectType: "custom",
    enableFindRelatedTests: true,
    // One project, not those of package.json: only what needs neither sockets nor an engine can run a thousand times.
    // It has no preset, since Stryker puts an environment of its own in place of ours.
    configFile: ".config/stryker-jest.json",
  },
  mutate: [
    "src/client/{retry,redaction,secret-forms,gate}.ts",
    "src/stack-backend.ts",
    "src/model/{difference,environment-secrets,fingerprint,mask-lessons,masks,marks,secrets,trusted-secrets}.ts",
    "src/provider/{adopt,existing,gone,guard,ledger,lost-create,patience,sweep,takeover}.ts",
  ],
  tempDirName: join(tmpdir(), "pulumi-composio-mutation"),
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 85, break: 85 },
  concurrency: 2,
  timeoutMS: 5_000,
  coverageAnalysis: "perTest",
};
