import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import type { ToPage } from "../../../src/shared/panelMessages";
import type { ServiceRow } from "../../../src/shared/usagePage";
import { newModel, update, type PageEvent } from "../../../src/webview/model";
import { Page } from "../../../src/webview/page";
import { UNTOUCHED } from "../../../src/webview/uiState";
import { EVENTS, events, PAGES, POLICY, RAW, ROWS, showMessage, STRINGS, USED } from "./pages";

const OPEN_ECS: PageEvent = { type: "toggleRow", code: "Ecs" };
const HANDLERS = { change: () => undefined, ask: () => undefined };

function markup(...happened: readonly PageEvent[]): string {
  const model = happened.reduce(update, newModel(undefined, UNTOUCHED));
  return renderToString(<Page model={model} handlers={HANDLERS} />);
}

/** What a person reads: the text nodes, without what is only for the other sense. */
function text(html: string): string {
  return withoutAttributeValues(html)
    .replace(/<[^>]*>/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");
}

/** An attribute's value may hold a `>`; a text node has no `"` (it is escaped), so this leaves the text alone. */
function withoutAttributeValues(html: string): string {
  return html.replace(/"[^"]*"/g, '""');
}

function count(html: string, pattern: RegExp): number {
  return [...html.matchAll(pattern)].length;
}

describe("the usage page", () => {
  it("has its own shape, greyed and marked as busy, before the host has spoken", () => {
    const html = markup();
    assert.match(html, /<main aria-busy="true">/);
    assert.equal(text(html).trim(), "");
    assert.match(html, /class="bone/);
  });

  it("says the answer first: the sentence, what it rests on, how far the records reach", () => {
    const read = text(markup(showMessage(USED)));
    const order = [
      USED.keyText,
      "ci deploy",
      "RAM user alice",
      USED.answer.headline,
      ...USED.answer.lines,
      USED.answer.footnote,
      STRINGS.servicesTitle,
    ];
    const places = order.map((sentence) => read.indexOf(sentence, read.indexOf(USED.keyText)));
    assert.ok(!places.includes(-1), read);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
  });

  it("shows each outcome by a shape of its own, not by colour alone", () => {
    const shapes = (["used", "stale", "none", "notFound", "denied"] as const).map((name) => {
      const [, shape] = /<svg class="mark[^>]*>(.*?)<\/svg>/.exec(markup(showMessage(PAGES[name]))) ?? [];
      return shape;
    });
    assert.ok(!shapes.includes(undefined));
    assert.equal(new Set(shapes).size, shapes.length);
  });

  it("lists the services in a table that names its columns and says how it is sorted", () => {
    const html = markup(showMessage(USED));
    assert.equal(count(html, /<tr class="service">/g), ROWS.length);
    assert.equal(count(html, /<th scope="col"/g), 5);
    assert.equal(count(html, /<th scope="row"/g), ROWS.length);
    assert.match(html, /class="c-when" aria-sort="descending"/);
    const byName = markup(showMessage(USED), { type: "sort", column: "service" });
    assert.match(byName, /class="c-service" aria-sort="ascending"/);
    assert.match(byName, /class="c-when" aria-sort="none"/);
  });

  it("shows with each service its time, event, address, region and source", () => {
    const read = text(markup(showMessage(USED)));
    for (const fact of [
      "yesterday",
      "19 Nov 2026, 14:03",
      "PutObject",
      "203.0.113.7 · cn-hangzhou",
      "data event",
    ]) {
      assert.ok(read.includes(fact), fact);
    }
  });

  it("draws no dot for a service whose last use has no time", () => {
    const html = markup(showMessage(USED));
    assert.equal(count(html, /class="track-dot"/g), ROWS.filter((row) => row.ageMs !== undefined).length);
    assert.doesNotMatch(html, /NaN|undefined/);
  });

  it("counts what the filter leaves, and offers to clear one that leaves nothing", () => {
    const some = text(markup(showMessage(USED), { type: "filter", text: "storage" }));
    assert.ok(some.includes("1 of 6"));
    const html = markup(showMessage(USED), { type: "filter", text: "<b>" });
    assert.ok(text(html).includes("No service matches “<b>”. Clear the filter"));
    assert.doesNotMatch(html, /<table/);
  });

  it("keeps the last answer on the page while it is asked for again", () => {
    const html = markup(showMessage(PAGES.refreshing));
    assert.ok(text(html).includes("Asking account prod again."));
    assert.equal(count(html, /<tr class="service">/g), ROWS.length);
    assert.match(html, /<main aria-busy="true"/);
  });

  it("shows no table where there is none to show", () => {
    for (const page of [PAGES.none, PAGES.denied, PAGES.notFound, PAGES.loading, PAGES.failed]) {
      assert.doesNotMatch(markup(showMessage(page)), /<table/, page.answer.headline);
    }
    assert.ok(text(markup(showMessage(PAGES.none))).includes("No use on record in the last 400 days"));
    assert.match(markup(showMessage(PAGES.loading)), /table-skeleton/);
  });

  it("shows with a missing permission the request ID and the policy to copy, and no retry", () => {
    const read = text(markup(showMessage(PAGES.denied)));
    assert.ok(read.includes("Request ID 7B3E1F52-55C4"));
    assert.ok(read.includes(POLICY.replace(/\s+/g, " ")));
    assert.ok(read.includes(STRINGS.copyPolicy));
    assert.ok(!read.includes(STRINGS.retry));
  });

  it("offers another try where one may help", () => {
    const read = text(markup(showMessage(PAGES.failed)));
    assert.ok(read.includes("did not answer within 30 seconds"));
    assert.equal(count(read, /Retry/g), 2, "for the answer and for the services");
  });

  it("offers only the actions that the host offers", () => {
    assert.ok(!text(markup(showMessage(PAGES.notFound))).includes(STRINGS.copyAsJson));
  });
});

describe("an open service", () => {
  it("is tied to its button and has its tabs, of which one is selected and in the tab order", () => {
    const html = markup(showMessage(USED, [events()]), OPEN_ECS);
    const [, controls] = /aria-expanded="true" aria-controls="([^"]+)"/.exec(html) ?? [];
    assert.ok(controls !== undefined && html.includes(`<td colspan="5" id="${controls}"`), html);
    assert.equal(count(html, /role="tab"/g), 3);
    assert.equal(count(html, /aria-selected="true"/g), 1);
    assert.equal(count(html, /role="tab"[^>]*tabindex="0"/g), 1);
    assert.equal(
      count(html, /aria-expanded="false" class="expand"|class="expand" aria-expanded="false"/g),
      5,
    );
  });

  it("has no two elements of one ID, however many are open", () => {
    const html = markup(
      showMessage(USED, [events()]),
      ...ROWS.map(({ code }): PageEvent => ({ type: "toggleRow", code })),
      { type: "toggleRaw", code: "Ecs", record: "latest" },
      { type: "toggleRaw", code: "Ecs", record: "events/0" },
      { type: "toggleRaw", code: "Ecs", record: "events/1" },
    );
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.ok(ids.length > ROWS.length * 5);
    assert.equal(new Set(ids).size, ids.length);
    for (const [, id] of html.matchAll(/aria-(?:controls|labelledby)="([^"]+)"/g))
      assert.ok(ids.includes(id), id);
  });

  it("lists what is known and says how many only when no further page can change that", () => {
    const more = text(markup(showMessage(USED, [events()]), OPEN_ECS));
    assert.ok(EVENTS.every(({ name }) => more.includes(name)));
    assert.ok(more.includes(STRINGS.showMore));
    assert.ok(!more.includes("Events 3"));
    const all = text(markup(showMessage(USED, [events({ more: false })]), OPEN_ECS));
    assert.ok(all.includes("Events 3"), all);
    assert.ok(!all.includes(STRINGS.showMore));
  });

  it("says that nothing is recorded in detail, and only when that is certain", () => {
    const says = (changes: Parameters<typeof events>[0]) =>
      text(markup(showMessage(USED, [events({ rows: [], ...changes })]), OPEN_ECS)).includes(
        STRINGS.notRecordedInDetail,
      );
    assert.equal(says({ more: false }), true);
    assert.equal(says({ more: true }), false, "an empty page with a next one");
    assert.equal(says({ more: false, loading: true }), false);
    assert.equal(says({ more: false, problem: { message: "Busy.", retryable: true } }), false);
  });

  it("shows what failed beside the rows it already has", () => {
    const failed = events({ problem: { message: "The cloud is busy.", requestId: "42", retryable: true } });
    const read = text(markup(showMessage(USED, [failed]), OPEN_ECS));
    assert.ok(EVENTS.every(({ name }) => read.includes(name)));
    assert.ok(read.includes("The cloud is busy. Request ID 42 Retry"), read);
  });

  it("shows the cloud's record of one entry on request", () => {
    const shown: readonly PageEvent[] = [showMessage(USED, [events()]), OPEN_ECS];
    assert.doesNotMatch(markup(...shown), /<pre/);
    const html = markup(...shown, { type: "toggleRaw", code: "Ecs", record: "events/1" });
    assert.equal(count(html, /<pre/g), 1);
    assert.ok(text(html).includes(RAW.replace(/\s+/g, " ")));
  });
});

