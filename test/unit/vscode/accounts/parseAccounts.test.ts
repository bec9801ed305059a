import assert from "node:assert/strict";
import fc from "fast-check";
import { isRegion } from "../../../../src/providers/alibaba/endpoint";
import { parseAlibabaKey } from "../../../../src/providers/alibaba/parseKey";
import { parseAccounts, parseEndpoint, parseKeys } from "../../../../src/vscode/accounts/parseAccounts";
import { makeIds } from "../../../support/syntheticIds";

const ids = makeIds(20261120);
const id = ids.longTerm(24);
const secret = ids.characters(30);
const providers = [
  {
    id: "alibaba",
    displayName: "Alibaba Cloud",
    parseKey: (text: string, lenient = false) => parseAlibabaKey(text, lenient),
    idHint: () => "An AccessKey ID begins with LTAI.",
    isRegion,
    regions: ["cn-hangzhou"],
    sites: [],
  },
  {
    id: "ncloud",
    displayName: "NAVER Cloud",
    parseKey: () => undefined,
    idHint: () => "An access key begins with ncp_iam_.",
    isRegion: () => false,
    regions: [],
    sites: ["public", "government"] as const,
  },
];
const accounts = (...entries: readonly unknown[]) => parseAccounts(entries, providers);
const keys = (...entries: readonly unknown[]) => parseKeys(entries, providers);
const good = { name: "prod", provider: "alibaba", credentials: "environment" };

/** The one problem of a list whose only entry is this. */
function problemWith(entry: unknown): string {
  const { valid, problems } = accounts(entry);
  assert.deepEqual([valid.length, problems.length], [0, 1]);
  return problems[0]?.message ?? "";
}

function keyProblemWith(entry: unknown): string {
  const { valid, problems } = keys(entry);
  assert.deepEqual([valid.length, problems.length], [0, 1]);
  return problems[0]?.message ?? "";
}

