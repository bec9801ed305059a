import { findSourceMap } from "node:module";

/**
 * A stack that points at the sources of the bundled tests. Node would do it by itself, but VS Code puts its own
 * `Error.prepareStackTrace` in the way.
 */
export function sourceStack(stack: string): string {
  return stack.replace(
    /([^\s()]+\.test\.js):(\d+):(\d+)/g,
    (place: string, file: string, line: string, column: string) => {
      const entry = findSourceMap(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (entry === undefined || !("originalSource" in entry)) return place;
      return `${entry.originalSource.replace(/^file:\/\//, "")}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    },
  );
}
