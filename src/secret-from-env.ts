/** Secrets that never enter state: only the name of the environment variable that holds them does. */
import * as pulumi from "./pulumi-sdk";

/** Stands for the value of an environment variable of the machine that runs `pulumi`. Made by `secretFromEnv`. */
export interface SecretFromEnvironment {
  /** The name of the environment variable. */
  readonly fromEnvironment: string;
}

/**
 * The value of an environment variable, as a credential that never enters state. State holds the variable's name and a salted
 * fingerprint of its value, so another value in the environment is an update that sends this one key.
 *
 * The provider reads the variable when it checks, creates, updates or compares; refresh and destroy do not need it. A
 * variable that is not set (or empty) fails the preview, by name. Variables of a Pulumi ESC environment count too.
 *
 * ```ts
 * credentials: { client_id: "…", client_secret: secretFromEnv("NOTION_CLIENT_SECRET") }
 * ```
 */
export function secretFromEnv(variable: string): SecretFromEnvironment {
  if (typeof variable !== "string" || variable.trim() === "") {
    throw new pulumi.RunError(
      `secretFromEnv: the variable must be a non-empty name, but got: ${JSON.stringify(variable)}`,
    );
  }
  return { fromEnvironment: variable };
}
