import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { parseXml } from "../../../../../src/providers/alibaba/sdk/xmlErrorBody";

describe("An error body in XML", () => {
  it("gives its elements as texts", () => {
    const body = `<?xml version='1.0' encoding='UTF-8'?>
      <Error>
        <RequestId>6A5C-1</RequestId>
        <HostId>actiontrail.cn-hangzhou.aliyuncs.com</HostId>
        <Code>NoPermission</Code>
        <Message>You are not authorized.</Message>
      </Error>`;
    assert.deepEqual(parseXml(body), {
      Error: {
        RequestId: "6A5C-1",
        HostId: "actiontrail.cn-hangzhou.aliyuncs.com",
        Code: "NoPermission",
        Message: "You are not authorized.",
      },
    });
  });

  it("has entities and CDATA resolved, once", () => {
    const { Error: error } = parseXml(
      `<Error><Message>a &lt;b&gt; &amp;lt; &#65;&#x4e2d; <![CDATA[<c> &amp;]]></Message></Error>`,
    );
    assert.equal(error["Message"], "a <b> &lt; A中 <c> &amp;");
  });

  it("keeps an entity that it does not know", () => {
    assert.equal(parseXml("<Code>&nbsp;&#xffffffff;</Code>").Error["Code"], "&nbsp;&#xffffffff;");
  });

  for (const body of ["", "<Error>", "<Error/>", "not XML", "<Code>cut o"]) {
    it(`is an error without fields when it is ${JSON.stringify(body)}`, () => {
      assert.deepEqual(parseXml(body), { Error: {} });
    });
  }

  it("takes no time to speak of, however it is made", () => {
    const start = performance.now();
    for (const piece of ["<Code>", "<Code><![CDATA[", "<Code>&", "<a ", "<Code a=''>x"])
      parseXml(piece.repeat(200_000));
    assert.ok(performance.now() - start < 1000);
  });
});
