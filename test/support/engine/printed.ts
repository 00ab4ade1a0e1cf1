/** The output of the running test's commands, for the message if it fails. */
export interface WithPrinted {
  /** In the order of their ends. The test environment empties it before each test. */
  printed?: Array<{ command: string; output: string }>;
}

export function keepPrinted(command: string, output: string): void {
  (globalThis as WithPrinted).printed?.push({ command, output });
}
