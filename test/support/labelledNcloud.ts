import type { KeyKind } from "../../src/core/usage/key";
import { fill, type LabelledText, PLACES } from "./labelledPlaces";
import { LOWER, makeIds } from "./syntheticIds";

const HEX = "0123456789abcdef";

/** Names whose value is an old access key ID, as settings and programs write them; the value goes to the slot. */
const LEGACY_NAMES = [
  "NCLOUD_ACCESS_KEY=§",
  "export NCLOUD_ACCESS_KEY_ID='§'",
  'NCP_ACCESS_KEY: "§"',
  '{"ncloudAccessKey":"§","x":1}',
  "x-ncp-iam-access-key: §",
  "X-NCP-IAM-ACCESS-KEY:§\r\n",
  'headers.put("x-ncp-iam-access-key", "§");',
  "ncloud_access_key_id = §",
  "ncloud.access-key=§",
  'const ncpAccessKey = "§";',
  'String ncloudAccessKeyId = "§";',
  "<ncloud.access.key>§</ncloud.access.key>",
  "env:\n  - name: NCLOUD_ACCESS_KEY\n    value: §\n",
];

/** Names whose value is a key tag. */
const TAG_NAMES = [
  'kms_key_tag = "§"',
  '"kmsKeyTag": "§",',
  "KMS_KEY_TAG=§",
  "export KMS_TAG='§'",
  "app.kms.key-tag=§",
  "NCLOUDKMS_WRAPPER_KEY_TAG: §",
  "keyTag: '§',",
  '$keyTag = "§";',
  'keyTag := "§"',
  "GET /kms/v1/keys/§/latest HTTP/1.1",
  "https://ocapi.example/kms/v1/keys/§",
  "curl https://kms.example/keys/v2/§/encrypt",
  "%2Fkms%2Fv1%2Fkeys%2F§%3Fpage%3D0",
  "- name: KEY_TAG\n  value: '§'\n",
  "| key_tag | § |",
];

/** What must be found of NAVER Cloud's IDs and what must not, by the rules of the policy. */
export function labelledNcloud(): readonly LabelledText[] {
  const { characters, longTerm } = makeIds(20_261_124);
  const texts: LabelledText[] = [];
  const yes = (
    rule: string,
    file: string,
    template: string,
    id: string,
    kind: KeyKind = "access-key",
  ): void => {
    texts.push(fill(rule, file, template, { id, kind }));
  };
  const no = (rule: string, file: string, template: string, id: string): void => {
    texts.push(fill(rule, file, template, { id }));
  };
  const iam = (type: string): string => `ncp_iam_${type}1${characters(13)}`;
  const legacy = (): string => `${characters(9)}4${characters(10)}`;
  const tag = (): string => `a1${characters(62, HEX)}`;

  for (const [file, template] of PLACES) yes("any file counts", file, template, iam("BPASKR"));
  for (const type of ["BPAMKR", "BPASKR", "BGASKR", "BFAMKR", "BPXSKR"])
    yes("every type but that of secrets", "env", "KEY=§\n", iam(type));
  for (const type of ["BPKMKR", "BPKSKR", "BGKSKR", "BFKMKR"]) {
    no("a secret is no ID", "env", "KEY=§\n", iam(type));
    no("a secret is no ID", "json", '"§"', `ncp_iam_${type}1${characters(27)}`);
  }
  for (const length of [8, 12, 19, 21, 34])
    no("no other length", "json", '"§"', `ncp_iam_1${characters(length - 1)}`);
  no("it has a digit", "go", 'const s = "§"', `ncp_iam_${characters(20, LOWER)}`);
  for (const filler of ["x", "X", "0"]) no("placeholders", "yaml", "id: §", `ncp_iam_${filler.repeat(20)}`);
  for (const mask of ["****", "...", "…", "••••"]) no("masked", "log", `id=§${mask}`, iam("BPASKR"));

  for (const template of LEGACY_NAMES) yes("an old ID by its name", "settings", template, legacy());
  for (const template of [
    "ACCESS_KEY=§",
    "aws_access_key_id = §",
    "NCLOUD_SECRET_KEY=§",
    "NCLOUD_REGION=§",
    "asyncProviderAccessKey = §",
    'session = "§"',
  ])
    no("an old ID has no other mark", "settings", template, legacy());
  no("of another cloud", "env", "NCLOUD_ACCESS_KEY=§", `AKIA1${characters(15, LOWER.toUpperCase())}`);
  no("of another length", "env", "NCLOUD_ACCESS_KEY=§", `${legacy()}x`);

  for (const template of TAG_NAMES)
    yes("a key tag by its name or path", "settings", template, tag(), "kms-key");
  yes(
    "the documents' tags are shorter",
    "http",
    "/kms/v1/keys/§/use",
    `a1${characters(50, LOWER)}`,
    "kms-key",
  );
  for (const template of [
    "sha256:§",
    '"checksum": "§"',
    "commit §",
    "tag: §",
    "image: a@sha256:§",
    "h1:§=",
    'digest = "§"',
    "monkey_tagged = §",
  ])
    no("a digest is no key tag", "lock file", template, tag());
  no("a key tag is 64 characters", "tf", 'kms_key_tag = "§"', tag().slice(1));
  no("a key tag is lower-case", "tf", 'kms_key_tag = "§"', tag().toUpperCase());
  for (const uuid of [0, 1, 2].map(() => [8, 4, 4, 4, 12].map((n) => characters(n, HEX)).join("-"))) {
    no("a UUID is nothing", "json", '{"keyTag":"§"}', uuid);
    no("a UUID is nothing", "log", "NCLOUD_ACCESS_KEY=§", uuid);
  }
  no("another cloud's ID stays that", "env", "NCLOUD_ACCESS_KEY=§", `${longTerm(20)}*`);
  return texts;
}
