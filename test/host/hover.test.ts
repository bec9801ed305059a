import assert from "node:assert/strict";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import { newKey, requestsAbout, useCloud } from "./harness/clouds";
import { hoverOver, openFile, render } from "./harness/editors";
import { accountAt, set } from "./harness/settings";

describe("The hover over a key", () => {
  let cloud: SampleCloud;

  useCloud((own) => {
    cloud = own;
  });

  const keys = () => cloud.story.keys;

  /** The hover over an ID in a document of its own, with what a person reads of it. */
  const hoverOverId = async (id: string, text = `key = ${id}`) => {
    const hover = await hoverOver(await openFile(text), id);
    assert.ok(hover, "there is a hover");
    const html = await render(hover);
    return { hover, html, words: wordsOf(html) };
  };

  it("tells, for a key not known yet, all that the cloud knows, with exact times", async () => {
    const { words } = await hoverOverId(keys().ci.id);
    assert.match(words, /^In use: 3 hours ago, through Elastic Compute Service\n/);
    assert.match(words, /DescribeInstances from 203\.0\.113\.7 in cn-hangzhou/);
    assert.match(words, /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
    assert.match(words, /RAM user alice · account prod \(\d{16}\)/);
    assert.match(words, /Records since .+ · an hour or more behind · asked just now by account prod/);
  });

  it("says what is not known as plainly as what is", async () => {
    assert.match((await hoverOverId(keys().idle.id)).words, /^No use on record in the last 400 days\n/);
    assert.match((await hoverOverId(keys().stale.id)).words, /^Stale: last used 200 days ago/);
    assert.match((await hoverOverId(keys().elsewhere.id)).words, /^Not found in your account prod\n/);
    const denied = (await hoverOverId(keys().denied.id)).words;
    assert.match(denied, /^Access denied: needs actiontrail:GetAccessKeyLastUsedInfo\n/);
    assert.match(denied, /Nothing is known about the key's use\./);
    assert.match((await hoverOverId(keys().failing.id)).words, /^The look-up failed\n/);
  });

  it("says of a temporary key what it is, offers nothing, and asks nobody", async () => {
    const { words, html } = await hoverOverId(keys().temporary.id);
    assert.match(words, /^Temporary key \(STS\), not tracked\n/);
    assert.deepEqual(linksIn(html), []);
    assert.deepEqual(requestsAbout(cloud, keys().temporary.id), []);
  });

  it("may run four commands of ours about this key, and none that changes anything", async () => {
    const { id } = keys().ci;
    const { hover, html } = await hoverOverId(id);
    const names = ["showUsage", "copyUsage", "refreshKey", "openInConsole"].map((name) => `keytrail.${name}`);
    assert.deepEqual(hover.isTrusted, { enabledCommands: names });
    assert.ok(!hover.supportHtml && !hover.supportThemeIcons);
    const argument = encodeURIComponent(JSON.stringify([id]));
    assert.deepEqual(
      linksIn(html),
      names.map((name) => `command:${name}?${argument}`),
    );
  });

  it("shows names from the cloud and labels as they are typed: no link, no picture, no tag, no icon", async () => {
    const owner = { type: "ram-user", id: "1" };
    const [service] = keys().ci.services;
    assert.ok(service);
    for (const name of HOSTILE_NAMES) {
      const { id } = keys().idle;
      cloud.addKey({
        ...keys().ci,
        id,
        owner: { ...owner, name },
        services: [{ ...service, service: { ...service.service, en: name } }],
      });
      await set("keys", [{ id, label: name }]);
      await set("accounts", [accountAt(`prod ${HOSTILE_NAMES.indexOf(name)}`, cloud)]);
      const { html, words, hover } = await hoverOverId(id);
      assert.ok(words.includes(`through ${name} · ${name}`), words);
      assert.ok(words.includes(`RAM user ${name} ·`), words);
      assert.equal(linksIn(html).filter((link) => link.startsWith("command:keytrail.")).length, 4, html);
      assert.equal(linksIn(html).length, 4, html);
      assert.doesNotMatch(html, /<(img|script|iframe|b|h1|table|li|code|pre|hr|input)\b/i);
      assert.doesNotMatch(hover.value, /\$\(zap\)/);
    }
  });

  it("is only where the ID is", async () => {
    const document = await openFile(`key = ${keys().ci.id}`);
    assert.equal(await hoverOver(document, "key"), undefined);
  });

  it("is not there when it is switched off", async () => {
    await set("hover.enabled", false);
    const document = await openFile(`key = ${keys().ci.id}`);
    assert.equal(await hoverOver(document, keys().ci.id), undefined);
  });

  it("offers a look-up, and makes none, while nothing may be looked up by itself", async () => {
    await set("lookUp.automatic", false);
    const id = newKey(cloud, keys().ci);
    const { words, html } = await hoverOverId(id);
    assert.match(words, /^Not looked up yet\n/);
    assert.match(linksIn(html)[0] ?? "", /^command:keytrail\.refreshKey\?/);
    assert.deepEqual(requestsAbout(cloud, id), []);
  });

  it("does not wait for the answer about another key", async () => {
    const slow = newKey(cloud, keys().stale);
    cloud.misbehave({ kind: "delay", ms: 1500, accessKey: slow });
    const document = await openFile(`${slow}\n${keys().ci.id}`);
    let slowCame = false;
    const other = hoverOver(document, slow).then(() => (slowCame = true));
    assert.match(wordsOf(await render((await hoverOver(document, keys().ci.id))!)), /^In use/);
    assert.equal(slowCame, false);
    await other;
  });
});

const HOSTILE_NAMES = [
  "[x](command:workbench.action.quit)",
  "<img src=x onerror=alert(1)>",
  "https://evil.example/?q=1",
  "$(zap) **bold** `code`",
  "![x](https://evil.example/x.png)",
  "www.evil.example me@evil.example",
  "| a | &lt;b&gt; <!-- --> \\",
];

/** What a person reads: the text of each paragraph on a line. */
function wordsOf(html: string): string {
  return html
    .replaceAll(/\s*<\/p>\s*/g, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
}

function linksIn(html: string): readonly string[] {
  return Array.from(html.matchAll(/<a\b[^>]*?\bhref="([^"]*)"/g), ([, href]) => href ?? "");
}
