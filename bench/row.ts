/** One line of the benchmark's table. */
export interface BenchRow {
  readonly what: string;
  readonly measured: string;
  /** "–" where there is none: the figure is there to compare others with. */
  readonly goal: string;
  readonly met: boolean;
}

/** The rows as a Markdown table, to print and to paste. */
export function asTable(rows: readonly BenchRow[]): string {
  const lines = rows.map(
    ({ what, measured, goal, met }) =>
      `| ${what} | ${measured} | ${goal} | ${goal === "–" ? goal : met ? "yes" : "NO"} |`,
  );
  return ["| what | measured | goal | met |", "| --- | --- | --- | --- |", ...lines].join("\n");
}