describe("text from the cloud", () => {
  const HOSTILE = `<img src=x onerror=alert(1)> [x](command:evil) &amp; {0} $& "'`;

  it("is shown as typed, wherever it stands", () => {
    const row: ServiceRow = {
      code: HOSTILE,
      name: HOSTILE,
      tone: "used",
      ageMs: 1,
      relative: HOSTILE,
      absolute: HOSTILE,
      source: HOSTILE,
      event: HOSTILE,
      ip: HOSTILE,
      region: HOSTILE,
      raw: HOSTILE,
    };
    const message: ToPage = showMessage(
      {
        ...USED,
        label: HOSTILE,
        ownerLine: HOSTILE,
        answer: {
          ...USED.answer,
          headline: HOSTILE,
          lines: [HOSTILE],
          problem: { message: HOSTILE, requestId: HOSTILE, policy: HOSTILE, retryable: true },
        },
        services: { state: "listed", rows: [row] },
      },
      [
        events({
          service: HOSTILE,
          rows: [
            { name: HOSTILE, resourceType: HOSTILE, relative: HOSTILE, absolute: HOSTILE, raw: HOSTILE },
          ],
        }),
      ],
    );
    const html = markup(
      message,
      { type: "toggleRow", code: HOSTILE },
      { type: "toggleRaw", code: HOSTILE, record: "latest" },
    );
    assert.doesNotMatch(withoutAttributeValues(html), /<img|<a\b|<[^>]*\s(?:href|on\w+)=/);
    const shown = text(html).split(HOSTILE).length - 1;
    assert.ok(shown >= 20, `${shown} times`);
    assert.ok(text(html).includes(`Request ID ${HOSTILE}`), "not filled in a second time");
  });

  it("is never markup's own: the page has no inline style, script or handler for a policy to forbid", () => {
    const html = markup(showMessage(USED, [events()]), OPEN_ECS);
    assert.doesNotMatch(html, /style=|<script|<style|\son[a-z]+=/);
  });
});
