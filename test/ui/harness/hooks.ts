import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { RootHookObject } from "mocha";
import { closeBrowser, openWorkbenches } from "./workbench";

/** The pictures that the README shows; `KEYTRAIL_UPDATE_IMAGES=1 npm run test:ui` takes them anew. */
const README_IMAGES = ["editor-dark", "editor-light", "usage-dark", "usage-light", "ncloud-kms-page"];

/** Around the UI tests: a picture of each window when one fails, and one browser for all, closed at the end. */
export const mochaHooks: RootHookObject = {
  async beforeAll() {
    // A picture of an earlier run must not pass for one of this run.
    await rm(path.join("artifacts", "screenshots"), { recursive: true, force: true });
    await rm(path.join("artifacts", "failures"), { recursive: true, force: true });
  },
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
    if (process.env["KEYTRAIL_UPDATE_IMAGES"] === "1") await updateReadmeImages();
  },
};

async function updateReadmeImages(): Promise<void> {
  const target = path.join("docs", "images");
  await mkdir(target, { recursive: true });
  for (const name of README_IMAGES) {
    await copyFile(path.join("artifacts", "screenshots", `${name}.png`), path.join(target, `${name}.png`));
  }
}
