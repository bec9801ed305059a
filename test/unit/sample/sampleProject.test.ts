import assert from "node:assert/strict";
import { sampleProject } from "../../../src/sample/sampleProject";
import { sampleStory } from "../../../src/sample/sampleStory";

describe("The sample project", () => {
  const story = sampleStory();
  const { keys, ncloud } = story;
  const files = sampleProject(story);
  const everything = files.map(({ content }) => content).join("\n");

  it("has relative paths, each once", () => {
    const paths = files.map(({ path }) => path);
    assert.deepEqual(paths, [...new Set(paths)]);
    for (const path of paths) assert.match(path, /^(?!\/)[\w./-]+$/);
  });

  it("opens with a file that holds every key of Alibaba Cloud, and ends with one that holds those of NAVER Cloud", () => {
    for (const { id } of Object.values(keys)) assert.ok(files[0]!.content.includes(id), id);
    for (const { id } of Object.values(ncloud)) assert.ok(files.at(-1)!.content.includes(id), id);
  });

  it("has a hash that is the tag of no key", () => {
    const [, digest] = /sha256:([0-9a-f]{64})$/m.exec(everything) ?? [];
    assert.ok(digest !== undefined && !Object.values(ncloud).some(({ id }) => id === digest));
  });

  it("holds nothing that looks like a secret: only references to variables", () => {
    const ids = [...Object.values(keys), ...Object.values(ncloud)].map(({ id }) => id);
    const withoutIds = ids.reduce(
      (text, id) => text.replaceAll(id, ""),
      everything.replace(/sha256:\w+/, ""),
    );
    assert.doesNotMatch(withoutIds, /[A-Za-z0-9+/]{28,}/);
    for (const [, value] of everything.matchAll(/(?:secret|token)\w*\s*[:=]\s*(\S+)/gi)) {
      assert.match(value!, /^(\$\{\w+\}|var\.\w+)$/);
    }
  });

  it("has keys behind Chinese and Korean text and emoji, and one that is masked", () => {
    const lines = everything.split("\n");
    const hasKeyAfter = (pattern: RegExp, prefix = "LTAI"): boolean =>
      lines.some((line) => pattern.test(line.slice(0, Math.max(0, line.indexOf(prefix)))));
    assert.ok(hasKeyAfter(/\p{Script=Han}/u));
    assert.ok(hasKeyAfter(/\p{Script=Hangul}/u, "ncp_iam_"));
    assert.ok(hasKeyAfter(/\p{Script=Hangul}/u, ncloud.kmsUsed.id));
    assert.ok(hasKeyAfter(/\p{Extended_Pictographic}/u));
    assert.ok(everything.includes(`${keys.ci.id.slice(0, 20)}****`));
  });
});
