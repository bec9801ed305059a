import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("KeyTrail in VS Code", () => {
  it("activates", async () => {
    const extension = vscode.extensions.getExtension("keytrail.keytrail");
    assert.ok(extension, "the extension is there");
    await extension.activate();
    assert.ok(extension.isActive);
  });
});
