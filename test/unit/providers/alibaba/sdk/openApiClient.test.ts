import assert from "node:assert/strict";
import { channel } from "node:diagnostics_channel";
import { EventEmitter, getEventListeners, once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { ApiReply } from "../../../../../src/providers/alibaba/sdk/apiReply";
import { send, type ApiRequest } from "../../../../../src/providers/alibaba/sdk/openApiClient";
import { startSampleCloud } from "../../../../../src/sample/sampleCloud";
import {
  KEY_ID,
  OWN,
  REQUEST_ID,
  say,
  SESSION,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from "../../../../support/alibabaProvider";

describe("One request through the SDK", () => {
  let server: ScriptedServer;
  let script: Script;
  /** `request` for each that arrives, with its socket. */
  const arrivals = new EventEmitter<{ request: [Socket] }>();

  before(async () => {
    server = await startScriptedServer((request, response, message) => {
      arrivals.emit("request", message.socket);
      script(request, response, message);
    });
  });
  after(() => server.close());

  const ask = (more: Partial<ApiRequest> = {}): Promise<ApiReply> =>
    send({
      endpoint: server.origin,
      operation: "GetAccessKeyLastUsedInfo",
      version: "2020-07-06",
      query: { AccessKey: KEY_ID },
      credentials: OWN,
      timeoutMs: 10_000,
      signal: new AbortController().signal,
      ...more,
    });
  const nextSocket = async (): Promise<Socket> => (await once(arrivals, "request"))[0] as Socket;
  // Not `once`: a connection that is reset has an error first.
  const isClosed = (socket: Socket): Promise<void> =>
    new Promise((resolve) => {
      if (socket.closed) resolve();
      socket.on("error", () => undefined).on("close", resolve);
    });
  const never: Script = () => undefined;

  it("is signed as the cloud demands, with a lasting key and with a session", async () => {
    const cloud = await startSampleCloud();
    const [account] = cloud.accounts;
    const session = cloud.addSigner("sample-prod", { temporary: true });
    for (const credentials of [account ?? assert.fail(), session]) {
      const query = { AccessKey: cloud.story.keys.ci.id };
      const reply = await ask({ endpoint: cloud.origin, credentials, query });
      assert.deepEqual([reply.kind, reply.kind === "reply" && reply.status], ["reply", 200]);
    }
    await cloud.close();
  });

  it("says who sends it, what is asked, and the name and the token of its key, but not the secret", async () => {
    script = (_request, response) => {
      say(response, {});
    };
    await ask({ credentials: SESSION });
    const { path, query, headers } = server.requests.at(-1) ?? assert.fail();
    assert.equal(path, "/");
    assert.deepEqual([...query], [["AccessKey", KEY_ID]]);
    assert.match(headers["user-agent"] ?? "", /KeyTrail/);
    assert.equal(headers["x-acs-security-token"], SESSION.securityToken);
    assert.ok(!JSON.stringify(headers).includes(SESSION.accessKeySecret));
  });

  it("has a nonce of its own each time", async () => {
    script = (_request, response) => {
      say(response, {});
    };
    await Promise.all([ask(), ask(), ask()]);
    const nonces = server.requests.slice(-3).map(({ headers }) => headers["x-acs-signature-nonce"]);
    assert.equal(new Set(nonces).size, 3);
  });

  it("goes below the path of an endpoint that has one", async () => {
    script = (_request, response) => {
      say(response, {});
    };
    await ask({ endpoint: `${server.origin}/gateway/actiontrail` });
    assert.equal(server.requests.at(-1)?.path, "/gateway/actiontrail");
  });

  it("brings back the status, the body, the request ID and the time to wait", async () => {
    const headers = { "x-acs-request-id": REQUEST_ID, "x-acs-retry-after": "1500" };
    const body = { Code: "Throttling", Message: "Slow down." };
    script = (_request, response) => {
      say(response, body, { status: 429, headers });
    };
    const reply = await ask();
    assert.ok(reply.kind === "reply");
    const { Code, Message } = reply.body as Record<string, unknown>;
    assert.deepEqual({ Code, Message }, body);
    assert.deepEqual([reply.status, reply.requestId, reply.retryAfterMs], [429, REQUEST_ID, 1500]);
  });

  for (const value of ["soon", "-5", "0", "", "Infinity", "1, 2"]) {
    it(`does not wait for ${JSON.stringify(value)} milliseconds`, async () => {
      script = (_request, response) => {
        say(response, {}, { headers: { "x-acs-retry-after": value } });
      };
      assert.deepEqual(await ask(), { kind: "reply", status: 200, body: {} });
    });
  }

  it("leaves its connection to the next one", async () => {
    script = (_request, response) => {
      say(response, {});
    };
    const sockets: Socket[] = [];
    for (let n = 0; n < 2; n++) {
      const arrived = nextSocket();
      await ask();
      sockets.push(await arrived);
    }
    assert.equal(sockets[0], sockets[1]);
    assert.equal(sockets[0]?.destroyed, false);
  });

  it("leaves nobody listening behind", async () => {
    script = (_request, response) => {
      say(response, {});
    };
    const { signal } = new AbortController();
    await Promise.all([ask({ signal }), ask({ signal, endpoint: "http://nowhere.invalid" })]);
    for (const name of ["http.client.request.start", "http.client.response.finish"]) {
      assert.equal(channel(name).hasSubscribers, false);
    }
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  describe("that is called off", () => {
    it("closes its connection while it waits for the answer", async () => {
      script = never;
      const asker = new AbortController();
      const arrived = nextSocket();
      const reply = ask({ signal: asker.signal });
      const socket = await arrived;
      asker.abort();
      await isClosed(socket);
      assert.equal((await reply).kind, "no-reply");
    });

    it("closes its connection in the middle of the answer", async () => {
      const halfway = new EventEmitter();
      script = (_request, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.write('{"RequestId":', () => halfway.emit("sent"));
      };
      const asker = new AbortController();
      const [arrived, sent] = [nextSocket(), once(halfway, "sent")];
      const reply = ask({ signal: asker.signal });
      const socket = await arrived;
      await sent;
      asker.abort();
      await isClosed(socket);
      assert.equal((await reply).kind, "no-reply");
    });

    it("closes its connection before that is secure", async () => {
      const silent = createServer().listen(0, "127.0.0.1");
      await once(silent, "listening");
      const asker = new AbortController();
      const connected = once(silent, "connection");
      const endpoint = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
      const reply = ask({ endpoint, signal: asker.signal });
      const [socket] = (await connected) as [Socket];
      socket.resume();
      asker.abort();
      await isClosed(socket);
      assert.equal((await reply).kind, "no-reply");
      silent.close();
    });

    it("before it began never arrives", async () => {
      script = never;
      const count = server.requests.length;
      assert.equal((await ask({ signal: AbortSignal.abort() })).kind, "no-reply");
      assert.equal(server.requests.length, count);
    });

    it("does not take another one with it", async () => {
      const waiting: (() => void)[] = [];
      script = (_request, response) => {
        waiting.push(() => {
          say(response, { RequestId: REQUEST_ID });
        });
      };
      const asker = new AbortController();
      const arrived = nextSocket();
      const kept = ask();
      await arrived;
      const alsoArrived = nextSocket();
      const given = ask({ signal: asker.signal });
      await alsoArrived;
      asker.abort();
      assert.equal((await given).kind, "no-reply");
      for (const answer of waiting) answer();
      assert.equal((await kept).kind, "reply");
    });
  });

  describe("that takes too long", () => {
    it("ends and closes its connection when no answer begins", async () => {
      script = never;
      const arrived = nextSocket();
      const reply = ask({ timeoutMs: 60 });
      const socket = await arrived;
      assert.deepEqual(await reply, { kind: "no-reply", code: "Timeout" });
      await isClosed(socket);
    });

    it("ends and closes its connection when the answer only trickles in", async () => {
      let drip: NodeJS.Timeout | undefined;
      script = (_request, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        drip = setInterval(() => response.write(" "), 5);
      };
      const arrived = nextSocket();
      const reply = ask({ timeoutMs: 60 });
      const socket = await arrived;
      assert.deepEqual(await reply, { kind: "no-reply", code: "Timeout" });
      await isClosed(socket);
      clearInterval(drip);
    });
  });

  describe("whose answer is too much", () => {
    it("is not read when the length is said", async () => {
      script = (_request, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": 40_000_000 });
        response.write("{");
      };
      const arrived = nextSocket();
      const reply = ask();
      const socket = await arrived;
      assert.deepEqual(await reply, { kind: "reply", status: 200, body: undefined });
      await isClosed(socket);
    });

    it("is not read to an end that never comes", async () => {
      const megabyte = Buffer.alloc(1 << 20, " ");
      let sentBytes = 0;
      script = (_request, response) => {
        response.writeHead(502, { "content-type": "application/json" });
        const more = (): void => {
          while (!response.destroyed && response.write(megabyte)) sentBytes += megabyte.length;
          sentBytes += megabyte.length;
        };
        response.on("drain", more);
        more();
      };
      const arrived = nextSocket();
      const reply = ask();
      const socket = await arrived;
      assert.deepEqual(await reply, { kind: "reply", status: 502, body: undefined });
      await isClosed(socket);
      assert.ok(sentBytes > 32 << 20 && sentBytes < 64 << 20, String(sentBytes));
    });

    it("is not read when it is packed, which nobody asked for", async () => {
      script = (request, response) => {
        assert.equal(request.headers["accept-encoding"], "identity");
        response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
        response.end(gzipSync(Buffer.alloc(1 << 20)));
      };
      assert.deepEqual(await ask(), { kind: "reply", status: 200, body: undefined });
    });

    it("is read up to some megabytes", async () => {
      script = (_request, response) => {
        say(response, { text: "x".repeat(8 << 20) });
      };
      const reply = await ask();
      assert.equal(reply.kind === "reply" && JSON.stringify(reply.body).length > 8 << 20, true);
    });
  });
});
