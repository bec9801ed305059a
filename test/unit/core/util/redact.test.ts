import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import { redact } from "../../../../src/core/util/redact";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ALPHANUMERIC = (LETTERS + LETTERS.toUpperCase() + "0123456789").split("");

const text = (alphabet: readonly string[], length: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((all) => all.join(""));
/** As the clouds issue them; one without a digit could be a word, and 1 in 200 of 30 characters has none. */
const secret = fc
  .constantFrom(30, 40, 44)
  .chain((length) => text(ALPHANUMERIC, length))
  .filter((value) => /\d/.test(value));
const base64 = fc.constantFrom(20, 40, 43).chain((length) => text([...ALPHANUMERIC, "+", "/"], length));
const stsToken = text([...ALPHANUMERIC, "+", "/"], 300).map((tail) => `CAIS${tail}==`);
const password = text([...ALPHANUMERIC, ..."!#$%^*-_=+.:/?~".split("")], 12).map((value) => `p${value}`);

const NAMES = [
  "access_key_secret",
  "accessKeySecret",
  "AccessKeySecret",
  "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
  "NCLOUD_SECRET_KEY",
  "secretAccessKey",
  "client-secret",
  "SecurityToken",
  "sts_token",
  "oauth_refresh_token",
  "x-acs-security-token",
  "x-ncp-apigw-signature-v2",
  "Signature",
  "db_password",
];
const name = fc.constantFrom(...NAMES);

/** The ways a name and its value stand next to each other in what gets logged. */
const NAMED: Readonly<Record<string, (name: string, value: string) => string>> = {
  JSON: (name, value) => JSON.stringify({ id: 1, [name]: value, after: "kept" }),
  "indented JSON": (name, value) => JSON.stringify({ [name]: value }, undefined, 2),
  "JSON in JSON": (name, value) => JSON.stringify({ body: JSON.stringify({ [name]: value }) }),
  "JSON in JSON in JSON": (name, value) => JSON.stringify(JSON.stringify(JSON.stringify({ [name]: value }))),
  "JSON that is cut off": (name, value) => JSON.stringify({ [name]: value }).slice(0, -3),
  "JSON's own complaint": (name, value) =>
    `Unexpected token 'x', ..."${name}": "${value}" x"... is not valid JSON`,
  "an environment": (name, value) => `PATH=/usr/bin\nexport ${name}=${value}\nHOME=/root`,
  "a quoted environment": (name, value) => `${name}='${value}'`,
  "an INI file": (name, value) => `[default]\n${name} = ${value}\n`,
  YAML: (name, value) => `  ${name}: ${value}\n`,
  "a URL": (name, value) => `GET https://host/?a=b&${name}=${encodeURIComponent(value)}&c=d failed.`,
  "a form": (name, value) => `a=b&${name}=${encodeURIComponent(value)}&c=d`,
  "a URL in a URL": (name, value) =>
    `u=${encodeURIComponent(`https://h/?${name}=${encodeURIComponent(value)}`)}`,
  "a Go struct": (name, value) => `&{Name:prod ${name}:${value} Region:cn-hangzhou}`,
  "a Go struct with quotes": (name, value) => `Profile{Name:"prod", ${name}:"${value}"}`,
  "a Go header map": (name, value) => `map[Host:[h] ${name}:[${value}]]`,
  headers: (name, value) => `host: h\r\n${name}: ${value}\r\naccept: */*`,
  "raw headers": (name, value) => inspect(["host", "h", name, value]),
  "an inspected object": (name, value) => inspect({ [name]: value, also: [name] }),
  XML: (name, value) => `<Credentials><${name}>${value}</${name}></Credentials>`,
};
const named = fc.constantFrom(...Object.keys(NAMED));

function survives(value: string, redacted: string): boolean {
  // Any eight characters in a row of it would be worth something to an attacker.
  for (let i = 0; i + 8 <= value.length; i++) if (redacted.includes(value.slice(i, i + 8))) return true;
  return false;
}

describe("redact", () => {
  it("leaves nothing of a secret or token that has a name, however it is written", () => {
    fc.assert(
      fc.property(named, name, fc.oneof(secret, base64, stsToken), (context, name, value) => {
        const redacted = redact(NAMED[context]!(name, value));
        assert.ok(!survives(value, redacted), `${context}: ${redacted}`);
      }),
      { numRuns: 3000 },
    );
  });

  it("leaves nothing of a password in quotes, whatever its characters", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("JSON", "indented JSON", "JSON in JSON", "a quoted environment"),
        password,
        (context, value) => {
          const redacted = redact(NAMED[context]!("password", value));
          assert.ok(!survives(value, redacted), `${context}: ${redacted}`);
        },
      ),
    );
  });

  it("leaves nothing of a secret that stands alone, between any other characters", () => {
    const around = fc
      .string({ unit: "grapheme", maxLength: 12 })
      .filter((each) => !/[A-Za-z0-9]$/.test(each));
    fc.assert(
      fc.property(around, secret, around, (before, value, after) => {
        assert.ok(!survives(value, redact(`${before}${value}${after}`)));
        assert.ok(!survives(value, redact(`=${encodeURIComponent(before)}%3D${value}`)));
      }),
      { numRuns: 2000 },
    );
  });

  it("recognises nearly every 44-character Base64 secret that stands alone", () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    const alphabet = [...ALPHANUMERIC, "+", "/"];
    const found = Array.from({ length: 2000 }, () =>
      Array.from({ length: 43 }, () => alphabet[random(64)]).join(""),
    ).filter((value) => !survives(value, redact(`got ${value}= back`)));
    assert.ok(found.length >= 1980, String(found.length));
  });

  it("recognises a token by how it begins, however short its parts are", () => {
    assert.equal(redact("got " + "CAIS" + "1a+b2/c3+d4/e5%2Bf6== back"), "got *** back");
    assert.equal(redact("got " + "eyJ" + "hbGciOiJ.eyJzdWIi.c2ln-bmF_ back"), "got *** back");
  });

  it("removes the secret from a command line", () => {
    assert.equal(
      redact("aliyun configure set --access-key-secret abc123 --region r"),
      "aliyun configure set --access-key-secret *** --region r",
    );
  });

  it("removes an Authorization header with all its parts", () => {
    const signature = "0a".repeat(32);
    const header = `ACS3-HMAC-SHA256 Credential=${"LTAI" + "5tExampleExampleExample"},SignedHeaders=host;x-acs-date,Signature=${signature}`;
    assert.equal(redact(`Authorization: ${header}\r\nHost: h`), "Authorization: ***\r\nHost: h");
    assert.equal(
      redact(JSON.stringify({ authorization: header, host: "h" })),
      '{"authorization":"***","host":"h"}',
    );
    assert.equal(
      redact(inspect({ Authorization: `Bearer abc.def`, host: "h" })),
      "{ Authorization: '***', host: 'h' }",
    );
    assert.equal(redact("sent with Bearer abc.def"), "sent with Bearer ***");
  });

  it("removes the query of a signed URL and the user of any URL, and keeps other queries", () => {
    assert.equal(
      redact(
        `POST https://h.aliyuncs.com/?Action=A&AccessKeyId=${"LTAI" + "5tExample"}&Signature=x%3D failed.`,
      ),
      "POST https://h.aliyuncs.com/?*** failed.",
    );
    assert.equal(redact("proxy http://user:p4ss@proxy:3128/"), "proxy http://***@proxy:3128/");
    const help = "https://api.aliyun.com/troubleshoot?q=InvalidAccessKeyId.NotFound";
    assert.equal(redact(help), help);
  });

  it("removes a private key, also when it is cut off", () => {
    const begin = ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" ");
    assert.equal(redact(`a ${begin}\nabc\ndef`), "a ***");
  });

  it("masks the IDs of keys", () => {
    const long = "LTAI" + "5tAbcdEfghJkmn" + "wxyz";
    assert.equal(redact(`key ${long}, then`), "key LTAI5t****wxyz, then");
    assert.equal(redact(`%3D${long}`), "%3DLTAI5t****wxyz");
    assert.equal(redact("by " + "STS." + "NTabcdefgh1234567890" + "wxyz"), "by STS.NT****wxyz");
    assert.equal(redact("ncp_iam_" + "BPAMKR" + "1234567890" + "wxyz"), "ncp_ia****wxyz");
  });

  it("removes a key tag, which no length tells from a secret, and keeps the path around it", () => {
    const tag = "0123456789abcdef".repeat(4);
    assert.equal(
      redact(`GET /kms/v1/keys/${tag}/last-use-info failed`),
      "GET /kms/v1/keys/***/last-use-info failed",
    );
    assert.equal(redact(`kmsKeyTag: "${tag}"`), 'kmsKeyTag: "***"');
  });

  it("removes an Ncloud secret at any length", () => {
    assert.equal(redact("got " + "ncp_iam_" + "BPKMKR" + "abcdef"), "got ***");
    assert.equal(redact("got " + "ncp_iam_" + "BPKMKR" + "abcdefghij1234567890ABCDEFGH"), "got ***");
  });

  it("keeps what a log is read for", () => {
    for (const kept of [
      "request 7F3A2B10-5C4D-4E6F-8A9B-0C1D2E3F4A5B at 2026-11-20T08:00:00.000Z",
      "at Object.<anonymous> (/home/alice/Projects/KeyTrail/src/providers/alibaba/credentials/alibabaCredentials.ts:12:34)",
      "file:///Users/Alice/Library/Application%20Support/Code/User/globalStorage/keytrail.keytrail",
      String.raw`C:\Users\Alice\AppData\Roaming\Code\User\globalStorage\keytrail.keytrail\answers.json`,
      "actiontrail:GetAccessKeyLastUsedResources on actiontrail.cn-hangzhou.aliyuncs.com",
      "SignatureDoesNotMatch: code: 400, Specified signature is not matched with our calculation.",
      "InvalidSecurityToken.Expired: code: 403, Specified SecurityToken is expired.",
      '"SignatureMethod":"HMAC-SHA1","SignatureVersion":"1.0"',
      "读取 ~/.aliyun/config.json 失败 🙂",
    ]) {
      assert.equal(redact(kept), kept);
    }
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(named, name, fc.oneof(secret, stsToken), fc.string(), (context, name, value, tail) => {
        const once = redact(NAMED[context]!(name, value) + tail);
        assert.equal(redact(once), once);
      }),
      { numRuns: 1000 },
    );
  });

  it("takes time in proportion to the length", () => {
    const time = (text: string): number => {
      // The quickest of several, because other programs' turns at the processor are not our time.
      const runs = Array.from({ length: 5 }, () => {
        const start = performance.now();
        redact(text);
        return performance.now() - start;
      });
      return Math.min(...runs);
    };
    for (const unit of [
      "a",
      "token",
      '"',
      "\\",
      "secret: ",
      'token: "',
      "https://",
      "STS.",
      "-",
      "%3D",
      "authorization: '",
    ]) {
      const short = time(unit.repeat(20_000 / unit.length));
      const long = time(unit.repeat(200_000 / unit.length));
      assert.ok(
        long < 1000 && long < 60 * Math.max(short, 1),
        `${unit}: ${short} ms, ten times the length ${long} ms`,
      );
    }
  });
});
