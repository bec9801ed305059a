import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import type { KnownEntry } from "../../src/core/detect/knownIds";
import { makeIds } from "./syntheticIds";

/** A folder on disk with everything that a scan may stumble over, and what it has to find in there. */
export interface OddTree {
  readonly excludes: readonly string[];
  readonly known: readonly KnownEntry[];
  /** The IDs in the order of the text, by the file's path with slashes from the folder on. Files without are left out. */
  readonly expected: ReadonlyMap<string, readonly string[]>;
}

const { longTerm, temporary, characters } = makeIds(5_512);
const HEX = "0123456789abcdef";

/** Writes the tree into a folder that exists. */
export async function writeOddTree(folder: string): Promise<OddTree> {
  const expected = new Map<string, readonly string[]>();
  const write = async (name: string, content: string | Buffer): Promise<void> => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  };
  /** Writes a file in which each of the IDs is found. */
  const keys = async (name: string, ids: readonly string[], content: string | Buffer): Promise<void> => {
    expected.set(name, ids);
    await write(name, content);
  };
  const one = async (name: string, around: (id: string) => string | Buffer): Promise<void> => {
    const id = longTerm(24);
    await keys(name, [id], around(id));
  };
  const none = async (name: string): Promise<void> => write(name, `id=${longTerm(24)}\n`);
  const plain = (id: string): string => `id=${id}\n`;

  await names(one, plain);
  await encodings(one);
  await binaries(write);
  await ignored(one, none, write, plain);
  await excluded(one, none, plain);
  await contexts(keys, write);
  await links(folder);
  return { excludes: EXCLUDES, known: await knownKeys(keys, write), expected };
}

type One = (name: string, around: (id: string) => string | Buffer) => Promise<void>;
type None = (name: string) => Promise<void>;
type Keys = (name: string, ids: readonly string[], content: string | Buffer) => Promise<void>;
type Write = (name: string, content: string | Buffer) => Promise<void>;

async function names(one: One, plain: (id: string) => string): Promise<void> {
  for (const name of [
    ".env",
    ".config/deep/.hidden/settings",
    "Makefile",
    "no-extension",
    "a name with  blanks.txt",
    "-n",
    "--files",
    "访问密钥/配置.yaml",
    "액세스키.properties",
    "🔑.json",
    "brackets[1]{2}(3).ts",
    "a/b/c/d/e/f/g/h/i/deep.txt",
    "percent%20.txt",
    'it\'s "quoted".sh',
    ...(process.platform === "win32" ? [] : ["line\nbreak.txt", "back\\slash.txt", "co:lon*?.txt"]),
  ])
    await one(name, plain);
}

async function encodings(one: One): Promise<void> {
  await one("crlf.ini", (id) => `[a]\r\nkey=${id}\r\nend\r\n`);
  await one("cr.txt", (id) => `one\rtwo ${id}\rthree`);
  await one("utf8-bom.csv", (id) => `\ufeff${id};访问密钥\r\n`);
  await one("utf16le.reg", (id) => Buffer.from(`\ufeff"访问密钥"="${id}"\r\n`, "utf16le"));
  await one("utf16be.reg", (id) => Buffer.from(`\ufeff🔑 ${id}\n`, "utf16le").swap16());
  await one("latin1.txt", (id) => Buffer.from(`clé=${id} été`, "latin1"));
  await one("gbk.txt", (id) =>
    Buffer.concat([Buffer.from([0xc3, 0xdc, 0xd4, 0xbf]), Buffer.from(`=${id}\n`)]),
  );
  await one("chinese.md", (id) => `🙂🙂 访问密钥${id}已经泄露，请尽快轮换。\n`);
  await one("korean.md", (id) => `액세스키${id}는 더 이상 쓰지 않습니다\n`);
  await one("minified.js", (id) => `${"e.exports=function(t){return t+1};".repeat(9_000)}k="${id}"`);
  await one("accents.txt", (id) => `clé${id}é`);
}

async function binaries(write: Write): Promise<void> {
  const id = longTerm(24);
  await write("binary/start.bin", `\0 ${id}\n`);
  await write("binary/behind.bin", `${id}\n\0\n`);
  await write("binary/late.bin", `${id}\n${"text without end\n".repeat(40_000)}\0\n${id}`);
  await write("binary/utf16.bin", Buffer.from(`\ufeff${id}\n\0\n`, "utf16le"));
  await write("empty", "");
}

