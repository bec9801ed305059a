import type { Call } from "./actionTrail";
import { ApiError, invalidParameter, missingParameter } from "./apiError";
import type { Signer } from "./authenticate";
import { sampleNumber } from "./keyIds";
import type { PageTokens } from "./pageTokens";
import type { Product } from "./products";
import type { WireRecord } from "./records";
import type { SampleKey, SampleUser } from "./sampleKey";

const DAY = 24 * 60 * 60_000;

/** The user that the sample's requests are signed as. */
const AUDITOR = "key-auditor";

/** A key as RAM has it: whose it is, and nothing of its use. */
type EntryOfKey = Pick<SampleKey, "id" | "inactive" | "createdAgoMs" | "changedAgoMs">;

interface EntryOfUser extends SampleUser {
  readonly keys: EntryOfKey[];
}

/** Whose keys are whose: users of the story, whoever else has a key, and who signs. */
export class UserDirectory {
  private readonly extra: SampleUser[] = [];
  private readonly signers: Signer[] = [];
  private sorted: ReadonlyMap<string, AccountEntry> | undefined;

  constructor(private readonly keys: ReadonlyMap<string, SampleKey>) {}

  add(user: SampleUser): void {
    this.extra.push(user);
    this.forget();
  }

  /** Temporary credentials are nobody's keys. */
  addSigner(signer: Signer): void {
    if (signer.securityToken === undefined) this.signers.push(signer);
    this.forget();
  }

  /** The keys of the root account that one of them belongs to; of others it knows them by their users. */
  rootKeysBeside(accessKeyId: string): EntryOfKey[] | undefined {
    const signing = this.keys.get(accessKeyId);
    if (signing?.owner.type !== "root-account") return undefined;
    return [...this.keys.values()].filter(
      ({ account, owner }) => account === signing.account && owner.type === "root-account",
    );
  }

  /** To be called when the keys have changed. */
  forget(): void {
    this.sorted = undefined;
  }

  of(account: string): AccountEntry {
    this.sorted ??= this.sort();
    return this.sorted.get(account) ?? { users: [], byName: new Map() };
  }

  private sort(): ReadonlyMap<string, AccountEntry> {
    const accounts = new Map<string, Map<string, EntryOfUser>>();
    const entryOf = ({ account, name, id }: SampleUser): EntryOfUser => {
      const users = accounts.get(account) ?? new Map<string, EntryOfUser>();
      accounts.set(account, users);
      const entry = users.get(name) ?? { account, name, id, keys: [] };
      users.set(name, entry);
      return entry;
    };
    for (const key of this.keys.values()) {
      const { account, owner } = key;
      // The root account is no user, and its keys are nobody's to list but its own.
      if (account === undefined || owner.type !== "ram-user") continue;
      entryOf({ account, ...owner }).keys.push(key);
    }
    for (const user of this.extra) entryOf(user);
    for (const { account, accessKeyId, disabled } of this.signers) {
      // One that is on record has its owner there.
      if (this.keys.has(accessKeyId)) continue;
      const user = { account, name: AUDITOR, id: sampleNumber(`user ${AUDITOR} of ${account}`, 18) };
      entryOf(user).keys.push({
        id: accessKeyId,
        createdAgoMs: 60 * DAY,
        ...(disabled === true && { inactive: true as const }),
      });
    }
    return new Map(
      [...accounts].map(([account, byName]) => {
        const users = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
        return [account, { users, byName }];
      }),
    );
  }
}

interface AccountEntry {
  /** By name. */
  readonly users: readonly EntryOfUser[];
  readonly byName: ReadonlyMap<string, EntryOfUser>;
}

/** What RAM, IMS and STS have to answer from. */
export interface DirectoryArchive {
  readonly users: UserDirectory;
  readonly pageTokens: PageTokens;
}

/** Answers one of the operations of RAM, IMS and STS; throws `ApiError` when the answer is a refusal. */
export function callDirectory(
  call: Call,
  product: Exclude<Product, "actiontrail">,
  archive: DirectoryArchive,
): WireRecord {
  if (product === "sts") return callerIdentity(call, archive);
  return call.operation === "ListUsers"
    ? listUsers(call, product, archive)
    : listAccessKeys(call, product, archive);
}

