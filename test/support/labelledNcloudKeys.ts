import type { KnownKey } from "../../src/core/usage/key";
import { compose, fill, keyOf, type LabelledText, notAKey, PLACES, SLOT } from "./labelledText";
import { DIGITS, LOWER, makeIds, UPPER } from "./syntheticIds";

const SEED = 20_261_124;
const accessKey = keyOf("ncloud", "access-key");
const kmsKey = keyOf("ncloud", "kms-key");

/** How files of all kinds give a value a name: `NAME` is the name, the slot the value. */
const NAMED: readonly (readonly [file: string, template: string])[] = [
  ["env", "NAME=§\nOTHER=1\n"],
  ["env, quoted", 'export NAME="§"\r\nexport OTHER=kr\r\n'],
  ["ini", "[DEFAULT]\nNAME = §\nregion = KR\n"],
  ["properties", "NAME:§\n"],
  ["java option", "java -DNAME=§ -jar app.jar"],
  ["java call", 'System.setProperty("NAME", "§");'],
  ["java headers", 'headers.put("NAME", "§");'],
  ["java annotation", '@Value("${NAME:§}") String it;'],
  ["java declaration", 'private static final String NAME = "§";'],
  ["kotlin", 'val NAME: String = "§"'],
  ["typescript", "const NAME: string =\n  '§';"],
  ["typescript, fallback", 'process.env["NAME"] ?? "§"'],
  ["javascript", "setUp({ NAME: `§`, region });"],
  ["minified", 'e.exports={NAME:"§",b:function(e){return e}}'],
  ["go", '\tNAME: ncloud.String("§"),\n'],
  ["go, short", 'NAME := "§"'],
  ["rust", 'const NAME: &str = "§";'],
  ["c", '#define NAME "§"'],
  ["php", "'NAME' => '§',"],
  ["php, variable", '$NAME = "§";'],
  ["python", "client = Client(NAME='§')"],
  ["python, environment", 'os.environ["NAME"] = "§"'],
  ["python, default", "os.getenv('NAME', '§')"],
  ["powershell", '$env:NAME = "§"'],
  ["windows", "setx NAME §"],
  ["shell, default", "x=${NAME:-§}"],
  ["command line", "tool --NAME § --verbose"],
  ["yaml", "NAME: §  # rotate me\n"],
  ["yaml, quoted", "  NAME: '§'\n"],
  ["kubernetes", "- name: NAME\n  value: §\n"],
  ["compose", "environment:\n  - NAME=§\n"],
  ["toml", 'NAME = "§"'],
  ["terraform", 'resource "x" "y" {\n  NAME                     = "§"\n}\n'],
  ["json", '{ "a": 1, "NAME": "§", "b": null }'],
  ["json, one line", '{"NAME":"§"}'],
  ["json in json", '"{\\"NAME\\":\\"§\\"}"'],
  ["json of a task", '{"name":"NAME","value":"§"}'],
  ["hex escapes", "'{\\x22NAME\\x22:\\x22§\\x22}'"],
  ["Gson", "u?NAME\\u003d§\\u0026x"],
  ["xml", "<NAME>§</NAME>"],
  ["xml, entry", '<entry key="NAME">§</entry>'],
  ["xml, property", '<property name="NAME" value="§"/>'],
  ["html", "{&quot;NAME&quot;:&quot;§&quot;}"],
  ["Dockerfile", "ENV NAME=§ \\\n    X=1"],
  ["Dockerfile, old", "ENV NAME §"],
  ["header", "NAME: §\r\nHost: example\r\n"],
  ["curl", "curl -H 'NAME: §' https://kms.example/"],
  ["link", "https://kms.example/x?NAME=§&y=1"],
  ["link in a link", "u=https%3A%2F%2Fkms.example%2F%3FNAME%3D§%26y"],
  ["log", "INFO [main] NAME=§ cost=3ms"],
  ["diff", "@@ -1 +1 @@\n-NAME=old\n+NAME=§\n"],
  ["markdown", "Set `NAME` = `§`."],
  ["markdown table", "| NAME | § |"],
  ["chinese", "密钥🔑 NAME：“§”。"],
  ["korean", "🙂 NAME: §를 쓰세요"],
];

