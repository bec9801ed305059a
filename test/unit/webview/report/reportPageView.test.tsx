import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import type { ReportPage } from "../../../../src/shared/reportPage";
import { ReportPageView } from "../../../../src/webview/report/reportPageView";
import { UNTOUCHED_REPORT, type ReportUi } from "../../../../src/webview/report/uiState";
import { REPORT, reportMessage, REPORTS, REPORT_STRINGS, rowOf } from "./reportPages";

function markup(page: ReportPage | undefined, ui: Partial<ReportUi> = {}): string {
  const handlers = { change: () => undefined, ask: () => undefined };
  const shown = page && reportMessage(page);
  return render(<ReportPageView shown={shown} ui={{ ...UNTOUCHED_REPORT, ...ui }} handlers={handlers} />);
}

const rowsIn = (html: string) => html.match(/class="key-row"/g)?.length ?? 0;
const dotsIn = (html: string) => html.match(/class="dot /g)?.length ?? 0;

describe("The report's page", () => {
  it("has a row and a dot for each key that is chosen", () => {
    assert.deepEqual([rowsIn(markup(REPORT)), dotsIn(markup(REPORT))], [18, 18]);
    const stale = markup(REPORT, { verdicts: ["stale"] });
    assert.deepEqual([rowsIn(stale), dotsIn(stale)], [2, 2]);
    assert.match(stale, /2 of 18/);
  });

  it("draws many keys as dots, and their rows by and by", () => {
    const html = markup(REPORTS.many);
    assert.deepEqual([rowsIn(html), dotsIn(html)], [200, 600]);
    assert.match(html, /Show more/);
    assert.equal(rowsIn(markup(REPORTS.many, { shown: 800 })), 600);
  });

  it("says which column it is sorted by, and which verdicts are chosen", () => {
    const html = markup(REPORT, { sort: { column: "key", descending: true }, verdicts: ["stale"] });
    assert.equal(html.match(/aria-sort="descending"/g)?.length, 1);
    assert.match(html, /aria-sort="descending"[^]*?Key/);
    assert.equal(html.match(/aria-pressed="true"/g)?.length, 1);
  });

  it("says 'none on record' only of a key whose whole answer holds no use", () => {
    const page = (outcome: "none" | "denied") => ({ ...REPORT, rows: [rowOf(outcome, "a")] });
    assert.match(markup(page("none")), /none on record/);
    assert.doesNotMatch(markup(page("denied")), /none on record/);
    assert.match(markup(page("denied")), /not known/);
  });

  it("offers to stop while it looks up, and to refresh otherwise", () => {
    const busy = markup(REPORTS.busy);
    assert.match(busy, /Looking up: 12 of 40/);
    assert.match(busy, />Stop</);
    assert.doesNotMatch(busy, />Refresh</);
    assert.match(markup(REPORT), />Refresh</);
  });

  it("has its own shape before the host has spoken, and before the first keys are known", () => {
    assert.match(markup(undefined), /aria-busy="true"[^]*skeleton/);
    assert.match(markup(REPORTS.first), /skeleton/);
  });

  it("says what to do where there is no key, and how to see all where none fits", () => {
    assert.ok(markup(REPORTS.empty).includes(REPORT_STRINGS.noKeys));
    const none = markup(REPORT, { filter: "nothing has this" });
    assert.ok(none.includes(REPORT_STRINGS.noKeyMatches) && none.includes(REPORT_STRINGS.clearFilter));
  });

  it("leaves out the axis of ages where none is known", () => {
    assert.ok(!markup(REPORTS.ageless).includes(REPORT_STRINGS.ageAxis));
    assert.ok(markup(REPORT).includes(REPORT_STRINGS.ageUnknown));
  });

  it("shows a name as it is typed", () => {
    const html = markup({ ...REPORT, rows: [rowOf("used", "<img src=x>", { owner: "<b>", ageDays: 1 })] });
    assert.doesNotMatch(html, /<img|<b>/);
    assert.match(html, /&lt;img/);
  });
});
