import { compose, keyOf, type LabelledText, notAKey, type Part } from "./labelledText";
import { DIGITS, LOWER, makeIds, UPPER } from "./syntheticIds";

const HEX = "0123456789abcdef";
const alibabas = keyOf("alibaba", "access-key");
const nclouds = keyOf("ncloud", "access-key");

/**
 * Whole files as they lie in checkouts. `«name»` is put together at run time: an ID that must be found, or what only
 * looks like one.
 */
const FILES: readonly (readonly [file: string, text: string])[] = [
  [
    ".env",
    "# local\nALIBABA_CLOUD_ACCESS_KEY_ID=«key»\nALIBABA_CLOUD_ACCESS_KEY_SECRET=«secret»\nNCP=«iam»\n",
  ],
  [
    ".env.example",
    "ALIBABA_CLOUD_ACCESS_KEY_ID=«placeholder»\nNCLOUD_ACCESS_KEY=<your key>\nOTHER=«masked»****\n",
  ],
  [".npmrc", "//registry.example/:_authToken=npm_«word36»\n; «key»\n"],
  [".git-credentials", "https://«key»:«secret»@codeup.example\n"],
  [
    "docker-compose.yml",
    "services:\n  app:\n    environment:\n      - OSS_ACCESS_KEY_ID=«key»\n      OSS_KEY_ID: «old»\n",
  ],
  ["secret.yaml", "kind: Secret\ndata:\n  id: «base64»==\nstringData:\n  id: «key»\n"],
  ["workflow.yml", "env:\n  AK: ${{ secrets.AK }} # was «key»\n  SHA: «hex64»\n"],
  ["Jenkinsfile", "withEnv(['ALI_AK=«key»', \"NCLOUD_ACCESS_KEY=«legacy»\"]) { sh 'make' }\n"],
  [
    "main.tf",
    'provider "alicloud" {\n  access_key = "«key»"\n  secret_key = "«secret»"\n}\nprovider "ncloud" {\n  access_key = "«iam»"\n}\n',
  ],
  ["nks.tf", 'resource "ncloud_nks_cluster" "c" {\n  kms_key_tag = "«tag»"\n  login_key_name = "k"\n}\n'],
  [
    "terraform.tfstate",
    '{"resources":[{"instances":[{"attributes":{"id":"«key»","secret":null,"kms_key_tag":"«tag»","uuid":"«uuid»"}}]}]}',
  ],
  [
    "config.json",
    '{"current":"default","profiles":[{"name":"default","mode":"AK","access_key_id":"«key»","access_key_secret":"«secret»"}]}',
  ],
  [
    "sts.json",
    '{"Credentials":{"SecurityToken":"CAIS«base64»","AccessKeyId":"«sts»","AccessKeySecret":"«secret»"},"RequestId":"«UUID»"}',
  ],
  [
    "package-lock.json",
    '{"node_modules/a":{"integrity":"sha512-«base64»==","resolved":"https://r.example/a.tgz"},"x":"«hex40»"}',
  ],
  [
    "yarn.lock",
    '"a@^1.0.0":\n  resolved "https://r.example/a/-/a-1.0.0.tgz#«hex40»"\n  integrity sha512-«base64»==\n',
  ],
  ["pnpm-lock.yaml", "  /a@1.0.0:\n    resolution: {integrity: sha512-«base64»==}\n"],
  ["go.sum", "example.org/a v1.0.0 h1:«base64go»=\nexample.org/a v1.0.0/go.mod h1:«base64go»=\n"],
  ["Cargo.lock", '[[package]]\nname = "a"\nchecksum = "«hex64»"\n'],
  ["poetry.lock", 'files = [{file = "a.whl", hash = "sha256:«hex64»"}]\n'],
  ["Gemfile.lock", "GIT\n  revision: «hex40»\n"],
  ["id_rsa", "«pem»BEGIN PRIVATE KEY«pem»\n«base64line»\n«base64line»\n«pem»END PRIVATE KEY«pem»\n"],
  ["authorized_keys", "ssh-rsa AAAAB3NzaC1yc2E«base64»== ci@example\n"],
  ["token.jwt", "eyJhbGciOiJIUzI1NiJ9.eyJ«jwt»«jwt».«jwt»\n"],
  ["ids.csv", "id,key,etag\r\n«uuid»,«key»,«hex32»\r\n«UUID»,«old»,«hex32»\r\n"],
  ["AccessKey.csv", "AccessKey ID,AccessKey Secret\r\n«key»,«secret»\r\n"],
  ["dump.sql", "INSERT INTO `ak` VALUES (1,'«key»','«secret»'),(2,'«iam»',NULL),(3,'«uuid»',NULL);\n"],
  [
    "access.log",
    '10.0.0.1 - - [01/May/2026] "GET /o.png?OSSAccessKeyId=«key»&Expires=1&Signature=«word28»%3D HTTP/1.1" 200\n',
  ],
  [
    "signed-urls.txt",
    "https://b.example/o?OSSAccessKeyId=«key»&Signature=x\nhttps://b.example/o?x-oss-credential=«key»%2F20260501\n",
  ],
  [
    "app.har",
    '{"url":"https://b.example/?u=https%3A%2F%2Fo.example%3FOSSAccessKeyId%3D«key»%26e%3D1","queryString":[{"name":"AccessKeyId","value":"«old»"}]}',
  ],
  [
    "postman.json",
    '{"header":[{"key":"x-ncp-iam-access-key","value":"«legacy»"},{"key":"x-ncp-apigw-signature-v2","value":"«base64»="}]}',
  ],
  [
    "notebook.ipynb",
    '{"cells":[{"source":["AK = \\"«key»\\"\\n","print(AK)"],"outputs":[{"text":["id\\n«key»\\n"]}]}]}',
  ],
  ["client.py", 'auth = oss2.Auth("«key»", "«secret»")  # 테스트 키\nAK = "LTAI5t" "«piece»"\n'],
  [
    "client.js",
    "const id = 'LTAI5t' + '«piece»';\nconst other = `«key»`;\nconst ncpAccessKey = '«legacy»';\n",
  ],
  ["client.ts", 'export const keyTag: string = "«tag»";\nconst digest: string = "«hex64»";\n'],
  [
    "Client.java",
    'IClientProfile p = DefaultProfile.getProfile("cn-hangzhou", "«key»", "«secret»");\nclass «ltaiWord» {}\n',
  ],
  ["Client.kt", 'val credentials = BasicCredentials("«key»", "«secret»")\nval r = STS.«stsWord»()\n'],
  ["client.go", 'client, err := oss.New(endpoint, "«key»", secret)\nkeyTag := "«tag»"\nsum := "«hex64»"\n'],
  ["Client.cs", 'var ak = @"«key»"; // «uuid»\n'],
  ["client.php", "<?php define('OSS_ACCESS_ID', '«key»'); define('SALT', '«word36»');\n"],
  ["client.rb", "Aliyun::OSS.new(access_key_id: '«key»', access_key_secret: '«secret»')\n"],
  ["client.rs", 'let id = b"«key»"; let n = "«iamSecret»";\n'],
  [
    "client.swift",
    'let provider = OSSPlainTextAKSKPairCredentialProvider(plainTextAccessKey: "«key»", secretKey: "«secret»")\n',
  ],
  ["client.dart", "final ak = '«old»';\n"],
  [
    "deploy.sh",
    "ossutil config -i «key» -k «secret» -e oss.example\nexport NCLOUD_ACCESS_KEY=«iam» NCLOUD_SECRET_KEY=«iamSecret»\n",
  ],
  ["deploy.bat", "set ALI_AK=«key»\r\nset NCLOUD_SECRET_KEY=«iamSecret»\r\n"],
  ["deploy.ps1", '$env:ALICLOUD_ACCESS_KEY = "«key»"\r\n'],
  ["Makefile", "AK ?= «key»\nTAG ?= «hex40»\n"],
  ["Dockerfile", "FROM a@sha256:«hex64»\nENV AK=«key» \\\n    SK=«secret»\n"],
  [
    "nginx.conf",
    'proxy_set_header x-ncp-iam-access-key «legacy»;\nproxy_set_header Authorization "OSS «key»:«word28»=";\n',
  ],
  ["application.properties", "aliyun.oss.accessKeyId=«key»\nspring.kms.key-tag=«tag»\nspring.salt=«hex64»\n"],
  [
    "settings.xml",
    "<settings><server><username>«key»</username><password>«secret»</password></server></settings>",
  ],
  ["strings.plist", "<key>OSSAccessKeyId</key><string>«key»</string>"],
  ["bundle.min.js", '«filler»,{id:"«key»",h:"«hex32»"},«filler»function(e){return"«old»"+e}«filler»'],
  ["bundle.min.js.map", '{"version":3,"mappings":"«vlq»","sourcesContent":["const id = \\"«key»\\";\\n"]}'],
  ["style.css", "@font-face{src:url(data:font/woff2;base64,d09GMgAB«base64»=)}\n/* «key» */"],
  [
    "logo.svg",
    '<svg><path d="M12 0L«digits» Z"/><image href="data:image/png;base64,iVBOR«base64»=="/></svg>',
  ],
  [
    "访问密钥.md",
    "# 密钥轮换\n\n旧的访问密钥«key»已经泄露，请在控制台（访问控制）里禁用；新的是“«key»”。示例：LTAI****«last4»。\n",
  ],
  [
    "키 교체.md",
    "# 키 교체\n\n액세스키«key»는 더 이상 쓰지 않습니다. 네이버 클라우드 키는 «iam»입니다. 예: «masked»***\n",
  ],
  [
    "notes.txt",
    "We rotated «key», then «old». The tag is «hex64»; key_tag=«tag».\nUUID «uuid», «masked»… and «placeholder»\n",
  ],
  ["console.txt", "AccessKey ID      Status\n«masked»****  Enabled\n«key»  Disabled\n"],
  ["colour.log", "\u001b[32m«key»\u001b[0m ok \u001b[1;31mncp«uuid»\u001b[0m\n"],
  [
    "app.log",
    '{"msg":"a\\n«key»\\tb","hash":"«hex64»","u":"https:\\/\\/b.example\\/?OSSAccessKeyId\\u003d«key»\\u0026e"}\n',
  ],
  ["change.diff", "-AccessKeyId: «key»\n+AccessKeyId: ${AK}\n index «hex40»..«hex40»\n"],
  ["hexdump.txt", "00000000  4c 54 41 49 35 74 30 30  «hex32»  |LTAI5t00|\n"],
  ["words.txt", "«ltaiWord»\n«ltaiWord2»\nSTS.«stsWord»\nncp_iam_«iamWord»\n"],
  ["kms.http", "GET /kms/v1/keys/«tag»/latest\nGET /objects/«hex64»\nx-ncp-iam-access-key: «iam»\n"],
];

