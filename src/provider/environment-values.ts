import type { Redactor } from "../client/redaction";
import { currentValue, environmentValues, isEnvironmentSecret, resolveSecrets } from "../model/environment-secrets";
import type { Credential } from "../model/inputs";

/** The secrets that stand in the environment of this process: filled in when something is sent, and known to the redactor. */
export class EnvironmentValues {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #redactor: Redactor;

  constructor(environment: NodeJS.ProcessEnv, redactor: Redactor) {
    this.#environment = environment;
    this.#redactor = redactor;
  }

  /** A body with the secrets in place of the references to them. Throws if a variable is not set. */
  readonly fillIn = <Body>(body: Body): Body => {
    this.#redactor.remember(environmentValues(body, this.#environment));
    return resolveSecrets(body, this.#environment);
  };

  /** The value of a secret; undefined if it stands in a variable that no longer holds what was sent. */
  readonly known = (secret: Credential): string | undefined =>
    isEnvironmentSecret(secret) ? currentValue(secret, this.#environment) : `${secret}`;
}
