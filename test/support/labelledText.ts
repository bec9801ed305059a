import type { KeyKind, ProviderId } from "../../src/core/usage/key";

/** A place in a text of which a person has decided whether it is a key ID. */
export interface Label {
  readonly start: number;
  readonly end: number;
  /** The key that must be found here; absent: none must. */
  readonly key?: { readonly provider: ProviderId; readonly kind: KeyKind; readonly id: string };
}

/** A text with its labels, and the rule of the detection policy that it puts to the test. */
export interface LabelledText {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
  readonly labels: readonly Label[];
  /** Whether the keys that accounts have are searched for too. */
  readonly known?: boolean;
}

/** A piece of a text that is put together: as it stands, or with a label. */
export type Part = string | { readonly text: string; readonly key?: Label["key"] };

/** Puts a text together and labels it. */
export function compose(rule: string, file: string, ...parts: readonly Part[]): LabelledText {
  let text = "";
  const labels: Label[] = [];
  for (const part of parts) {
    const start = text.length;
    if (typeof part === "string") {
      text += part;
      continue;
    }
    text += part.text;
    labels.push({ start, end: text.length, ...(part.key && { key: part.key }) });
  }
  return { rule, file, text, labels };
}

/** Makes labels for keys of one kind, which may be called something else where they stand. */
export const keyOf =
  (provider: ProviderId, kind: KeyKind) =>
  (id: string, text = id): Part => ({ text, key: { provider, kind, id } });

/** What stands in a text where no key may be found. */
export const notAKey = (text: string): Part => ({ text });

/** Stands in a template for what is put there. */
export const SLOT = "§";

/** Fills the slot of a template; every part of the template between slots stays as it is. */
export function fill(rule: string, file: string, template: string, part: Part): LabelledText {
  const parts = template.split(SLOT).flatMap((words, n) => (n === 0 ? [words] : [part, words]));
  return compose(rule, file, ...parts);
}

/** Where people put IDs: one line or two of each kind of file, with a slot for the ID. */
export const PLACES: readonly (readonly [file: string, template: string])[] = [
  ["env", "ALIBABA_CLOUD_ACCESS_KEY_ID=§\nALIBABA_CLOUD_ACCESS_KEY_SECRET=\n"],
  ["env, quoted", 'export OSS_ACCESS_KEY_ID="§"\r\nexport OSS_REGION=cn-hangzhou\r\n'],
  ["ini", "[default]\naccess_key_id = §\nregion=cn-beijing\n"],
  ["properties", "aliyun.oss.accessKeyId:§\n"],
  ["yaml", "spring:\n  cloud:\n    access-key: §  # rotate me\n"],
  ["yaml list", "keys:\n  - §\n  - other\n"],
  ["toml", "access_key_id = '§'"],
  ["json", '{ "mode": "AK", "access_key_id": "§", "region_id": "cn-hangzhou" }'],
  ["json, one line", '{"a":[1,2],"AccessKeyId":"§","b":null}'],
  ["xml", "<AccessKeyId>§</AccessKeyId>"],
  ["html attribute", '<div data-key="§" class=x>'],
  ["csv", "alice,§,2024-01-01,active\r\n"],
  ["sql", "INSERT INTO keys VALUES (1,'§',NULL);"],
  ["shell", "ossutil config -i § -k $SECRET"],
  ["shell, assignment", "AK=§;SK=$1"],
  ["powershell", '$env:ALICLOUD_ACCESS_KEY = "§"'],
  ["Dockerfile", "ENV AK_ID=§ \\\n    AK_REGION=cn-hangzhou"],
  ["python", "auth = oss2.Auth('§', os.environ['SECRET'])"],
  ["python bytes", 'KEY = b"§"'],
  ["javascript", "const client = new OSS({ accessKeyId: `§`, bucket });"],
  ["minified", 'e.exports={a:"§",b:function(e,t){return e(t)}},function(){}'],
  ["java", 'DefaultProfile.getProfile("cn-hangzhou", "§", secret);'],
  ["go", 'client, err := oss.New(endpoint, "§", os.Getenv("SK"))'],
  ["c#", 'var ak = @"§";'],
  ["php", "define('OSS_ACCESS_ID', '§');"],
  ["terraform", 'provider "alicloud" {\n  access_key = "§"\n}\n'],
  ["notebook", '"source": ["client = Client(\\n", "    \\"§\\",\\n"]'],
  ["notebook, after a newline", '"text": "AccessKeyId:\\n§\\nSecret:\\n"'],
  ["string with tabs", 'printf("id\\t§\\tok\\r\\n");'],
  ["windows line in a string", 'log("a\\r\\n§\\r\\n")'],
  ["Gson", '{"url":"https://b.example/o?AccessKeyId\\u003d§\\u0026x\\u003d1"}'],
  ["escaped quote", "'{\\x22id\\x22:\\x22§\\x22}'"],
  ["log", "2024-05-01T10:00:00Z INFO [main] ak=§ req=7f3a cost=12ms"],
  ["log with a mask elsewhere", "secret=**** ak=§, token=****"],
  ["link", "https://b.oss-cn-hangzhou.example/o.png?OSSAccessKeyId=§&Expires=1&Signature=a%2Bb"],
  ["link in a link", "https://x.example/?u=https%3A%2F%2Fb.example%2Fo%3FOSSAccessKeyId%3D§%26Expires%3D1"],
  ["link in a link, twice", "next=%2Flogin%3Fu%3Do%253FOSSAccessKeyId%253D§%2526e"],
  ["credential scope", "Authorization: ACS3-HMAC-SHA256 Credential=§,SignedHeaders=host"],
  ["OSS header", "Authorization: OSS §:c2ln"],
  ["diff, added", "@@ -1 +1 @@\n-key: old\n+§\n"],
  ["diff, removed", "-§"],
  ["prose", "We think §, created last year, can go."],
  ["end of a sentence", "The key is §. Please rotate it."],
  ["comment", "// TODO: drop § after the migration"],
  ["block comment", "/*§*/"],
  ["markdown code", "Use `§` for CI."],
  ["markdown bold", "The key **§** is Alice's, *§* is Bob's."],
  ["markdown table", "| ci | § | yes |"],
  ["chinese", "访问密钥§已经泄露，请尽快轮换。"],
  ["chinese punctuation", "密钥：“§”。"],
  ["korean", "액세스키§는 더 이상 쓰지 않습니다"],
  ["accents", "clé§é"],
  ["emoji", "🔑§🔥"],
  ["emoji and chinese", "🙂🙂 密钥 § 🙂"],
  ["underscores", "prod_§_backup"],
  ["path", "/home/ci/keys/§/config.json"],
  ["file name", "key-§.pem"],
  ["e-mail like", "§@example.org #§"],
  ["NUL around", "\0§\0"],
  ["nothing else", "§"],
  ["coloured log", `${String.fromCharCode(27)}[1;31m§${String.fromCharCode(27)}[0m`],
];
