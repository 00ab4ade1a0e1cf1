import { ownersIn } from "../../src/automation/lock";
import { cleanFailures, reasonIn } from "../../src/automation/messages";

const clean = (message: string, env: Record<string, string> = {}) => cleanFailures([{ message }], env)[0]?.message;

describe("a message for a program", () => {
  it.each([
    ["Could not create it. Run `pulumi up` again.", "Could not create it."],
    [
      "The API answered 500. It may have been made all the same: run `pulumi up` again, which looks for it by its mark.",
      "The API answered 500. It may have been made all the same.",
    ],
    ["a first line\n    at file.ts:1\n", "a first line"],
    ["Set COMPOSIO_API_KEY.", "Set COMPOSIO_API_KEY."],
    [
      "Running program 'x' failed:\n  source\n  ^\n  TypeError: no\n  at y",
      "Running program 'x' failed: TypeError: no",
    ],
  ])("%j becomes %j", (message, expected) => {
    expect(clean(message)).toBe(expected);
  });

  it.each([
    { what: "a whole value", env: { A: "s3cr3t-4720" }, message: "it is s3cr3t-4720!", expected: "it is [secret]!" },
    { what: "a part of it", env: { A: "s3cr3t-4720-abc" }, message: 'near "cr3t-4720-a"', expected: 'near "[secret]"' },
    { what: "a short value", env: { A: "4720" }, message: "pin 4720", expected: "pin [secret]" },
    { what: "a leaf of JSON", env: { A: '{"a":["s3cr3t-4720"]}' }, message: "s3cr3t-4720", expected: "[secret]" },
    {
      what: "no name in JSON",
      env: { A: '{"clientId":"x"}' },
      message: "clientId is missing",
      expected: "clientId is missing",
    },
    {
      what: "no common word",
      env: { A: "notion-app-of-acme" },
      message: "notion: refused",
      expected: "notion: refused",
    },
    {
      what: "each occurrence",
      env: { A: "s3cr3t-1", B: "s3cr3t-2" },
      message: "s3cr3t-1 s3cr3t-2",
      expected: "[secret] [secret]",
    },
  ])("holds $what of the environment", ({ env, message, expected }) => {
    expect(clean(message, env as Record<string, string>)).toBe(expected);
  });
});

it("takes the CLI's own reason, one line of it", () => {
  expect(reasonIn("warning: old\nerror: passphrase must be set\nmore")).toBe("passphrase must be set");
  expect(reasonIn("")).toBe("Pulumi ended with an error before its engine began");
});

it("reads the owners of all locks that the CLI names", () => {
  const said = `error: the stack is currently locked by 2 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.
  s3://state/.pulumi/locks/organization/p/acme/a.json?region=us-east-1: created by me@host-1 (pid 7) at 2026-11-28T17:00:00Z
  s3://state/.pulumi/locks/organization/p/acme/b.json?region=us-east-1: created by DOMAIN\\a user@host-2 (pid 8) at 2026-11-28T18:00:00+01:00`;
  expect(ownersIn(said)).toEqual([
    { user: "me", host: "host-1", pid: 7, since: new Date("2026-11-28T17:00:00Z") },
    { user: "DOMAIN\\a user", host: "host-2", pid: 8, since: new Date("2026-11-28T17:00:00Z") },
  ]);
  expect(ownersIn("error: created by me@host (pid 7) at 2026-11-28T17:00:00Z")).toEqual([]);
});