/** What stands for what; each use is another value. */
function values(): Readonly<Record<string, () => Part>> {
  const { longTerm, temporary, ncloud, ncloudSecret, digest, characters } = makeIds(20_261_125);
  const inBase64 = (before: number, after: number): Part =>
    notAKey(`${characters(before)}+${longTerm(24)}/${characters(after)}`);
  const uuid = (): string => [8, 4, 4, 4, 12].map((n) => characters(n, HEX)).join("-");
  return {
    key: () => alibabas(longTerm(24)),
    old: () => alibabas(longTerm(16)),
    sts: () => keyOf("alibaba", "temporary-key")(temporary(25)),
    iam: () => nclouds(ncloud()),
    legacy: () => nclouds(`${characters(9)}4${characters(10)}`),
    tag: () => keyOf("ncloud", "kms-key")(digest()),
    masked: () => notAKey(longTerm(20)),
    placeholder: () => notAKey(`LTAI5t${"x".repeat(18)}`),
    secret: () => notAKey(characters(30)),
    iamSecret: () => notAKey(ncloudSecret()),
    base64: () => inBase64(40, 40),
    base64line: () => inBase64(20, 18),
    base64go: () => notAKey(`${characters(9)}${longTerm(24)}${characters(10)}`),
    jwt: () => notAKey(`${characters(30)}${longTerm(20)}${characters(20)}`),
    uuid: () => notAKey(uuid()),
    UUID: () => notAKey(uuid().toUpperCase()),
    hex32: () => notAKey(characters(32, HEX)),
    hex40: () => notAKey(characters(40, HEX)),
    hex64: () => notAKey(digest()),
    word28: () => notAKey(characters(27)),
    word36: () => notAKey(characters(36)),
    piece: () => notAKey(characters(18)),
    last4: () => notAKey(characters(4)),
    ltaiWord: () => notAKey("LTAI" + "IntegrationTestHelper"),
    ltaiWord2: () => notAKey("LTAI" + "AlibabaCloudClient"),
    pem: () => "-".repeat(5),
    stsWord: () => notAKey("AssumeRoleWithWebIdentityRequest"),
    iamWord: () => notAKey(characters(20, LOWER)),
    vlq: () => notAKey(characters(200, `${UPPER},;AC`)),
    digits: () => notAKey(characters(60, `${DIGITS}. `)),
    filler: () => "e.exports=function(t){return t.map(function(e){return e+1})};".repeat(200),
  };
}

/** The files, put together. */
export function labelledFiles(): readonly LabelledText[] {
  const valueOf = values();
  return FILES.map(([file, text]) => {
    const parts = text.split(/«(\w+)»/).map((part, n): Part => {
      if (n % 2 === 0) return part;
      const make = valueOf[part];
      if (!make) throw new Error(`${file} names ${part}, which nothing is called.`);
      return make();
    });
    return compose("whole files", file, ...parts);
  });
}
