/** `/_emulator`: what a test in another process can ask for. Behind the API key, like everything else. */
import { showAuthConfig } from "./auth-config-item";
import { ApiError, envelope, notEmulated } from "./errors";
import type { KeyCheck } from "./operations";
import { checkFault } from "./options";
import type { Running } from "./running";
import type { Project } from "./store";

interface Request {
  method: string;
  path: string;
  body: unknown;
  key: KeyCheck;
}

export const isControl = (path: string): boolean => path.startsWith("/_emulator/");

export function answerControl(running: Running, { method, path, body, key }: Request): Response {
  if (!key.project) return refuse(key.refusal ?? notEmulated(method, path));
  const controls: Record<string, ((running: Running, project: Project, body: unknown) => unknown) | undefined> = {
    "GET /_emulator/requests": () => ({ requests: running.requests }),
    "GET /_emulator/auth-configs": listMasked,
    "GET /_emulator/faults": () => ({ faults: running.faults.waiting() }),
    "POST /_emulator/faults": addFaults,
    "DELETE /_emulator/faults": () => running.faults.clear(),
    "POST /_emulator/reset": () => running.reset(),
  };
  const control = controls[`${method} ${path}`];
  if (!control) return refuse(notEmulated(method, path));
  try {
    return Response.json(control(running, key.project, body) ?? {});
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse(new ApiError({ status: 400, code: 90400, slug: "Emulator_BadRequest", message }));
  }
}

/** Deleted ones too, but masked: unmasked values are for the process that started the emulator. */
const listMasked = ({ emulation }: Running, project: Project): unknown => ({
  auth_configs: [...project.authConfigs.values()].map((config) => ({
    ...showAuthConfig(config, { emulation, project }),
    deleted: config.deleted,
  })),
});

/** One fault, or a list of them. */
function addFaults({ faults }: Running, _project: Project, body: unknown): void {
  for (const fault of [body].flat().map(checkFault)) faults.add(fault);
}

const refuse = (error: ApiError): Response => Response.json(envelope(error), { status: error.status });
