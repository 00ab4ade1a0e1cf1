/** Which project a request belongs to, by its one credential header. */
import type { ApiError } from "./errors";
import { unauthorized } from "./errors";
import type { RecordedRequest } from "./recording";
import type { Project } from "./store";

const CREDENTIAL_HEADERS: Record<string, string> = {
  "x-api-key": "project key",
  "x-user-api-key": "user key",
  "x-org-api-key": "organization key",
};

export interface KeyCheck {
  verdict: RecordedRequest["key"];
  project?: Project;
  refusal?: ApiError;
}

export function checkKey(headers: Headers, projects: Map<string, Project>): KeyCheck {
  const given = Object.keys(CREDENTIAL_HEADERS).filter((name) => headers.get(name)?.trim());
  const [name] = given;
  if (name === undefined) {
    return { verdict: "missing", refusal: unauthorized("HTTP_Unauthorized", "No API key was provided") };
  }
  if (given.length > 1) {
    const modes = given.map((header) => `${header} (${CREDENTIAL_HEADERS[header]})`).join(", ");
    const message = `Provide exactly one credential header, but got: ${modes}`;
    return { verdict: "several", refusal: unauthorized("HTTP_Unauthorized", message) };
  }
  // An organization key reaches none of the operations that are emulated.
  const project = name === "x-org-api-key" ? undefined : projects.get(headers.get(name)?.trim() ?? "");
  return project
    ? { verdict: "ok", project }
    : { verdict: "wrong", refusal: unauthorized("APIKey_InvalidAPIKey", "Invalid API key") };
}
