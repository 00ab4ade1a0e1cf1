/** For what differs from another test in one step alone, and for what takes a process a case. */
export const inFullRun = process.env.TEST_FULL === "1" ? it : it.skip;