async function ignored(one: One, none: None, write: Write, plain: (id: string) => string): Promise<void> {
  const rules = [
    ...["# a comment", "", "ignored.txt", "/root-only.txt", "folders/", "*.log", "!keep.log", "deep/*/x.txt"],
    ...[
      "**/anywhere/y.txt",
      "tail/**",
      "class[0-9].txt",
      "not[!0-9].dat",
      String.raw`\#hash`,
      String.raw`\!bang`,
    ],
    ...["blanks.txt   ", "qu?stion.txt", "a/**/z.txt", "brackets[.txt", "dir.with.dots/", "* .end"],
  ];
  await write(".gitignore", `${rules.join("\r\n")}\r\n`);
  for (const name of [
    "ignored.txt",
    "sub/ignored.txt",
    "root-only.txt",
    "folders/k.txt",
    "sub/folders/k.txt",
  ])
    await none(name);
  for (const name of ["some.log", "sub/other.log", "deep/1/x.txt", "q/anywhere/y.txt", "tail/k.txt"])
    await none(name);
  for (const name of ["class1.txt", "notx.dat", "#hash", "!bang", "blanks.txt", "question.txt", "a/z.txt"])
    await none(name);
  for (const name of ["a/1/2/z.txt", "dir.with.dots/k.txt"]) await none(name);
  for (const name of [
    "sub/root-only.txt",
    "keep.log",
    "sub/keep.log",
    "deep/1/2/x.txt",
    "classx.txt",
    "not1.dat",
  ])
    await one(name, plain);
  for (const name of ["sub/folders.txt", "sub2/folders", "quuestion.txt", "brackets[.txt.txt"])
    await one(name, plain);
  await write("nested/.gitignore", "!ignored.txt\n/only-here.txt\n*\n!*.yes\n!*/\n");
  await one("nested/k.yes", plain);
  await one("nested/in/k.yes", plain);
  await none("nested/only-here.txt");
  await none("nested/in/k.no");
  // An ignored folder stays so, whatever a file in it says.
  await write("folders/.gitignore", "!k.txt\n");
  await write("more/.gitignore", "\ufeffwith-bom.txt\n");
  await none("more/with-bom.txt");
  // A folder of that name rules nothing.
  await one("odd/.gitignore/k.txt", plain);
  // Neither do the ignore files of other programs.
  await write(".ignore", "other.txt\n");
  await write(".rgignore", "other.txt\n");
  await one("other.txt", plain);
}

const EXCLUDES = [
  "**/.git",
  "**/node_modules",
  "*.root",
  "**/*.{min,max}.js",
  "out/{a,b}/**",
  "**/ex?luded/**/deep",
  "lib/[a-c]*",
];

async function excluded(one: One, none: None, plain: (id: string) => string): Promise<void> {
  for (const name of [
    ".git/config",
    "x/node_modules/p/i.js",
    "k.root",
    "x/k.min.js",
    "k.max.js",
    "out/a/k.txt",
  ])
    await none(name);
  for (const name of [
    "out/b/c/k.txt",
    "x/excluded/1/2/deep/k.txt",
    "excluded/deep/k.txt",
    "lib/axe/k.txt",
    "lib/b",
  ])
    await none(name);
  for (const name of [
    "x/k.root",
    "k.mid.js",
    "out/c/k.txt",
    "x/out/a/k.txt",
    "excluded/k.txt",
    "lib/d.txt",
    "x/lib/a",
  ])
    await one(name, plain);
  await one("node_modules.txt", plain);
}

async function contexts(keys: Keys, write: Write): Promise<void> {
  const [tag, other, legacy] = [characters(64, HEX), characters(64, HEX), `4${characters(19)}`];
  await keys("ncloud/tag.tf", [tag], `resource "x" {\n  kms_key_tag = "${tag}"\n}\nsum = "${other}"\n`);
  await keys("ncloud/next-line.yaml", [tag], `- name: KMS_KEY_TAG\n  value: "${tag}"\n`);
  await keys("ncloud/path.http", [tag], `GET /kms/v1/keys/${tag}/latest?x=1\n`);
  await keys("ncloud/legacy.env", [legacy], `NCLOUD_ACCESS_KEY_ID=${legacy}\nACCESS_KEY=${legacy}\n`);
  await keys(
    "ncloud/legacy.py",
    [legacy],
    `os.environ["ncloud_access_key"] = \\\n    1\nx(ncp_access_key='${legacy}')`,
  );
  const iam = `ncp_iam_BPASKR1${characters(13)}`;
  await keys("ncloud/iam.sh", [iam], `export ID=${iam}\n`);
  const sts = temporary(25);
  await keys("sts.json", [sts, longIn], `{"AccessKeyId":"${sts}","x":"${longIn}"}`);
  const [a, b] = [longTerm(16), longTerm(20)];
  await keys("many.txt", [a, b, a], `${a} ${b}\n\n\n  ${a}`);
  await write("masked.log", `ak=${longTerm(20)}**** ${longTerm(16)}... LTAI****abcd\n`);
  await write("go.sum", `h1:${characters(9)}${longTerm(24)}${characters(10)}=\n`);
  await write("lock.json", `"sha512-${characters(40)}+${longTerm(24)}/${characters(21)}=="\n`);
  await write("hashes.txt", `${characters(64, HEX)}\n`);
  await write("placeholders.env", `A=LTAI${"x".repeat(20)}\nB=STS.AssumeRoleWithWebIdentityRequest\n`);
}

const longIn = longTerm(24);

/** Keys that only a list gives away: an ID without a form, and names. */
async function knownKeys(keys: Keys, write: Write): Promise<readonly KnownEntry[]> {
  const [old, tag] = [`q7${characters(14)}`, characters(64, HEX)];
  const nrn = `nrn:PUB:KMS:KR:1234567:Key/${characters(12)}`;
  await keys("known/old.txt", [old], `a ${old}, b${old}, ${old}b\n`);
  await keys("known/names.md", [tag, tag, tag], `use master-key, "${nrn}" and %3Dmaster-key\n`);
  await write("known/other-names.md", `a-master-key master-keys master-key.old xmaster-key masterkey\n`);
  await keys("known/digest.txt", [tag], `${tag}  file\n`);
  await keys("known/chinese.txt", [tag], `密钥master-key，\n`);
  return [
    { provider: "alibaba", kind: "access-key", id: old },
    { key: { provider: "ncloud", kind: "kms-key", id: tag }, aliases: ["master-key", nrn] },
  ];
}

/** Windows lets few people make links. */
async function links(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  await symlink(folder, path.join(folder, "loop"));
  await symlink("..", path.join(folder, "a/b/up"));
  await symlink("Makefile", path.join(folder, "link-to-file"));
  await symlink("nowhere", path.join(folder, "broken"));
}
