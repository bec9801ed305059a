import type { Page } from "playwright-core";

/** Longer than KeyTrail pauses between two redraws of its answers. */
const QUIET_MS = 400;

/**
 * Resolves once the rows of the side bar stay where they are. The row of a key moves from the other keys to the account
 * that answers for it, several times a second while first answers come, and VS Code draws moved rows into the elements
 * that are there: a click meant for one key would meet another row. So no answer may be awaited any more, which a row's
 * icon shows, and the rows must have been the same for as long as redraws may be apart.
 */
export async function settledTree(page: Page): Promise<void> {
  const seen = await page.evaluateHandle(() => ({ rows: "", since: 0 }));
  await page.waitForFunction(
    ({ before, quietMs }) => {
      const rows = [...document.querySelectorAll<HTMLElement>(".sidebar .monaco-list-row")];
      const isAwaited = rows.some((row) => row.querySelector(".codicon-loading") !== null);
      const now = rows.map((row) => `${row.style.top} ${row.textContent}`).join("\n");
      if (now !== before.rows) Object.assign(before, { rows: now, since: performance.now() });
      return rows.length > 0 && !isAwaited && performance.now() - before.since > quietMs;
    },
    { before: seen, quietMs: QUIET_MS },
    { polling: "raf" },
  );
}
