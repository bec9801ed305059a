import type { Signer } from "./alibaba/authenticate";
import { randomText } from "./alibaba/keyIds";
import type { NcloudSigner, UserType } from "./ncloud/authenticate";
import { holderOf, randomAccessKey, randomSecretKey } from "./ncloud/keyIds";
import { AUDITOR_ID } from "./ncloud/story";

/** An account of the sample cloud, with credentials that may ask about its keys. */
export interface SampleAccount {
  /** Which cloud it is with. */
  readonly provider: "alibaba" | "ncloud";
  readonly name: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** With temporary credentials of Alibaba Cloud; those of NAVER Cloud have none. */
  readonly securityToken?: string;
}

/** Credentials that are not as good as an account's own. */
export interface SignerTraits {
  /** Temporary credentials; at Alibaba Cloud, with a security token. */
  readonly temporary?: boolean;
  /** When temporary credentials end, in milliseconds since the epoch. */
  readonly expiresAt?: number;
  readonly disabled?: boolean;
  /** At NAVER Cloud: of a sub account, which is what an account's own are, of the main account, or of a role. */
  readonly userType?: UserType;
  /** At NAVER Cloud: the ID of the sub account; the story's auditor unless given. */
  readonly subAccountId?: string;
}

/** Credentials that nobody can guess. */
export function newAccount(
  provider: SampleAccount["provider"],
  name: string,
  { temporary, userType }: SignerTraits = {},
): SampleAccount {
  if (provider === "ncloud") {
    const holder = userType === "Customer" ? "main" : "sub";
    const [accessKeyId, accessKeySecret] = [randomAccessKey(holder), randomSecretKey(holder)];
    return { provider, name, accessKeyId, accessKeySecret };
  }
  if (temporary !== true) {
    return { provider, name, accessKeyId: "LTAI" + `5t${randomText(18)}`, accessKeySecret: randomText(30) };
  }
  return {
    provider,
    name,
    accessKeyId: "STS." + `NT${randomText(23)}`,
    accessKeySecret: randomText(44),
    securityToken: "CAIS" + randomText(120),
  };
}

/** What Alibaba Cloud's gate knows of them. */
export function alibabaSigner(
  { name, accessKeyId, accessKeySecret, securityToken }: SampleAccount,
  { expiresAt, disabled }: SignerTraits = {},
): Signer {
  return {
    account: name,
    accessKeyId,
    accessKeySecret,
    ...(securityToken !== undefined && { securityToken }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(disabled !== undefined && { disabled }),
  };
}

/** What NAVER Cloud's gate knows of them; the ID itself tells whether they are the main account's. */
export function ncloudSigner(
  { name, accessKeyId, accessKeySecret }: SampleAccount,
  { expiresAt, disabled, temporary, subAccountId, userType }: SignerTraits = {},
): NcloudSigner {
  const type =
    userType ?? (holderOf(accessKeyId) === "main" ? "Customer" : temporary === true ? "Role" : "Sub");
  return {
    account: name,
    accessKeyId,
    accessKeySecret,
    userType: type,
    ...(type !== "Customer" && { subAccountId: subAccountId ?? AUDITOR_ID }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(disabled !== undefined && { disabled }),
  };
}