describe("The setting keytrail.accounts", () => {
  it("may be absent or empty", () => {
    assert.deepEqual(parseAccounts(undefined, providers), { valid: [], problems: [] });
    assert.deepEqual(accounts(), { valid: [], problems: [] });
  });

  for (const value of [{ 0: good }, "prod", 5, null, true]) {
    it(`must be a list, not ${JSON.stringify(value)}`, () => {
      const { valid, problems } = parseAccounts(value, providers);
      assert.deepEqual(valid, []);
      assert.deepEqual(problems, [
        { setting: "keytrail.accounts", entry: 0, message: "The setting keytrail.accounts must be a list." },
      ]);
    });
  }

  it("gives every documented field its meaning", () => {
    const { valid, problems } = accounts(
      good,
      { ...good, name: "dev", credentials: "stored", region: "ap-southeast-1" },
      { name: "naver", provider: "ncloud", credentials: "environment", site: "government" },
      {
        ...good,
        name: "test",
        credentials: "profile:with: colon ",
        endpoint: "https://gateway.example:8443/trail/",
      },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(valid, [
      { name: "prod", provider: "alibaba", credentials: { kind: "environment" } },
      {
        name: "dev",
        provider: "alibaba",
        credentials: { kind: "stored" },
        region: "ap-southeast-1",
      },
      { name: "naver", provider: "ncloud", credentials: { kind: "environment" }, site: "government" },
      {
        name: "test",
        provider: "alibaba",
        credentials: { kind: "profile", name: "with: colon" },
        endpoint: "https://gateway.example:8443/trail",
      },
    ]);
  });

  it("keeps the good entries beside bad ones, and says which entry is bad", () => {
    const { valid, problems } = accounts(good, "prod", { ...good, name: "dev" });
    assert.deepEqual(
      valid.map(({ name }) => name),
      ["prod", "dev"],
    );
    assert.deepEqual(
      problems.map(({ entry }) => entry),
      [2],
    );
  });

  for (const [what, entry, sentence] of [
    ["an entry that is no object", "prod", /must be an object with a name, a provider and credentials/],
    ["null", null, /must be an object/],
    ["a list", [], /must be an object|name is missing/],
    ["an entry without a name", { ...good, name: undefined }, /^The field name is missing\.$/],
    ["a blank name", { ...good, name: " " }, /^The field name is missing\.$/],
    [
      "a misspelt name",
      { nmae: "prod", provider: "alibaba", credentials: "stored" },
      /name is missing, and there is no field nmae\. Is it misspelt/,
    ],
    ["a missing provider", { name: "prod", credentials: "stored" }, /^The field provider is missing\.$/],
    [
      "a misspelt provider field",
      { name: "prod", providr: "alibaba", credentials: "stored" },
      /provider is missing, and there is no field providr/,
    ],
    [
      "an unknown provider",
      { ...good, provider: "aws" },
      /^Account prod: the provider must be one of: alibaba, ncloud\.$/,
    ],
    ["missing credentials", { name: "prod", provider: "alibaba" }, /^The field credentials is missing\.$/],
    [
      "misspelt credentials",
      { name: "prod", provider: "alibaba", credential: "stored" },
      /no field credential\. Is it misspelt/,
    ],
    [
      "unknown credentials",
      { ...good, credentials: "keychain" },
      /credentials must be environment, stored, or profile:/,
    ],
    ["a profile without a name", { ...good, credentials: "profile: " }, /credentials must be/],
    [
      "an optional field that is misspelt",
      { ...good, regoin: "cn-hangzhou" },
      /^Account prod: there is no field regoin\. Is it misspelt\?$/,
    ],
    ["a region that is none", { ...good, region: "evil.example/" }, /region must be a region ID/],
    ["a region that is no text", { ...good, region: 1 }, /region must be/],
    [
      "an unknown site",
      { ...good, provider: "ncloud", site: "private" },
      /^Account prod: the site must be one of: public, government\.$/,
    ],
    [
      "a site in a cloud that has none",
      { ...good, site: "public" },
      /^Account prod: accounts of Alibaba Cloud have no site\. Remove it\.$/,
    ],
    [
      "a region in a cloud that has none",
      { ...good, provider: "ncloud", region: "kr" },
      /^Account prod: accounts of NAVER Cloud have no region\. Remove it\.$/,
    ],
    ["an endpoint that is no address", { ...good, endpoint: "gateway" }, /endpoint must be an https address/],
    ["an endpoint that is no text", { ...good, endpoint: 1 }, /endpoint must be an https address/],
  ] as const) {
    it(`says what is wrong with ${what}`, () => {
      assert.match(problemWith(entry), sentence);
    });
  }

  it("uses the first of two accounts of one name, and says so", () => {
    const { valid, problems } = accounts({ ...good, credentials: "stored" }, good);
    assert.deepEqual(
      valid.map(({ credentials }) => credentials.kind),
      ["stored"],
    );
    assert.deepEqual(
      problems.map(({ entry, message }) => [entry, message]),
      [[2, "There are two accounts named prod. Only the first is used: give this one another name."]],
    );
  });

  it("never repeats a value that may be a secret", () => {
    for (const entry of [
      { ...good, credentials: secret },
      { ...good, provider: secret },
      { ...good, region: secret },
      { ...good, site: secret },
      { ...good, endpoint: `https://user:${secret}@gateway.example` },
      { ...good, accessKeySecret: secret },
    ]) {
      assert.ok(!problemWith(entry).includes(secret), JSON.stringify(Object.keys(entry)));
    }
  });

  it("makes of anything at all either accounts or problems, one for each entry, and never throws", () => {
    const field = fc.oneof(
      fc.string(),
      fc.constantFrom("alibaba", "environment", "stored", "profile:x", "cn-hangzhou", "http://localhost:1"),
      fc.jsonValue(),
    );
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record(
        { name: field, provider: field, credentials: field, region: field, site: field, endpoint: field },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        for (const { valid, problems } of [accounts(...entries), keys(...entries)]) {
          assert.equal(valid.length + problems.length, entries.length);
        }
        const names = accounts(...entries).valid.map(({ name }) => name);
        assert.equal(new Set(names).size, names.length);
      }),
    );
  });
});

