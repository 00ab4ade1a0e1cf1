/** A request that has waited is not sent when nobody is left who would learn of it. */
import { isPlugin } from "../../support/door";
import type { Declared } from "./project";
import { exactly, inProject, liveIds, whole } from "./project";

jest.setTimeout(300_000);

const github = { toolkit: "github" };
const notion = (secret: string) => ({
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials: { client_id: "app", client_secret: secret },
});

interface Waiting {
  what: string;
  before: Declared;
  declared: Declared;
  method: string;
}

const waitings: Waiting[] = [
  { what: "a create", before: {}, declared: { app: github }, method: "POST" },
  { what: "an update", before: { app: notion("s3cr3t-1") }, declared: { app: notion("s3cr3t-2") }, method: "PATCH" },
  { what: "a delete", before: { app: github }, declared: {}, method: "DELETE" },
];

const cases = waitings.slice(0, process.env.TEST_FULL === "1" ? undefined : 1);

it.concurrent.each(cases)(
  "does not send $what that the API has ordered to wait, and whose CLI was killed",
  inProject(async ({ project, emulator }, { before, declared, method }: Waiting) => {
    project.declare(before);
    await project.succeed("up");

    project.declare(declared);
    emulator.failNext({ kind: "status", status: 429, retryAfter: 2, method, path: "/auth_configs" });
    const since = emulator.requests.length;
    const tries = () => emulator.requests.slice(since).filter((request) => request.method === method);
    await project.kill({ signal: "SIGKILL", args: ["up"], when: () => tries().some(({ status }) => status === 429) });

    const failures = project.calls().flatMap(({ message }) => message ?? []);
    // The plugin's process has ended with its engine, and says nothing any more.
    const said = isPlugin ? [] : ["The Pulumi engine that asked for this is gone: nothing more is sent."];
    expect([tries().length, failures]).toEqual([1, said]);
    expect(liveIds(emulator)).toHaveLength(Object.keys(before).length);

    await project.succeed("up");
    await project.succeed("refresh --clear-pending-creates --expect-no-changes");
    expect(whole(project)).toEqual(exactly(Object.keys(declared), emulator));
  }),
);
