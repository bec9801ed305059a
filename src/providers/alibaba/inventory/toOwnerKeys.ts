import type { InventoryKey, OwnerKeys } from "../../../core/inventory/inventoryPage";
import type { Identity } from "../../../core/usage/keyUsage";
import { present } from "../../../core/util/present";
import type { AccessKeyRow, Caller, RamUser } from "./schema";

/** Pure mappings from the records of STS, RAM and IMS to ours. */

/** Who asks; `type` as in look-ups, or as the cloud spells it where it is neither user nor root. */
export function toCaller({ AccountId, Arn, IdentityType, UserId }: Caller): Identity {
  const [, resource = ""] = /^acs:ram::\d*:(.+)$/.exec(Arn ?? "") ?? [];
  const accountId = present({ accountId: AccountId });
  if (resource === "root" || IdentityType?.toLowerCase() === "account")
    return { type: "root-account", name: "root", ...present({ id: AccountId }), ...accountId };
  if (resource.startsWith("user/"))
    return {
      type: "ram-user",
      name: resource.slice("user/".length),
      ...present({ id: UserId }),
      ...accountId,
    };
  const isUser = IdentityType?.toLowerCase() === "ramuser";
  return { ...present({ type: isUser ? "ram-user" : IdentityType, id: UserId }), ...accountId };
}

/** A RAM user of the account whose number is known from the caller. */
export function toOwner({ UserName, UserId }: RamUser, caller: Identity | undefined): Identity {
  return { type: "ram-user", name: UserName, ...present({ id: UserId, accountId: caller?.accountId }) };
}

/** An owner with its keys. */
export function toOwnerKeys(owner: Identity, rows: readonly AccessKeyRow[]): OwnerKeys {
  return { owner, keys: rows.map(toKey) };
}

function toKey({ AccessKeyId: id, Status, CreateDate, UpdateDate }: AccessKeyRow): InventoryKey {
  const changedAt = UpdateDate?.toISOString();
  return {
    key: { provider: "alibaba", kind: "access-key", id },
    info: present({ state: toState(Status), createdAt: CreateDate?.toISOString() }),
    ...(changedAt !== undefined && { changedAt }),
  };
}

/** In lower case where it is one of the two that are documented; other words stay as they are. */
function toState(status: string | undefined): string | undefined {
  return status !== undefined && /^(in)?active$/i.test(status) ? status.toLowerCase() : status;
}