const TAG_NAMES = [
  "key_tag",
  "keyTag",
  "key-tag",
  "KEY_TAG",
  "KeyTag",
  "kms_key_tag",
  "kmsKeyTag",
  "KmsKeyTag",
  "kms-key-tag",
  "KMS_KEY_TAG",
  "KMS-KEY-TAG",
  "KMS_TAG",
  "kms_tag",
  "kmsTag",
  "KMSTAG",
  "KMS_KEYTAG",
  "kms_keytag",
  "app.kms.key-tag",
  "app.kms.key.tag",
  "NCLOUDKMS_WRAPPER_KEY_TAG",
  "X-Kms-Key-Tag",
];
const LEGACY_NAMES = [
  "NCLOUD_ACCESS_KEY",
  "NCLOUD_ACCESS_KEY_ID",
  "ncloud_access_key_id",
  "ncloud_access_key",
  "NCP_ACCESS_KEY",
  "ncp.access-key",
  "ncp-access-key-id",
  "ncloud.accessKey",
  "ncloudAccessKey",
  "NcloudAccessKeyId",
  "NCloudAccessKeyID",
  "myNcpAccessKey",
  "ncloud.accesskey",
  "ncloud.access.key",
  "TF_VAR_ncloud_access_key",
  "OLD_NCP_PROD_ACCESS_KEY_ID",
  "x-ncp-iam-access-key",
  "X-NCP-IAM-ACCESS-KEY",
  "X-Ncp-Iam-Access-Key",
];
const NO_TAG_NAMES = [
  "digest",
  "sha256",
  "key",
  "tag",
  "keytags",
  "key_tag_hash",
  "checksum",
  "tag_key",
  "monkey_tagged",
  "image_tag",
];
const NO_LEGACY_NAMES = [
  "access_key",
  "accessKeyId",
  "AWS_ACCESS_KEY_ID",
  "minio.access-key",
  "NCLOUD_SECRET_ACCESS_KEY",
  "ncloud.secret.access-key",
  "NCLOUD_ACCESS_KEY_SECRET",
  "NCP_SECRET_KEY",
  "NCLOUD_KEY",
  "NCLOUD_ACCESS_KEYS",
  "openCloudAccessKey",
  "asyncpool_access_key",
  "asyncProviderAccessKey",
  "NCLOUD_REGION",
];

const { ncloud, ncloudSecret, digest, characters } = makeIds(SEED);
const uuid = (): string => [8, 4, 4, 4, 12].map((n) => characters(n, "0123456789abcdef")).join("-");
const legacyId = (): string => `${characters(9)}${characters(1, DIGITS)}${characters(10)}`;

/** The set for NAVER Cloud: what must be found and what must not, by the rules of the policy. */
export function labelledNcloudKeys(): readonly LabelledText[] {
  return [...accessKeys(), ...legacyKeys(), ...keyTags(), ...names()];
}

