import { sampleDigest } from "./ncloud/keyIds";
import type { NcloudKeys } from "./ncloud/story";
import type { SampleStory } from "./sampleStory";

/** A file of the sample project. */
export interface SampleFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

/**
 * A small project such as people have, with the story's keys in the places where people leave them.
 * The first file holds every one of Alibaba Cloud, the last every one of NAVER Cloud. Secrets appear only as references
 * to variables.
 */
export function sampleProject({ keys, ncloud }: SampleStory): SampleFile[] {
  const { ci, stale, idle, root, denied, failing, elsewhere, dev, temporary } = keys;
  return [
    {
      path: "config/app.yaml",
      content: `# Who signs in to the cloud, and with what. Secrets come from the environment.
deploy:
  region: cn-hangzhou
  accessKeyId: ${ci.id}
  accessKeySecret: \${DEPLOY_SECRET}

backup:
  bucket: nightly-backup
  accessKeyId: ${stale.id}
  accessKeySecret: \${BACKUP_SECRET}

terraform:
  accessKeyId: ${idle.id}  # TODO: can this one go?
  accessKeySecret: \${TERRAFORM_SECRET}

billing-report:
  accessKeyId: ${root.id}
  accessKeySecret: \${BILLING_SECRET}

development:
  region: ap-southeast-1
  accessKeyId: ${dev.id}
  accessKeySecret: \${DEV_SECRET}

audit:
  accessKeyId: ${denied.id}
  accessKeySecret: \${AUDIT_SECRET}

mail:
  accessKeyId: ${failing.id}
  accessKeySecret: \${MAIL_SECRET}

partner-feed:
  accessKeyId: ${elsewhere.id}
  accessKeySecret: \${PARTNER_SECRET}

session:
  accessKeyId: ${temporary.id}
  accessKeySecret: \${SESSION_SECRET}
  securityToken: \${SESSION_TOKEN}
`,
    },
    {
      path: ".env",
      content: `ALIBABA_CLOUD_ACCESS_KEY_ID=${ci.id}
ALIBABA_CLOUD_ACCESS_KEY_SECRET=\${DEPLOY_SECRET}
OSS_BUCKET=web-release
`,
    },
    {
      path: "deploy/main.tf",
      content: `provider "alicloud" {
  region     = "cn-hangzhou"
  access_key = "${ci.id}"
  secret_key = var.deploy_secret
}

provider "alicloud" {
  alias      = "dev"
  region     = "ap-southeast-1"
  access_key = "${dev.id}"
  secret_key = var.dev_secret
}

resource "alicloud_oss_bucket" "release" {
  bucket = "web-release"
}
`,
    },
    {
      path: "scripts/backup.sh",
      content: `#!/bin/sh
# Copies last night's dump to the bucket.
set -eu

aliyun configure set --profile backup --mode AK \\
  --access-key-id ${stale.id} \\
  --access-key-secret "\${BACKUP_SECRET}" \\
  --region cn-hangzhou

aliyun oss cp dump.sql.gz "oss://nightly-backup/$(date +%F).sql.gz" --profile backup
`,
    },
    {
      path: "notes.md",
      content: `# Keys: who, what, until when

| key | who | remark |
| --- | --- | --- |
| ${ci.id} | CI | 🚀 deploys on every push |
| ${idle.id} | nobody? | 🕸️ 没人知道它是做什么的 (nobody knows what it is for) |
| ${root.id} | finance | ⚠️ 主账号密钥, to be replaced by a RAM user |

- 🔑 开发环境的密钥 ${dev.id}，由 bob 管理。
- 合作伙伴 👩‍💻 ${elsewhere.id} is theirs; we only pass it on.
- In the ticket it stands as ${ci.id.slice(0, -4)}****, which is the CI key.
- Debug session of last week: ${temporary.id} (expired by now).
- 🔐 주문 DB 암호화 키 ${ncloud.kmsUsed.name}: ${ncloud.kmsUsed.id} 삭제 금지, 담당자 김민지.
- 서브 계정 old-batch의 액세스 키 ${ncloud.subIdle.id} 아직 쓰는 곳이 있는지 확인할 것.
`,
    },
    { path: "config/ncloud.yaml", content: ncloudConfig(ncloud) },
  ];
}

/** Key tags look like any hash: what they are is told by a name, by a URL, or by somebody who knows the key. */
function ncloudConfig(keys: NcloudKeys): string {
  const { kmsUsed, kmsSystem, kmsConsole, kmsDisabled, kmsDeleting, kmsIdle } = keys;
  return `# NAVER Cloud: which keys encrypt what, and who calls with which access key.
orders:
  kms_key_name: ${kmsUsed.name}
  kms_key_tag: ${kmsUsed.id}

backup-vault:
  key_tag: "${kmsSystem.id}"

partner-api:
  sign_url: https://ocapi.ncloud.com/kms/v1/keys/${kmsConsole.id}/sign

documents:
  kmsKeyTag: "${kmsDisabled.id}"  # switched off; who still reads these?

finance:
  keyTag: '${kmsDeleting.id}'

spare:
  key-tag: ${kmsIdle.id}

ci-runner:
  access_key: ${keys.subInUse.id}
  secret_key: \${CI_RUNNER_SECRET}
  spare_access_key: ${keys.subUnused.id}
  spare_secret_key: \${CI_RUNNER_SPARE_SECRET}

old-batch:
  access_key: ${keys.subIdle.id}  # TODO: can this one go?
  secret_key: \${OLD_BATCH_SECRET}

invoices:
  access_key: ${keys.mainAccount.id}  # of the main account
  secret_key: \${INVOICES_SECRET}

release:
  image: shop-api@sha256:${sampleDigest("shop-api")}
`;
}
