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
    const times = requests.map(({ at }) => at);
    for (const [index, at] of times.entries()) {
      const next = times[index + 20];
      // They leave at least a second apart; on the way they may catch up a little.
      if (next !== undefined)
        assert.ok(next - at > 900, `request ${index + 20} came ${next - at} ms after ${index}`);
    }
  });
});
