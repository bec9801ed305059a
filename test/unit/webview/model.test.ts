import assert from "node:assert/strict";
import { findDetail, newModel, requestsAfter, update, type PageEvent } from "../../../src/webview/model";
import { UNTOUCHED } from "../../../src/webview/uiState";
import { EVENTS, events, KEY, PAGES, showMessage, USED } from "./pages";

const OPEN_ECS: PageEvent = { type: "toggleRow", code: "Ecs" };
const ASK_ECS = { type: "loadDetail", service: "Ecs", kind: "events", after: 0 } as const;

const after = (...happened: readonly PageEvent[]) => happened.reduce(update, newModel(undefined, UNTOUCHED));

describe("the page's model", () => {
  it("asks for what stands open and is not known, once", () => {
    const opened = after(showMessage(USED), OPEN_ECS);
    assert.deepEqual(requestsAfter(OPEN_ECS, opened), [ASK_ECS]);
    assert.deepEqual(requestsAfter(OPEN_ECS, update(opened, { type: "asked", request: ASK_ECS })), []);
  });

  it("asks for nothing that is closed, known, gone or failed", () => {
    assert.deepEqual(requestsAfter(OPEN_ECS, after(showMessage(USED))), []);
    assert.deepEqual(requestsAfter(OPEN_ECS, after(showMessage(USED, [events()]), OPEN_ECS)), []);
    assert.deepEqual(requestsAfter(OPEN_ECS, after(OPEN_ECS)), [], "before the host has spoken");
    assert.deepEqual(requestsAfter(OPEN_ECS, after(showMessage(PAGES.none), OPEN_ECS)), []);
    assert.deepEqual(
      requestsAfter(OPEN_ECS, after(showMessage(USED), { type: "toggleRow", code: "Gone" })),
      [],
    );
    const failed = events({ rows: [], more: false, problem: { message: "Busy.", retryable: true } });
    assert.deepEqual(requestsAfter(OPEN_ECS, after(showMessage(USED, [failed]), OPEN_ECS)), []);
  });

  it("asks again for what stands open when a new answer has come", () => {
    const answer = showMessage(USED);
    const answered = after(showMessage(USED, [events()]), OPEN_ECS, answer);
    assert.deepEqual(requestsAfter(answer, answered), [{ ...ASK_ECS, unasked: true }]);
  });

  it("says of a request whether a click asked for it, or only a row that stands open from before", () => {
    const answer = showMessage(USED);
    assert.deepEqual(requestsAfter(OPEN_ECS, after(answer, OPEN_ECS)), [ASK_ECS]);
    const tab = { type: "selectTab", code: "Ecs", tab: "addresses" } as const;
    const asked = requestsAfter(tab, after(answer, OPEN_ECS, tab));
    assert.deepEqual(asked, [{ ...ASK_ECS, kind: "addresses" }]);
    assert.deepEqual(requestsAfter(answer, after(OPEN_ECS, answer)), [{ ...ASK_ECS, unasked: true }]);
  });

  it("keeps the rows it has while the next page is loaded or tried again", () => {
    const failed = events({ problem: { message: "Busy.", retryable: true } });
    const model = after(showMessage(USED, [failed]), {
      type: "asked",
      request: { ...ASK_ECS, after: EVENTS.length },
    });
    assert.deepEqual(findDetail(model.details, "Ecs", "events"), events({ loading: true }));
  });

  it("replaces a detail and leaves the others", () => {
    const addresses = events({ kind: "addresses" });
    const model = after(showMessage(USED, [events(), addresses]), {
      type: "detail",
      detail: events({ rows: [] }),
    });
    assert.deepEqual(findDetail(model.details, "Ecs", "events")?.rows, []);
    assert.deepEqual(findDetail(model.details, "Ecs", "addresses"), addresses);
  });

  it("keeps what the person did when the same page is sent again", () => {
    const model = after(
      showMessage(USED),
      OPEN_ECS,
      { type: "filter", text: "e" },
      showMessage(PAGES.refreshing),
    );
    assert.equal(model.ui.filter, "e");
    assert.equal(model.ui.open.length, 1);
  });

  it("drops what was done to another key's page", () => {
    const other = { ...showMessage(USED), restore: { ...KEY, id: "another" } };
    assert.deepEqual(after(showMessage(USED), OPEN_ECS, other).ui, UNTOUCHED);
    const saved = newModel(KEY, { ...UNTOUCHED, filter: "oss" });
    assert.equal(update(saved, showMessage(USED)).ui.filter, "oss");
    assert.equal(update(saved, other).ui.filter, "");
  });
});

describe("what a screen reader is told", () => {
  it("is the answer when it comes, and what the page waits for until then", () => {
    const loading = after(showMessage(PAGES.loading));
    assert.equal(loading.announcement, "Asking account prod.");
    assert.equal(update(loading, showMessage(USED)).announcement, USED.answer.headline);
    assert.match(
      after(showMessage(PAGES.failed)).announcement,
      /^In use: .+did not answer within 30 seconds/,
    );
  });

  it("is nothing new when only the age of the answer has changed", () => {
    const older = { ...USED, answer: { ...USED.answer, headline: "In use: 4 hours ago" } };
    assert.equal(after(showMessage(USED), showMessage(older)).announcement, USED.answer.headline);
  });
});
