import assert from "node:assert/strict";
import { ignoreReason } from "../../../../src/core/findings/ignoreComment";

/** The reason for the place of `@`. */
const reason = (text: string): string | undefined => ignoreReason(text, text.indexOf("@"));

describe("A keytrail-ignore comment", () => {
  it("dismisses what stands on its line, in whatever way the language writes comments", () => {
    assert.equal(reason(`id = "@" # keytrail-ignore: docs sample`), "docs sample");
    assert.equal(reason(`id = "@"; // keytrail-ignore: docs sample\r\nnext`), "docs sample");
    assert.equal(reason(`<a id="@"> <!-- keytrail-ignore: docs sample -->`), "docs sample");
    assert.equal(reason(`/* keytrail-ignore: docs sample */ id = "@"`), "docs sample");
  });

  it("dismisses what stands on the next line, when it has its own line to itself", () => {
    assert.equal(reason(`# keytrail-ignore: old\nid = @`), "old");
    assert.equal(reason(`  {/* keytrail-ignore: old */}\r\n  id = @`), "old");
    assert.equal(reason(`-- keytrail-ignore: old\n@`), "old");
    assert.equal(reason(`REM keytrail-ignore: old\n@`), "old");
  });

  it("behind code, is about that code and not about the next line", () => {
    assert.equal(reason(`a = 1 # keytrail-ignore: old\nid = @`), undefined);
  });

  it("reaches no further", () => {
    assert.equal(reason(`# keytrail-ignore: old\n\nid = @`), undefined);
    assert.equal(reason(`id = @\n# keytrail-ignore: old`), undefined);
  });

  it("counts for nothing without a reason", () => {
    assert.equal(reason(`id = @ # keytrail-ignore:`), undefined);
    assert.equal(reason(`id = @ /* keytrail-ignore: */`), undefined);
    assert.equal(reason(`id = @ # keytrail-ignore`), undefined);
  });
});
