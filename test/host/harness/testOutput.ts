/** Starts each line that the host tests print, so that it can be told from what VS Code prints in the same place. */
export const TEST_OUTPUT = "[test] ";