function callerIdentity(call: Call, archive: DirectoryArchive): WireRecord {
  const { accountId, accessKeyId } = call.asker;
  if (archive.users.rootKeysBeside(accessKeyId)) {
    const root = { AccountId: accountId, PrincipalId: accountId, UserId: accountId };
    return { ...root, Arn: `acs:ram::${accountId}:root`, IdentityType: "Account" };
  }
  const user = signerOf(call, archive);
  const [id, name] = user ? [user.id, user.name] : [call.asker.userId, ""];
  const isSession = accessKeyId.startsWith("STS.");
  return {
    AccountId: accountId,
    Arn: isSession
      ? `acs:ram::${accountId}:assumed-role/key-auditor/session`
      : `acs:ram::${accountId}:user/${name}`,
    IdentityType: isSession ? "AssumedRoleUser" : "RAMUser",
    PrincipalId: isSession ? `${id}:session` : id,
    ...(isSession ? { RoleId: id } : { UserId: id }),
  };
}

function listUsers(call: Call, product: "ram" | "ims", { users, pageTokens }: DirectoryArchive): WireRecord {
  const { asker, parameters, moment } = call;
  const all = users.of(asker.account).users;
  const size = pageSize(parameters.get("MaxItems"), product === "ram" ? 100 : 1000);
  const question = [asker.account, product, call.operation, String(size)];
  const marker = parameters.get("Marker") ?? "";
  const start = marker === "" ? 0 : readMarker(pageTokens, question, marker);
  const end = start + size;
  const isTruncated = end < all.length;
  const made = isoTime(moment - 400 * DAY);
  return {
    Users: {
      User: all.slice(start, end).map(({ name, id }) => ({
        ...(product === "ram"
          ? { UserName: name, Comments: "" }
          : { UserPrincipalName: principalName(name, asker.accountId), ProvisionType: "Manual" }),
        ...{ UserId: id, DisplayName: name, CreateDate: made, UpdateDate: made },
      })),
    },
    IsTruncated: isTruncated,
    ...(isTruncated && { Marker: pageTokens.issue(question, end) }),
  };
}

function listAccessKeys(call: Call, product: "ram" | "ims", archive: DirectoryArchive): WireRecord {
  const keys = keysAskedFor(call, product, archive).map(
    ({ id, inactive, createdAgoMs = 300 * DAY, changedAgoMs }) => ({
      AccessKeyId: id,
      Status: inactive === true ? "Inactive" : "Active",
      CreateDate: isoTime(call.moment - createdAgoMs),
      ...(product === "ims" && { UpdateDate: isoTime(call.moment - (changedAgoMs ?? createdAgoMs)) }),
    }),
  );
  return { AccessKeys: { AccessKey: keys } };
}

/** Without a name it is about the asker. */
function keysAskedFor(call: Call, product: "ram" | "ims", archive: DirectoryArchive): readonly EntryOfKey[] {
  const { asker, parameters } = call;
  const parameter = product === "ram" ? "UserName" : "UserPrincipalName";
  const name = parameters.get(parameter) ?? "";
  if (name === "") {
    // A session has no keys, and is no user either.
    if (asker.accessKeyId.startsWith("STS.")) throw missingParameter(parameter);
    return archive.users.rootKeysBeside(asker.accessKeyId) ?? signerOf(call, archive)?.keys ?? [];
  }
  const suffix = principalName("", asker.accountId);
  const local = product === "ims" && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  const user = archive.users.of(asker.account).byName.get(local);
  if (!user) throw new ApiError(404, "EntityNotExist.User", `The user does not exist: ${local}.`);
  return user.keys;
}

function signerOf({ asker }: Call, { users }: DirectoryArchive): EntryOfUser | undefined {
  return users.of(asker.account).users.find(({ keys }) => keys.some(({ id }) => id === asker.accessKeyId));
}

function principalName(name: string, accountId: string): string {
  return `${name}@${accountId}.onaliyun.com`;
}

function pageSize(text: string | undefined, byDefault: number): number {
  if (text === undefined || text === "") return byDefault;
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > 1000) throw invalidParameter("MaxItems");
  return Number(text);
}

function readMarker(pageTokens: PageTokens, question: readonly string[], marker: string): number {
  try {
    return pageTokens.read(question, marker);
  } catch (error) {
    if (error instanceof ApiError) throw invalidParameter("Marker");
    throw error;
  }
}

function isoTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
