import path from "node:path";
import type { RootHookObject } from "mocha";
import { closeBrowser, openWorkbenches } from "./workbench";

/** Around every UI test: a picture of each window when it fails, and one browser for all, closed at the end. */
export const mochaHooks: RootHookObject = {
  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    if (test?.state !== "failed") return;
    const name = test.fullTitle().replace(/[^\p{L}\p{N}]+/gu, "-");
    for (const [index, workbench] of [...openWorkbenches].entries()) {
      const file = path.join("artifacts", "failures", `${name}-${index + 1}.png`);
      await workbench.page.screenshot({ path: file });
    }
  },
  async afterAll() {
    for (const workbench of openWorkbenches) await workbench.close();
    await closeBrowser();
  },
};
