import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import type { ApiReply } from "../../../../../src/providers/alibaba/sdk/apiReply";
import type { ApiRequest } from "../../../../../src/providers/alibaba/sdk/openApiClient";
import { startSampleCloud, type SampleCloud } from "../../../../../src/sample/sampleCloud";

const ROOT = path.resolve(__dirname, "../../../../..");

/** What ships is not the SDK as npm has it: parts of it are left out, and what stands in for them has to fit. */
describe("The SDK as it is bundled", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "keytrail-"));
  let cloud: SampleCloud;
  let send: (request: ApiRequest) => Promise<ApiReply>;

  before(async () => {
    cloud = await startSampleCloud();
    const { leanSdk } = (await import(pathToFileURL(path.join(ROOT, "scripts/leanSdk.mjs")).href)) as {
      leanSdk: (root: string) => Plugin;
    };
    const outfile = path.join(folder, "sdk.cjs");
    await build({
      entryPoints: [path.join(ROOT, "src/providers/alibaba/sdk/openApiClient.ts")],
      outfile,
      bundle: true,
      minify: true,
      platform: "node",
      format: "cjs",
      logLevel: "error",
      plugins: [leanSdk(ROOT)],
    });
    ({ send } = createRequire(outfile)(outfile) as { send: typeof send });
  });
  after(async () => {
    await cloud.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (credentials = cloud.accounts[0] ?? assert.fail()): Promise<ApiReply> =>
    send({
      endpoint: cloud.origin,
      operation: "GetAccessKeyLastUsedInfo",
      version: "2020-07-06",
      query: { AccessKey: cloud.story.keys.ci.id },
      credentials,
      timeoutMs: 5_000,
      signal: new AbortController().signal,
    });

  it("signs with a lasting key and with a session", async () => {
    for (const credentials of [undefined, cloud.addSigner("sample-prod", { temporary: true })]) {
      const reply = await ask(credentials);
      assert.deepEqual(reply.kind === "reply" && reply.status, 200);
    }
  });

  it("reads errors in JSON and in XML", async () => {
    for (const [kind, code] of [
      ["server-error", "InternalError"],
      ["xml-error", "ServiceUnavailable"],
    ] as const) {
      cloud.misbehave({ kind, times: 1 });
      const reply = await ask();
      assert.equal(reply.kind === "reply" && (reply.body as Record<string, unknown>)["Code"], code);
    }
  });

  it("ends with the status when it cannot read a page", async () => {
    cloud.misbehave({ kind: "html", status: 502, times: 1 });
    assert.deepEqual(await ask(), { kind: "reply", status: 502, body: undefined });
  });
});
