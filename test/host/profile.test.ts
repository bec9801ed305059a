import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import type * as vscode from "vscode";
import type { SampleAccount, SampleCloud } from "../../src/sample/sampleCloud";
import { newKey, requestsAbout, startCloud, tidyUp } from "./harness/clouds";
import { openFile, titlesOf } from "./harness/editors";
import { lookUp } from "./harness/extension";
import { accountAt, set } from "./harness/settings";
import { until } from "./harness/until";

const CONFIG = path.join(homedir(), ".aliyun", "config.json");

describe("An account whose credentials are a profile of the aliyun command", function () {
  this.timeout(30_000);
  let cloud: SampleCloud;
  let prod: SampleAccount;
  let dev: SampleAccount;

  before(function () {
    // Desktop VS Code on Windows and macOS needs the real home folder, and that is not for tests to write in.
    if (path.relative(tmpdir(), homedir()).startsWith("..")) this.skip();
  });
  beforeEach(async () => {
    cloud = await startCloud();
    prod = cloud.accounts[0]!;
    dev = cloud.accounts[1]!;
    await set("accounts", [{ ...accountAt("cli", cloud), credentials: "profile:work" }]);
  });
  afterEach(async () => {
    await tidyUp();
    await rm(path.dirname(CONFIG), { recursive: true, force: true });
  });

  const writeProfiles = async (text: string): Promise<void> => {
    await mkdir(path.dirname(CONFIG), { recursive: true });
    await writeFile(CONFIG, text);
  };
  const profileOf = ({ accessKeyId, accessKeySecret }: SampleAccount, more: object = {}) =>
    JSON.stringify({
      current: "work",
      profiles: [
        { name: "work", mode: "AK", access_key_id: accessKeyId, access_key_secret: accessKeySecret, ...more },
      ],
    });
  const line = (document: vscode.TextDocument, wanted: RegExp) =>
    until(async () => (await titlesOf(document)).find((title) => wanted.test(title)));

  it("is asked with what the profile holds", async () => {
    await writeProfiles(profileOf(prod));
    const usage = await lookUp(newKey(cloud, cloud.story.keys.ci));
    assert.equal(usage.outcome, "used");
    assert.equal(usage.account, "cli");
  });

  it("says what is wrong with the file, and what to do, without quoting it", async () => {
    const secret = prod.accessKeySecret;
    const cases: readonly (readonly [text: string | undefined, words: RegExp])[] = [
      [undefined, /There is no .+config\.json/],
      ["{ profiles: [ oops", /config\.json/],
      [`${profileOf(prod)}}`, /config\.json/],
      ['{"profiles":[]}', /\bwork\b/],
      [profileOf(prod, { mode: "Telepathy" }), /Telepathy|work/],
      [profileOf(prod, { access_key_secret: "" }), /secret/i],
      ["", /config\.json/],
    ];
    for (const [text, words] of cases) {
      if (text === undefined) await rm(CONFIG, { force: true });
      else await writeProfiles(text);
      const usage = await lookUp(newKey(cloud, cloud.story.keys.ci));
      assert.equal(usage.outcome, "failed", text);
      assert.match(usage.problem?.message ?? "", words);
      assert.match(usage.problem?.message ?? "", /\.$/);
      assert.ok(!JSON.stringify(usage).includes(secret));
    }
    assert.deepEqual(cloud.requests, []);
  });

  it("is asked anew, by itself, when the file comes to be, is replaced and is mended", async () => {
    const id = newKey(cloud, cloud.story.keys.ci);
    const document = await openFile(id);
    await line(document, /^Look-up failed: There is no /);

    await writeProfiles(profileOf(prod));
    await line(document, /^Last used 3 hours ago/);

    await writeProfiles(profileOf(dev)); // now it signs as somebody in whose account the key is not
    await line(document, /^Not found in your account cli/);

    await writeProfiles("{ cut off");
    await line(document, /^Look-up failed/);

    await writeProfiles(profileOf(prod));
    await line(document, /^Last used 3 hours ago/);
    assert.equal(requestsAbout(cloud, id).length, 3);
  });

  it("keeps its answers when another profile of the file changes, whose account is asked anew", async () => {
    const entry = (name: string, { accessKeyId, accessKeySecret }: SampleAccount) => ({
      ...{ name, mode: "AK", access_key_id: accessKeyId, access_key_secret: accessKeySecret },
    });
    const write = (...profiles: readonly object[]) => writeProfiles(JSON.stringify({ profiles }));
    const other = { ...accountAt("other", cloud), credentials: "profile:other" };
    await write(entry("work", prod), entry("other", prod));
    await set("accounts", [{ ...accountAt("cli", cloud), credentials: "profile:work" }, other]);
    const ids = { cli: newKey(cloud, cloud.story.keys.ci), other: newKey(cloud, cloud.story.keys.ci) };
    await set(
      "keys",
      Object.entries(ids).map(([account, id]) => ({ id, account })),
    );
    const document = await openFile(Object.values(ids).join("\n"));
    const bothUsed = async () =>
      (await titlesOf(document)).every((title) => title.startsWith("Last used")) || undefined;
    await until(bothUsed);

    await write(entry("other", dev), entry("work", prod));
    await line(document, /^Not found in your account other/);
    assert.deepEqual(
      [ids.cli, ids.other].map((id) => requestsAbout(cloud, id).length),
      [1, 2],
    );
    assert.match((await titlesOf(document))[0] ?? "", /^Last used 3 hours ago/);
  });
});