describe("An account's endpoint", () => {
  for (const [given, kept] of [
    ["https://gateway.example", "https://gateway.example"],
    ["https://gateway.example/a/b/", "https://gateway.example/a/b"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://127.0.0.2/", "http://127.0.0.2"],
    ["http://localhost:8080/", "http://localhost:8080"],
    ["http://LOCALHOST", "http://localhost"],
    ["http://[::1]:8080", "http://[::1]:8080"],
    ["https://gateway.example/?", "https://gateway.example"],
    ["https://gateway.example/#", "https://gateway.example"],
  ] as const) {
    it(`may be ${given}`, () => {
      assert.equal(parseEndpoint(given), kept);
    });
  }

  for (const given of [
    "http://gateway.example",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://evil.example/127.0.0.1",
    "http://evil.example#@127.0.0.1",
    "http://127.0.0.1@evil.example",
    "http://128.0.0.1",
    "http://0.0.0.0",
    "http://[::ffff:10.0.0.1]",
    "http://10.0.0.1",
    "https://user@gateway.example",
    "https://user:password@gateway.example",
    "https://:password@gateway.example",
    "https://gateway.example/?token=1",
    "https://gateway.example/#part",
    "ftp://127.0.0.1",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "//gateway.example",
    "",
  ]) {
    it(`may not be ${given || "empty"}`, () => {
      assert.equal(parseEndpoint(given), undefined);
    });
  }
});

describe("The setting keytrail.keys", () => {
  it("takes IDs with or without a label, an account and a provider", () => {
    const { valid, problems } = keys(
      { id },
      { id: ` ${id}\n`, label: " ci deploy ", account: "prod", provider: "alibaba" },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(valid, [
      { provider: "alibaba", kind: "access-key", id },
      { provider: "alibaba", kind: "access-key", id, label: "ci deploy", account: "prod" },
    ]);
  });

  it("takes temporary IDs, and old ones without a prefix", () => {
    const { valid } = keys({ id: ids.temporary(20) }, { id: `9${ids.characters(15)}` });
    assert.deepEqual(
      valid.map(({ kind }) => kind),
      ["temporary-key", "access-key"],
    );
  });

  it("refuses a secret, and says so without repeating it", () => {
    for (const text of [secret, ids.characters(40), ids.characters(44), `${id}:${secret}`]) {
      const message = keyProblemWith({ id: text, label: "ci deploy" });
      assert.match(
        message,
        /not the ID of a key\. An AccessKey ID begins with LTAI\. .*must not be entered here/,
      );
      assert.ok(!message.includes(text));
    }
  });

  it("refuses a secret in place of anything else without repeating it", () => {
    for (const entry of [
      secret,
      { ID: secret },
      { id, secret },
      { id, provider: secret },
      { id, account: { secret } },
    ]) {
      assert.ok(!keyProblemWith(entry).includes(secret));
    }
  });

  for (const [what, entry, sentence] of [
    ["an entry that is no object", id, /must be an object with an id/],
    ["a missing id", { label: "x" }, /^The field id is missing\.$/],
    ["a misspelt id", { ID: id }, /id is missing, and there is no field ID\. Is it misspelt/],
    ["an id that is no text", { id: 5 }, /id is missing/],
    ["a misspelt field", { id, lable: "x" }, /^There is no field lable\. Is it misspelt\?$/],
    ["an unknown provider", { id, provider: "aws" }, /must be one of: alibaba, ncloud\./],
    [
      "an account that is no text, which must not become every account",
      { id, account: ["prod"] },
      /^The field account must be text/,
    ],
    ["a label that is no text", { id, label: 5 }, /^The field label must be text/],
  ] as const) {
    it(`says what is wrong with ${what}`, () => {
      assert.match(keyProblemWith(entry), sentence);
    });
  }

  it("must be a list", () => {
    assert.deepEqual(
      parseKeys({ id }, providers).problems.map(({ setting, entry }) => [setting, entry]),
      [["keytrail.keys", 0]],
    );
  });
});
