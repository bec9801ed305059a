import assert from "node:assert/strict";
import { newKey, startCloud, tidyUp } from "./harness/clouds";
import { lensesOf, openFile } from "./harness/editors";
import { accountAt, set } from "./harness/settings";
import { until } from "./harness/until";

describe("A file with 200 keys", () => {
  afterEach(tidyUp);

  it("causes 200 look-ups, none twice, at no more than 20 in a second", async function () {
    this.timeout(40_000);
    this.slow(15_000);
    const cloud = await startCloud();
    const keys = Array.from({ length: 200 }, () => newKey(cloud, cloud.story.keys.ci));
    await set("accounts", [accountAt("many", cloud)]);
    // Each ID twice, and in a second file too.
    const document = await openFile([...keys, ...keys].join("\n"));
    await openFile(keys.join(","));
    await until(async () =>
      (await lensesOf(document)).every(({ title }) => title.startsWith("Last used")) ? true : undefined,
    );

    const requests = cloud.requests.filter(({ accessKey }) => keys.includes(accessKey ?? ""));
    assert.deepEqual(requests.map(({ accessKey }) => accessKey).sort(), [...keys].sort());
    const [first = 0, ...later] = requests.map(({ at }) => at);
    for (const [index, at] of later.entries()) {
      const second = Math.floor((index + 1) / 20);
      // They leave in time; this very process, which counts them as they arrive, may have been busy meanwhile.
      assert.ok(at - first > second * 1000 - 700, `request ${index + 2} came after ${at - first} ms`);
    }
  });
});
