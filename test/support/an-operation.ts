/** An operation of the provider without an engine: what a test does not give is real, or throws when it is used. */
import type { Client } from "../../src/client/client";
import type { Operation } from "../../src/provider/operation";
import { startOperation } from "../../src/provider/operation";
import { STILL_CLOCK } from "./clocks";

interface Parts extends Partial<Omit<Operation, "client">> {
  /** The calls that the test expects. */
  client?: Partial<Client>;
  log?: (line: string) => void;
}

export function anOperation({ client = {}, log = () => {}, environment = {}, ...parts }: Parts = {}): Operation {
  const { clock = STILL_CLOCK } = parts;
  const started = startOperation({ environment, directory: "/", engine: undefined, log, clock });
  const whole = { ...unexpected, ...client };
  return { ...started, client: () => whole, ...parts };
}

/** A client that is asked for nothing. */
const unexpected: Client = {
  createAuthConfig: refuse("createAuthConfig"),
  getAuthConfig: refuse("getAuthConfig"),
  listAuthConfigs: refuse("listAuthConfigs"),
  updateAuthConfig: refuse("updateAuthConfig"),
  setAuthConfigStatus: refuse("setAuthConfigStatus"),
  deleteAuthConfig: refuse("deleteAuthConfig"),
  getToolkit: refuse("getToolkit"),
  listToolkits: refuse("listToolkits"),
  requiredScopes: refuse("requiredScopes"),
  recommendScopes: refuse("recommendScopes"),
  listTools: refuse("listTools"),
  serverTime: () => undefined,
  budget: () => undefined,
  close: async () => {},
};

function refuse(method: string): () => Promise<never> {
  return async () => {
    throw new Error(`nobody expected a call of ${method}`);
  };
}