function accessKeys(): LabelledText[] {
  const texts: LabelledText[] = [];
  for (const [file, template] of PLACES) {
    texts.push(fill("access keys", file, template, accessKey(ncloud())));
    texts.push(fill("secrets are no IDs", file, template, notAKey(ncloudSecret())));
  }
  for (const type of ["BPASKR", "BGAMKR", "BFASKR", "BPTMKR", "CPKMKR", characters(6, UPPER + "1")])
    texts.push(fill("any type", "env", "K=§", accessKey(`ncp_iam_${type}7${characters(13)}`)));
  for (const type of ["BPK", "BGK", "BFK", "BXK", "B1K"]) {
    for (const length of [12, 17, 24, 31])
      texts.push(
        fill("secrets are no IDs", "env", "K=§", notAKey(`ncp_iam_${type}8${characters(length - 1)}`)),
      );
  }
  for (const length of [8, 16, 19, 21, 28, 34, 40])
    texts.push(fill("20 characters", "env", "K=§", notAKey(`ncp_iam_1${characters(length - 1)}`)));
  for (const decoy of [
    `ncp_iam_${characters(20, LOWER)}`,
    "ncp_iam_" + "x".repeat(20),
    `ncp_iam_BPAMKR${"0".repeat(14)}`,
    `NCP_IAM_1${characters(19)}`,
    `x${ncloud()}`,
    `${ncloud()}****`,
  ])
    texts.push(fill("no access key", "env", 'K="§"', notAKey(decoy)));
  const pair = ["NCLOUD_ACCESS_KEY_ID=", "\nNCLOUD_SECRET_KEY=", "\n"] as const;
  texts.push(
    compose("side by side", "env", pair[0], accessKey(ncloud()), pair[1], notAKey(ncloudSecret()), pair[2]),
    compose("side by side", "env", pair[0], accessKey(legacyId()), pair[1], notAKey(characters(40)), pair[2]),
  );
  return texts;
}

function legacyKeys(): LabelledText[] {
  const texts: LabelledText[] = [];
  for (const [file, template] of NAMED) {
    for (const name of LEGACY_NAMES)
      texts.push(fill("older access keys", file, template.replaceAll("NAME", name), accessKey(legacyId())));
    for (const name of NO_LEGACY_NAMES)
      texts.push(fill("no older access key", file, template.replaceAll("NAME", name), notAKey(legacyId())));
  }
  for (const decoy of [
    characters(20, LOWER),
    `1${characters(18)}`,
    `1${characters(20)}`,
    `AKIA7${characters(15, UPPER)}`,
    `ASIA7${characters(15, UPPER)}`,
    uuid(),
    "x".repeat(20),
    "${ACCESS_KEY_OF_1234}",
  ])
    texts.push(fill("no older access key", "env", "NCLOUD_ACCESS_KEY=§", notAKey(decoy)));
  const foreign = keyOf("alibaba", "access-key")(`LTAI7${characters(15)}`);
  texts.push(fill("another cloud's ID stays that", "env", "NCLOUD_ACCESS_KEY=§", foreign));
  for (const template of [
    "ncloud access keys: §",
    "NCLOUD_ACCESS_KEY, then §",
    "ncloud §",
    "NCLOUD_ACCESS_KEY=\n§=1",
  ])
    texts.push(fill("not the name's value", "prose", template, notAKey(legacyId())));
  return texts;
}

