import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import type { SampleRequest } from "../../../src/sample/requestLog";
import { startSampleCloud, type SampleCloud } from "../../../src/sample/sampleCloud";
import { sdkClient } from "../../support/sdkClients";
import { refusal, sendRaw, signedAcs3, type RawRequest } from "./rawRequest";

const INFO = "GetAccessKeyLastUsedInfo";

describe("A sample cloud", () => {
  let cloud: SampleCloud;

  beforeEach(async () => {
    cloud = await startSampleCloud();
  });
  afterEach(() => cloud.close());

  const ask = (AccessKey: string, own = cloud): RawRequest =>
    signedAcs3({
      origin: own.origin,
      account: own.accounts[0]!,
      action: INFO,
      query: { AccessKey },
      date: Date.now(),
    });

  it("listens on the loopback address, for three accounts of two clouds with credentials of their own", () => {
    assert.match(cloud.origin, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual(
      cloud.accounts.map(({ provider, name }) => `${provider} ${name}`),
      ["alibaba sample-prod", "alibaba sample-dev", "ncloud sample-ncloud"],
    );
    const [prod, dev, ncloud] = cloud.accounts;
    assert.notEqual(prod!.accessKeyId, dev!.accessKeyId);
    assert.notEqual(prod!.accessKeySecret, dev!.accessKeySecret);
    assert.match(prod!.accessKeySecret, /^[1-9A-HJ-NP-Za-km-z]{30}$/);
    assert.match(ncloud!.accessKeyId, /^ncp_iam_BPASKR(?=.*\d)[0-9A-Za-z]{14}$/);
    assert.match(ncloud!.accessKeySecret, /^ncp_iam_BPKSKR[0-9A-Za-z]{28}$/);
  });

  it("has the same story wherever and whenever it runs, but never the same credentials", async () => {
    const other = await startSampleCloud();
    try {
      assert.deepEqual(other.story, cloud.story);
      assert.notDeepEqual(other.accounts, cloud.accounts);
      assert.equal(await refusal({ ...ask("x"), origin: other.origin }), "404 InvalidAccessKeyId.NotFound");
    } finally {
      await other.close();
    }
  });

  it("has IDs that look like real ones, each its own", () => {
    const { temporary, ...longTerm } = cloud.story.keys;
    const ids = Object.values(longTerm).map(({ id }) => id);
    for (const id of ids) assert.match(id, /^LTAI5t[1-9A-HJ-NP-Za-km-z]{18}$/);
    assert.equal(new Set(ids).size, 8);
    assert.match(temporary.id, /^STS\.(?=.*\d)[1-9A-HJ-NP-Za-km-z]{25}$/);
  });

  it("lists every key once, under a label, and the temporary one as what it is", () => {
    const { keys, ncloud, listed } = cloud.story;
    const ids = [...Object.values(keys), ...Object.values(ncloud)].map(({ id }) => id);
    assert.deepEqual(new Set(listed.map(({ id }) => id)), new Set(ids));
    assert.equal(listed.length, ids.length);
    assert.equal(new Set(listed.map(({ label }) => label)).size, ids.length);
    for (const { id, kind, provider } of listed) {
      assert.equal(provider, /^(LTAI|STS)/.test(id) ? "alibaba" : "ncloud");
      const isTag = /^[0-9a-f]{64}$/.test(id);
      assert.equal(kind, id === keys.temporary.id ? "temporary-key" : isTag ? "kms-key" : "access-key");
    }
  });

  it("takes the accounts and the port it is given", async () => {
    const accounts = [
      { provider: "alibaba", name: "sample-prod", accessKeyId: "id", accessKeySecret: "secret" },
    ] as const;
    const port = Number(new URL(cloud.origin).port);
    await cloud.close();
    const given = await startSampleCloud({ accounts, port });
    try {
      assert.equal(given.origin, cloud.origin);
      const call = sdkClient({ origin: given.origin, account: accounts[0] });
      assert.equal((await call(INFO, { AccessKey: given.story.keys.ci.id }))["UserName"], "alice");
    } finally {
      await given.close();
    }
  });

  it("rejects when its port is taken", async () => {
    const port = Number(new URL(cloud.origin).port);
    await assert.rejects(startSampleCloud({ port }), { code: "EADDRINUSE" });
  });

  it("keeps a log of what was asked, by whom and how it went, without anything secret", async () => {
    const heard: SampleRequest[] = [];
    const listening = cloud.onRequest((request) => heard.push(request));
    const start = Date.now();
    await sendRaw(ask("first"));
    const forged = ask("second");
    await sendRaw({ ...forged, query: { AccessKey: "changed" } });
    listening.dispose();
    await sendRaw(ask(cloud.story.keys.ci.id));

    const withoutTime = cloud.requests.map(({ at, ...rest }) => {
      assert.ok(at >= start && at <= Date.now());
      return rest;
    });
    assert.deepEqual(withoutTime, [
      { operation: INFO, accessKey: "first", account: "sample-prod", code: "EntityNotExist.AccessKey" },
      { operation: INFO, accessKey: "changed", code: "SignatureDoesNotMatch" },
      { operation: INFO, accessKey: cloud.story.keys.ci.id, account: "sample-prod" },
    ]);
    assert.deepEqual(heard, cloud.requests.slice(0, 2));
    const log = JSON.stringify(cloud.requests);
    for (const { accessKeyId, accessKeySecret } of cloud.accounts) {
      assert.ok(!log.includes(accessKeySecret) && !log.includes(accessKeyId));
    }
  });

  it("ends what still waits for an answer when it closes", async () => {
    for (const rule of [
      { kind: "hang" },
      { kind: "delay", ms: 3_600_000 },
      { kind: "trickle", everyMs: 3_600_000 },
    ] as const) {
      const own = await startSampleCloud();
      own.misbehave(rule);
      const arrived = new Promise<void>((resolve) => {
        own.onRequest(() => {
          resolve();
        });
      });
      const waiting = assert.rejects(sendRaw(ask("x", own)), { code: "ECONNRESET" });
      await arrived;
      await own.close();
      await waiting;
    }
  });

  it("survives clients that go away and requests that make no sense", async () => {
    const { hostname, port } = new URL(cloud.origin);
    for (const text of [
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf",
      "nonsense\r\n\r\n",
      "GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ]) {
      const socket = connect(Number(port), hostname);
      await once(socket, "connect");
      socket.end(text);
      socket.resume();
      await once(socket, "close");
    }
    const large = { ...ask("x"), body: "x".repeat((1 << 20) + 1) };
    assert.equal((await sendRaw(large)).status, 413);
    assert.equal(await refusal(ask(cloud.story.keys.ci.id)), "200 success");
  });
});
