/**
 * Histories of a stack: edits of the program, changes by hand in the API, other values in the environment, and operations of
 * the engine between them.
 */
import type { StoredAuthConfig } from "../../src/emulator";
import type { Wish } from "./wish";

/** Logical names. Five, since from four on a refresh asks for all of them at once. */
export const SLOTS = ["one", "two", "three", "four", "five"] as const;
export type Slot = (typeof SLOTS)[number];

export interface History {
  start: Record<Slot, Wish>;
  environment: Record<string, string>;
  steps: Step[];
}

export type Step = Edit | HandStep | { kind: "environment"; variable: string; value: string } | Look | Operation;

/** A preview in which these inputs are not known yet. */
export interface Look {
  kind: "look";
  slot: Slot;
  unknown: string[];
}

export interface Edit {
  kind: "edit";
  slot: Slot;
  wish: Partial<Wish>;
}

export interface HandStep {
  kind: "by hand";
  slot: Slot;
  change: HandChange;
}

/** `settle` is a refresh and an up, after which everything is to be as the program says. */
export interface Operation {
  kind: "up" | "refresh" | "settle";
}

/** What a colleague does in the dashboard. */
export type HandChange =
  | { part: "deleted" }
  | { part: "name"; value: string }
  | { part: "status"; value: "ENABLED" | "DISABLED" }
  | { part: "router"; value: boolean }
  | { part: "creationTools" | "executionTools"; value: string[] }
  | { part: "proxy"; url: string | null; key: string | null }
  | { part: `credentials.${string}` | `shared.${string}`; value: string | null };

/** Whatever holds one of these stands in clear somewhere: every secret has one in it. */
export const MARKERS = ["S3CR3T", "ᚠᚢᚦ"];

/** A public value that begins so is given as a secret, where a program can do that. */
export const CONCEALED = "c0nc3al3d";

/** The stored fields after a change by hand. */
export function patchOf(change: HandChange, record: StoredAuthConfig): Partial<StoredAuthConfig> {
  const { tool_access_config: tools } = record;
  switch (change.part) {
    case "deleted":
      return { deleted: true };
    case "name":
      return { name: change.value };
    case "status":
      return { status: change.value };
    case "router":
      return { is_enabled_for_tool_router: change.value };
    case "creationTools":
      return { tool_access_config: { ...tools, tools_for_connected_account_creation: change.value } };
    case "executionTools":
      return { tool_access_config: { ...tools, tools_available_for_execution: change.value } };
    case "proxy": {
      const { url, key } = change;
      return { proxy_config: url === null ? null : { proxy_url: url, ...(key !== null && { proxy_auth_key: key }) } };
    }
    default: {
      const [map = "", key = ""] = change.part.split(".");
      const stored = map === "shared" ? "shared_credentials" : "credentials";
      const { [key]: _before, ...others } = record[stored];
      return { [stored]: change.value === null ? others : { ...others, [key]: change.value } };
    }
  }
}

/** One line per step, without what never comes to be. */
export function inWords({ start, environment, steps }: History): string {
  const touched = steps.map((step) => ("slot" in step ? step.slot : undefined));
  const slots = SLOTS.filter((slot) => start[slot].isThere || touched.includes(slot));
  const lines = [...slots.map((slot) => ({ [slot]: start[slot] })), { environment }, ...steps];
  return lines.map((line) => `\n      ${JSON.stringify(line, (_key, value) => value ?? null)}`).join("");
}
