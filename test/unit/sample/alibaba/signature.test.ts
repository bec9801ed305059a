import assert from "node:assert/strict";
import {
  acs3Canonical,
  acs3Signature,
  acs3StringToSign,
  percentEncode,
  rpcSignature,
  rpcStringToSign,
  sameText,
  sha256Hex,
} from "../../../../src/sample/alibaba/signature";

// Both vectors were made with the official SDK.
const AWKWARD_VALUE = "LTAI" + "5tExample+~* '()!中";

describe("The signatures of the sample cloud", () => {
  it("sign an ACS3 request as the official SDK does", () => {
    const bodyHash = sha256Hex("");
    const canonical = acs3Canonical({
      method: "POST",
      path: "/",
      query: [
        ["AccessKey", AWKWARD_VALUE],
        ["ServiceName", "Ecs"],
        ["PageSize", "20"],
      ],
      headers: [
        ["host", "127.0.0.1:8099"],
        ["x-acs-version", "2020-07-06"],
        ["x-acs-action", "GetAccessKeyLastUsedEvents"],
        ["user-agent", "not signed"],
        ["x-acs-date", "2026-01-02T03:04:05Z"],
        ["x-acs-signature-nonce", "0123456789abcdef0123456789abcdef"],
        ["accept", "application/json"],
        ["x-acs-content-sha256", bodyHash],
        ["x-acs-credentials-provider", "static_ak"],
      ],
      bodyHash,
    });

    assert.equal(
      sha256Hex(canonical.text),
      "c894ac3c4ef19e015685d5016b7e51b8df8895f0234fe43d7984f3abcef42ca5",
    );
    assert.equal(
      acs3Signature(acs3StringToSign(canonical.text), "testsecret"),
      "88336e7d231325d0d691e4c300ce5dfb5b508bbf0924752d7b42c6f1cda341f2",
    );
  });

  it("sign an older RPC request as the official SDK does", () => {
    const stringToSign = rpcStringToSign("POST", [
      ["Action", "GetAccessKeyLastUsedInfo"],
      ["Format", "json"],
      ["Version", "2020-07-06"],
      ["Timestamp", "2026-01-02T03:04:05Z"],
      ["SignatureNonce", "0123456789abcdef"],
      ["AccessKey", AWKWARD_VALUE],
      ["SignatureMethod", "HMAC-SHA1"],
      ["SignatureVersion", "1.0"],
      ["AccessKeyId", "testid"],
      ["Signature", "whatever came with the request"],
    ]);

    assert.equal(rpcSignature(stringToSign, "testsecret"), "GhaSQuCaWVEnzgPEBBI86n2EB6w=");
  });

  it("sign every host, content-type and x-acs header, trimmed, sorted, and repeated ones together", () => {
    const canonical = acs3Canonical({
      method: "GET",
      path: "/",
      query: [],
      headers: [
        ["x-acs-tag", "two "],
        ["host", "h"],
        ["x-acs-tag", " one"],
        ["content-type", "text/plain"],
        ["accept", "*/*"],
      ],
      bodyHash: "hash",
    });

    assert.equal(canonical.signedHeaders, "content-type;host;x-acs-tag");
    assert.equal(
      canonical.text,
      "GET\n/\n\ncontent-type:text/plain\nhost:h\nx-acs-tag:one,two\n\ncontent-type;host;x-acs-tag\nhash",
    );
  });

  it("encode everything but letters, digits and - _ . ~", () => {
    assert.equal(percentEncode("aZ09-_.~ !'()*+/中"), "aZ09-_.~%20%21%27%28%29%2A%2B%2F%E4%B8%AD");
  });

  it("are compared whatever their lengths", () => {
    assert.equal(sameText("same", "same"), true);
    assert.equal(sameText("same", "sam"), false);
    assert.equal(sameText("", "x"), false);
  });
});
