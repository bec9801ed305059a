import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createSecureServer } from "node:https";
import { createServer, type AddressInfo, type Server } from "node:net";
import type { UsageError, UsageErrorKind } from "../../../../src/core/usage/errors";
import { startSampleCloud, type SampleCloud } from "../../../../src/sample/sampleCloud";
import {
  KEY_ID,
  ProviderUnderTest,
  QUICK,
  refusalOf,
  REQUEST_ID,
  say,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from "../../../support/alibabaProvider";
import { loopbackCertificate } from "./credentials/certificate";

describe("A look-up to which no proper answer comes", () => {
  let cloud: SampleCloud;
  let server: ScriptedServer;
  let script: Script;
  let alibaba: ProviderUnderTest;

  before(async () => {
    cloud = await startSampleCloud();
    server = await startScriptedServer((request, response, message) => {
      script(request, response, message);
    });
  });
  after(() => Promise.all([cloud.close(), server.close()]));
  beforeEach(() => {
    alibaba = new ProviderUnderTest();
  });

  const refusal = (kind: UsageErrorKind, endpoint: string, provider = alibaba): Promise<UsageError> => {
    const account = provider.account(endpoint, endpoint === cloud.origin ? cloud.accounts[0] : undefined);
    return refusalOf(provider.lookUp(account, cloud.story.keys.ci.id), kind);
  };
  /** How the host of a test server shows in a sentence. */
  const HOST = String.raw`127\.0\.0\.1:\d+`;

  describe("because there is none", () => {
    it("names the network and the host when the name leads nowhere", async () => {
      const error = await refusal("network", "https://nowhere.invalid");
      assert.match(error.code, /^(ENOTFOUND|EAI_AGAIN)$/);
      assert.match(error.message, /^There is no network, or no host nowhere\.invalid\. Check the connection/);
      assert.equal(alibaba.sentAt.length, 1);
    });

    it("names the host when nobody listens there", async () => {
      const gone = await startScriptedServer(() => undefined);
      await gone.close();
      const error = await refusal("network", gone.origin);
      assert.equal(error.code, "ECONNREFUSED");
      assert.match(error.message, new RegExp(`^${HOST} cannot be reached \\(ECONNREFUSED\\)`));
      assert.equal(alibaba.sentAt.length, 1);
    });

    it("names the certificate when that is nobody's", async () => {
      const { key, cert } = loopbackCertificate();
      const secure = createSecureServer({ key, cert }, () => assert.fail("a request was sent")).listen(
        0,
        "127.0.0.1",
      );
      await once(secure, "listening");
      const error = await refusal("network", `https://127.0.0.1:${portOf(secure)}`);
      assert.match(
        error.message,
        new RegExp(`^The certificate of ${HOST} is not trusted \\(\\w*SELF_SIGNED\\w*\\)`),
      );
      assert.equal(alibaba.sentAt.length, 1);
      secure.close();
    });

    it("names the endpoint when it does not speak HTTPS, or not even HTTP", async () => {
      const plain = createServer((socket) => socket.on("error", () => undefined).end("SSH-2.0-Server\r\n"));
      plain.listen(0, "127.0.0.1");
      await once(plain, "listening");
      for (const scheme of ["http", "https"]) {
        const error = await refusal("network", `${scheme}://127.0.0.1:${portOf(plain)}`);
        assert.match(
          error.message,
          new RegExp(`^${HOST} does not speak the expected protocol \\(\\w+\\)\\. Check`),
        );
      }
      plain.close();
    });

    it("names the time when the server never answers, and lets it know that nobody waits any more", async () => {
      const hurried = new ProviderUnderTest({ limits: { ...QUICK, attempts: 1, attemptMs: 80 } });
      const closed: Promise<unknown>[] = [];
      script = (_request, _response, message) => {
        closed.push(new Promise((resolve) => message.socket.on("error", resolve).on("close", resolve)));
      };
      const error = await refusal("timeout", server.origin, hurried);
      assert.equal(error.code, "Timeout");
      assert.match(
        error.message,
        /did not answer within 1 seconds\. Check the network and the proxy settings/,
      );
      assert.equal((await Promise.all(closed)).length, 1);
    });

    it("names the time when the answer comes byte by byte", async () => {
      const hurried = new ProviderUnderTest({ limits: { ...QUICK, attempts: 1, attemptMs: 80 } });
      cloud.misbehave({ kind: "trickle", everyMs: 20, times: 1 });
      await refusal("timeout", cloud.origin, hurried);
    });

    for (const kind of ["reset", "cut-off"] as const) {
      it(`names the connection when it is ${kind} again and again`, async () => {
        cloud.misbehave({ kind, times: 3 });
        const error = await refusal("network", cloud.origin);
        assert.equal(error.code, "ECONNRESET");
        assert.match(error.message, new RegExp(`^The connection to ${HOST} was cut\\. Try again`));
      });
    }
  });

  describe("because another one does", () => {
    for (const status of [200, 302, 403, 404, 502]) {
      it(`says who may have answered when it is a page with status ${status}`, async () => {
        const rule = cloud.misbehave({ kind: "html", status });
        const error = await refusal("unreadable", cloud.origin);
        assert.equal(error.code, `HTTP ${status}`);
        const begin = `^The answer from ${HOST} \\(status ${status}\\) is not Alibaba Cloud's\\.`;
        assert.match(error.message, new RegExp(`${begin} A proxy, a gateway or a sign-in page`));
        assert.doesNotMatch(error.message, /<|DOCTYPE/);
        rule.dispose();
      });
    }

    it("does not go where a page sends it", async () => {
      script = (_request, response) => {
        say(response, "", { status: 302, headers: { location: `${server.origin}/login` } });
      };
      const count = server.requests.length;
      await refusal("unreadable", server.origin);
      assert.equal(server.requests.length, count + 1);
    });

    it("names the proxy's login when the status says that", async () => {
      cloud.misbehave({ kind: "html", status: 407, times: 1 });
      const error = await refusal("network", cloud.origin);
      assert.match(error.message, /^The proxy asks for a login\. Check the setting http\.proxy\.$/);
    });

    for (const [what, body] of [
      ["nothing", ""],
      ["half of the JSON", '{"RequestId":"0F9B'],
      ["a list with status 500", "[]"],
    ] as const) {
      it(`concludes nothing from ${what}`, async () => {
        script = (_request, response) => {
          say(response, body, { status: body === "[]" ? 500 : 200 });
        };
        await refusal("unreadable", server.origin);
      });
    }
  });

  it("keeps the request ID of an answer that arrived damaged", async () => {
    cloud.misbehave({ kind: "truncate", times: 1 });
    const error = await refusal("unreadable", cloud.origin);
    assert.match(error.requestId ?? "", /^[0-9A-F-]{36}$/);
    assert.match(error.message, new RegExp(`^The answer from ${HOST} arrived damaged\\. Try again`));
  });

  it("concludes nothing from an answer without end", async () => {
    script = (_request, response) => {
      response.writeHead(200, { "content-length": 1 << 30 }).write("{");
    };
    await refusal("unreadable", server.origin);
  });

  it("does not mind under which name the answer comes", async () => {
    const account = alibaba.account(cloud.origin, cloud.accounts[0]);
    for (const contentType of [
      "text/plain",
      "text/html; charset=gbk",
      "text/xml;charset=utf-8",
      "nonsense",
    ]) {
      cloud.misbehave({ kind: "content-type", contentType, times: 1 });
      assert.equal((await alibaba.lookUp(account, cloud.story.keys.ci.id)).usage.outcome, "used");
    }
  });

  it("that is called off says so, and closes its connection", async () => {
    const asker = new AbortController();
    const closed = new Promise((resolve) => {
      script = (_request, _response, message) => {
        message.socket.on("error", () => undefined).on("close", resolve);
        asker.abort();
      };
    });
    const asked = alibaba.lookUp(alibaba.account(server.origin), KEY_ID, {
      products: true,
      signal: asker.signal,
    });
    await refusalOf(asked, "cancelled");
    await closed;
  });

  it("that is called off with one half of the answer there says so, and nothing else", async () => {
    const asker = new AbortController();
    script = ({ operation }, response) => {
      // The other half never comes.
      if (operation !== "GetAccessKeyLastUsedInfo") return;
      say(response, { RequestId: REQUEST_ID, UsedTimestamp: Date.now(), ServiceName: "Ecs" });
    };
    alibaba.onReply = () => {
      setImmediate(() => {
        asker.abort();
      });
    };
    const options = { products: true, signal: asker.signal };
    await refusalOf(alibaba.lookUp(alibaba.account(server.origin), KEY_ID, options), "cancelled");
  });

  it("that was called off before it began sends nothing", async () => {
    const count = server.requests.length;
    const asked = alibaba.lookUp(alibaba.account(server.origin), KEY_ID, { signal: AbortSignal.abort() });
    await refusalOf(asked, "cancelled");
    assert.deepEqual([server.requests.length, alibaba.sentAt.length], [count, 0]);
  });
});

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
