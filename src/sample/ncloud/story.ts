import { aBusyMonth, did, REQUESTORS } from "./activityStory";
import { sampleAccessKey, sampleKeyTag, sampleSubAccountId } from "./keyIds";
import type { SampleKmsKey } from "./sampleKmsKey";
import type { SampleAccessKey, SampleSubAccount } from "./sampleSubAccount";

/** The account that the story happens in. */
export const NCLOUD = "sample-ncloud";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** What each key of the sample is there to show. */
export type NcloudKeys = KmsKeys & AccessKeys;

type KmsKeys = Readonly<{
  /** Encrypts for two programs, the latest of them minutes ago. */
  kmsUsed: SampleKmsKey;
  /** Nobody but the cloud itself, which rotates it, has touched it. */
  kmsSystem: SampleKmsKey;
  /** A person looked at it hours ago; a program last used it days ago, which the log alone tells. */
  kmsConsole: SampleKmsKey;
  /** Switched off; last used three weeks ago. */
  kmsDisabled: SampleKmsKey;
  /** Gone in a few days, and a program used it two weeks ago. */
  kmsDeleting: SampleKmsKey;
  /** Nothing on record. */
  kmsIdle: SampleKmsKey;
}>;

type AccessKeys = Readonly<{
  /** A sub account's, used an hour ago. */
  subInUse: SampleAccessKey;
  /** A sub account's, last used half a year ago. */
  subIdle: SampleAccessKey;
  /** In no record: its sub account has used no key at all. */
  subUnused: SampleAccessKey;
  /** The main account's: the cloud has it, and tells nobody about its use. */
  mainAccount: SampleAccessKey;
}>;

/** Tells the story from the start. IDs are always the same; all times count back from the moment that `StoryClock` tells. */
export function ncloudKeys(): NcloudKeys {
  return {
    ...kmsKeys(),
    subInUse: accessKey("ci-runner", { createdAgoMs: 320 * DAY, usedAgoMs: HOUR }),
    subIdle: accessKey("old-batch", { createdAgoMs: 700 * DAY, usedAgoMs: 190 * DAY + 3 * HOUR }),
    subUnused: accessKey("ci-runner spare", { createdAgoMs: 150 * DAY }),
    mainAccount: { id: sampleAccessKey("main account", "main"), active: true, createdAgoMs: 900 * DAY },
  };
}

/** The sub accounts that the access keys belong to, and the one whose keys the sample's requests are signed with. */
export function subAccounts({ subInUse, subIdle, subUnused }: NcloudKeys): SampleSubAccount[] {
  return [
    subAccount("ci-runner", { createdAgoMs: 320 * DAY, keys: [subInUse] }),
    subAccount("ci-spare", { createdAgoMs: 160 * DAY, keys: [subUnused] }),
    subAccount("old-batch", { createdAgoMs: 710 * DAY, loginAgoMs: 640 * DAY, keys: [subIdle] }),
    subAccount(AUDITOR, { createdAgoMs: 60 * DAY, loginAgoMs: 6 * DAY, keys: [] }),
  ];
}

const AUDITOR = "key-auditor";

/** The ID of the sub account that signs the sample's requests. */
export const AUDITOR_ID = sampleSubAccountId(AUDITOR);

function kmsKeys(): KmsKeys {
  return {
    kmsUsed: {
      ...kmsKey("orders-db", "결제·주문 테이블의 봉투 암호화 키"),
      registeredAgoMs: 66 * DAY,
      rotation: { days: 14, nextInMs: 4 * DAY },
      versionsAgoMs: [66 * DAY, 52 * DAY, 38 * DAY, 24 * DAY, 10 * DAY],
      activities: aBusyMonth(),
    },
    kmsSystem: {
      ...kmsKey("backup-vault", "Nightly backups, before the move"),
      protection: "COMMON_HSM",
      registeredAgoMs: 380 * DAY,
      rotation: { days: 14, nextInMs: 9 * DAY },
      versionsAgoMs: [380 * DAY, 33 * DAY, 19 * DAY, 5 * DAY],
      activities: [did(5 * DAY, REQUESTORS.cloud, "RotateKey"), did(19 * DAY, REQUESTORS.cloud, "RotateKey")],
    },
    kmsConsole: {
      ...kmsKey("token-signing", "Signs the tokens of the partner API"),
      keyType: "RSA2048",
      activities: [
        did(2 * HOUR, REQUESTORS.person, "GetKeyInfo"),
        did(2 * HOUR + 40_000, REQUESTORS.person, "GetPublicKey"),
        did(5 * DAY + 3 * HOUR, REQUESTORS.shop, "Sign"),
        did(6 * DAY, REQUESTORS.batch, "Verify"),
        did(11 * DAY, REQUESTORS.shop, "Sign"),
      ],
    },
    kmsDisabled: {
      ...kmsKey("legacy-files", "Documents from before 2024"),
      status: "DISABLE",
      activities: [
        did(20 * DAY + 4 * HOUR, REQUESTORS.batch, "Decrypt"),
        did(21 * DAY, REQUESTORS.batch, "Decrypt"),
      ],
    },
    kmsDeleting: {
      ...kmsKey("old-reports", "Can go, says finance"),
      keyType: "ECDSA",
      status: "REVOKE",
      destroyInMs: 4 * DAY + 2 * HOUR,
      activities: [
        did(3 * DAY, REQUESTORS.cloud, "ScheduleKeyDeletion"),
        did(3 * DAY + 60_000, REQUESTORS.person, "RequestKeyDeletion"),
        did(14 * DAY, REQUESTORS.batch, "Sign"),
      ],
    },
    kmsIdle: { ...kmsKey("spare-key", ""), registeredAgoMs: 95 * DAY, versionsAgoMs: [95 * DAY] },
  };
}

function kmsKey(name: string, memo: string): SampleKmsKey {
  return {
    ...{ id: sampleKeyTag(name), name, account: NCLOUD, memo },
    ...{ keyType: "AES256", status: "ENABLE", protection: "BASIC" },
    ...{ registeredAgoMs: 510 * DAY, versionsAgoMs: [510 * DAY], activities: [] },
  };
}

function accessKey(
  seed: string,
  times: Pick<SampleAccessKey, "createdAgoMs" | "usedAgoMs">,
): SampleAccessKey {
  return { id: sampleAccessKey(seed), active: true, ...times };
}

function subAccount(
  loginId: string,
  rest: Pick<SampleSubAccount, "createdAgoMs" | "loginAgoMs" | "keys">,
): SampleSubAccount {
  return { id: sampleSubAccountId(loginId), loginId, account: NCLOUD, ...rest };
}
