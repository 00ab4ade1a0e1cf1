/**
 * One engine operation as the provider sees it. The engine starts a process for each operation and provider, so this lives as
 * long as the process. Each function takes the parts of it that it uses.
 */
import { randomUUID } from "node:crypto";
import type { Client } from "../client/client";
import type { Clock } from "../client/clock";
import { findBackend } from "../stack-backend";
import { Connection } from "./connection";
import { Engine } from "./engine";
import { EnvironmentValues } from "./environment-values";
import { Ledger } from "./ledger";
import { Memo } from "./memo";
import { Owner } from "./owner";
import { SharedFieldNames } from "./shared-field-names";
import type { Surroundings } from "./surroundings";
import { Sweep } from "./sweep";
import { ToolkitAnswers } from "./toolkit-answers";
import { Voice } from "./voice";

/** The public side of a class: a test can put something else in its place. */
type Side<Class> = Pick<Class, keyof Class>;

export interface Operation {
  environment: NodeJS.ProcessEnv;
  clock: Clock;
  /** Which state backend this is; undefined if that can't be told. */
  backend: string | undefined;
  /** Stands for an unknown backend in marks: then a later process recognizes nothing of this one. */
  processMark: string;
  engine: Side<Engine>;
  voice: Side<Voice>;
  connection: Side<Connection>;
  /** The client of the connection: throws if no key is set. */
  client: () => Client;
  owner: Side<Owner>;
  /** The secrets that stand in the environment. */
  values: Side<EnvironmentValues>;
  /** The ids that this operation has met, and what it does with each. */
  ledger: Side<Ledger>;
  memo: Side<Memo>;
  sharedFieldNames: Side<SharedFieldNames>;
  toolkits: Side<ToolkitAnswers>;
  /** Where auth configs are read from. */
  sweep: Side<Sweep>;
}

/** `engine` is another way to the engine than the dynamic provider's. */
export function startOperation(around: Surroundings, engine: Side<Engine> = new Engine(around.engine)): Operation {
  const { environment, clock, directory } = around;
  const voice = new Voice(around, engine);
  const connection = new Connection(around, voice, engine);
  const client = () => connection.client();
  return {
    environment,
    clock,
    backend: findBackend(environment, directory),
    processMark: randomUUID(),
    engine,
    voice,
    connection,
    client,
    owner: new Owner(connection, environment),
    values: new EnvironmentValues(environment, voice.redactor),
    ledger: new Ledger(),
    memo: new Memo(),
    sharedFieldNames: new SharedFieldNames(),
    toolkits: new ToolkitAnswers(connection, voice, clock),
    sweep: new Sweep(client, clock),
  };
}
