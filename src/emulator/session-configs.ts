/** `/session_configs`: access policies that somebody has saved in the dashboard, for sessions to take over. */
import { z } from "zod";
import type { Answer, Call } from "./call";
import { pageOf, readBoolean } from "./call";
import { ApiError, badRequest } from "./errors";
import type { Project, StoredSessionConfig } from "./store";

const MAX_PAGE_SIZE = 100;

export function listSessionConfigs({ project, query, emulation }: Call): Answer {
  const search = (query.search ?? "").toLowerCase();
  if (!z.string().max(80).safeParse(search).success) throw badRequest("search must have at most 80 characters");
  const wanted = readBoolean("archived", query) ?? false;
  const found = [...project.sessionConfigs.values()].filter(
    ({ archived, name }) => archived === wanted && name.toLowerCase().includes(search),
  );
  const { items, next_cursor } = pageOf(found, { query, maximum: MAX_PAGE_SIZE, answers: emulation.answers });
  const summaries = items.map(({ description: _description, config: _config, ...summary }) => summary);
  // Unlike other lists, this one has no totals.
  return { status: 200, body: { items: summaries, next_cursor } };
}

export const getSessionConfig = ({ project, params: { id = "" } }: Call): Answer => ({
  status: 200,
  body: findSessionConfig(project, id, 404),
});

export function findSessionConfig(project: Project, id: string, status: 400 | 404): StoredSessionConfig {
  const found = project.sessionConfigs.get(id);
  if (found && !(found.archived && status === 400)) return found;
  const message = `Session config not found: ${id}`;
  throw new ApiError({ status, code: 94_311, slug: "SessionConfig_NotFound", message });
}