function keyTags(): LabelledText[] {
  const texts: LabelledText[] = [];
  for (const [file, template] of NAMED) {
    for (const name of TAG_NAMES)
      texts.push(fill("key tags by name", file, template.replaceAll("NAME", name), kmsKey(digest())));
    for (const name of NO_TAG_NAMES)
      texts.push(fill("any other name", file, template.replaceAll("NAME", name), notAKey(digest())));
  }
  for (const [file, template] of PLACES) texts.push(fill("a bare digest", file, template, notAKey(digest())));
  for (const template of [
    "https://ocapi.ncloud.com/kms/v1/keys/§/last-use-info",
    "GET /kms/v1/keys/§ HTTP/1.1",
    "https://kms.apigw.ntruss.com/keys/v2/§/encrypt?x=1",
    "`${host}/keys/v1/§/decrypt`",
    '"https:\\/\\/ocapi.ncloud.com\\/kms\\/v1\\/keys\\/§\\/activities"',
    "u=https%3A%2F%2Fkms.apigw.ntruss.com%2Fkeys%2Fv2%2F§%2Fencrypt",
    "u=https%3a%2f%2focapi.ncloud.com%2fkms%2fv1%2fkeys%2f§",
    "%2Fkms%2Fv1%2Fkeys%2F§%3Fpage%3D0",
    "next=%252Fkms%252Fv1%252Fkeys%252F§%252Factivities",
    "+/keys/v1/§/rewrap",
    "키🔑는 /kms/v1/keys/§입니다",
  ]) {
    texts.push(fill("key tags in links", "link", template, kmsKey(digest())));
    for (const length of [40, 52, 58])
      texts.push(
        fill("key tags in links", "link", template, kmsKey(`7${characters(length - 1, LOWER + DIGITS)}`)),
      );
    for (const decoy of [
      characters(39, LOWER + DIGITS),
      characters(65, LOWER + DIGITS),
      digest().toUpperCase(),
      "{keyTag}",
    ])
      texts.push(fill("no key tag", "link", template, notAKey(decoy)));
  }
  for (const template of [
    "https://example.com/keys/§",
    "https://example.com/api/v1/keys/§",
    "/keys/v3/§",
    "github.com/x/y v1.0.0/go.mod h1:§",
    "https://github.com/x/y/commit/§",
    "FROM node@sha256:§",
    "sha256:§",
    "§  file.tar.gz",
    '"integrity": "sha256-§"',
    'checksum = "§"',
    "key_tag is not §",
    "sha(keyTag) = §",
  ]) {
    texts.push(fill("a digest", "digest", template, notAKey(digest())));
    texts.push(fill("a digest", "digest", template, notAKey(digest().slice(0, 40))));
  }
  for (const decoy of [
    digest().toUpperCase(),
    digest().slice(1),
    `${digest()}0`,
    "0".repeat(64),
    `${digest()}...`,
    uuid(),
  ])
    texts.push(fill("no key tag", "json", '{"kmsKeyTag":"§"}', notAKey(decoy)));
  // One random tag in a thousand has five equal digits in a row.
  texts.push(fill("key tags by name", "json", '{"kmsKeyTag":"§"}', kmsKey(`${digest().slice(5)}aaaaa`)));
  return texts;
}

const TAGS = [digest(), digest(), digest()] as const;
const NAME = "order-db_key";
const RESOURCE = `nrn:PUB:KMS:KR:2942:Key/${characters(5, DIGITS)}`;

/** What accounts have, for the names in the set; the last two keys share one. */
export function knownNcloudKeys(): readonly KnownKey[] {
  const known = (id: string, ...aliases: string[]): KnownKey => ({
    key: { provider: "ncloud", kind: "kms-key", id },
    aliases,
  });
  return [known(TAGS[0], NAME, RESOURCE), known(TAGS[1], "Billing7"), known(TAGS[2], "Billing7")];
}

function names(): LabelledText[] {
  const texts: LabelledText[] = [];
  // In these, a name's neighbours make it a part of something longer.
  const joined = new Set(["diff, removed", "file name", "underscores", "accents", "coloured log"]);
  for (const [file, template] of PLACES) {
    if (joined.has(file)) continue;
    for (const part of [
      kmsKey(TAGS[0], NAME),
      kmsKey(TAGS[0], RESOURCE),
      kmsKey(TAGS[1], "Billing7"),
      kmsKey(TAGS[2]),
    ])
      texts.push({ ...fill("names of known keys", file, template, part), known: true });
    texts.push(fill("names of keys that nobody knows", file, template, notAKey(NAME)));
  }
  for (const [before, after] of [
    ["a", ""],
    ["", "7"],
    ["-", ""],
    ["", "-"],
    ["_", ""],
    ["", "_x"],
    ["app.", ""],
    ["f().", ""],
    ["", ".pem"],
    ["é", ""],
    ["", "é"],
  ] as const) {
    for (const name of [NAME, "Billing7"])
      texts.push({
        ...fill("whole names only", "text", `see ${before}${SLOT}${after} there`, notAKey(name)),
        known: true,
      });
  }
  for (const other of [NAME.toUpperCase(), NAME.replace("-", "_"), NAME.slice(1), RESOURCE.slice(0, -1)])
    texts.push({ ...fill("exact names only", "text", `see ${SLOT} there`, notAKey(other)), known: true });
  return texts;
}
