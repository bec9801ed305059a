import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { CALL_LIMITS } from "../../../../src/core/calls/callRunner";
import { listenOnLoopback, type LoopbackServer } from "../../../../src/sample/loopbackServer";
import { FakeClock } from "../../../support/fakeClock";
import { keyTag, kmsKey, NcloudUnderTest, QUICK, refusalOf } from "../../../support/ncloudProvider";

describe("An answer on its way from NAVER Cloud", () => {
  let server: LoopbackServer;
  let answer: (response: ServerResponse) => void;
  let ncloud: NcloudUnderTest;

  before(async () => {
    server = await listenOnLoopback((_, response) => {
      answer(response);
    });
  });
  after(() => server.close());
  beforeEach(() => {
    ncloud = new NcloudUnderTest();
  });

  const ask = () => ncloud.ask(ncloud.account(server.origin), kmsKey(keyTag()));

  it("in megabytes is not read", async () => {
    answer = (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = Buffer.alloc(1024 * 1024, 0x20);
      const more = (): void => {
        while (!response.destroyed) if (!response.write(chunk)) return void response.once("drain", more);
      };
      more();
    };
    const error = await refusalOf(ask(), "unreadable");
    assert.match(error.message, /is not NAVER Cloud's/);
  });

  describe("to a wrong signature", () => {
    const refuse = (response: ServerResponse, date: string | undefined): void => {
      response.sendDate = false;
      const headers = { "content-type": "application/json", ...(date !== undefined && { date }) };
      response.writeHead(401, headers);
      response.end(JSON.stringify({ error: { errorCode: 200, message: "Authentication Failed" } }));
    };

    it("tells a wrong clock by the time that it bears", async () => {
      for (const offset of [6 * 60_000, -6 * 60_000]) {
        ncloud = new NcloudUnderTest();
        answer = (response) => {
          refuse(response, new Date(Date.now() + offset).toUTCString());
        };
        const error = await refusalOf(ask(), "clock");
        assert.match(error.message, /clock differs from NAVER Cloud's by more than 5 minutes/);
      }
    });

    it("tells wrong credentials by a time that agrees, and names both without any", async () => {
      answer = (response) => {
        refuse(response, new Date().toUTCString());
      };
      assert.doesNotMatch((await refusalOf(ask(), "credentials")).message, /clock/);
      ncloud = new NcloudUnderTest();
      answer = (response) => {
        refuse(response, undefined);
      };
      const { message } = await refusalOf(ask(), "credentials");
      assert.match(
        message,
        /either its access key or secret key is wrong.*clock is off by more than 5 minutes/,
      );
    });
  });

  it("that never comes ends after the time for all attempts", async () => {
    answer = () => undefined;
    const clock = new FakeClock();
    ncloud = new NcloudUnderTest({ clock, limits: { ...CALL_LIMITS, attemptMs: QUICK.attemptMs } });
    const error = await clock.until(refusalOf(ask(), "timeout"));
    assert.equal(error.code, "Timeout");
    assert.equal(ncloud.sent.length, 3);
  });

  it("is not waited for when the asker goes away", async () => {
    const gone = new AbortController();
    const closed = new Promise<void>((resolve) => {
      answer = (response) => {
        response.once("close", resolve);
        gone.abort();
      };
    });
    await refusalOf(ncloud.provider.tryAccount(ncloud.account(server.origin), gone.signal), "cancelled");
    await closed;
  });
});
