import type { Account } from "../../../src/core/usage/account";
import type { KeyRef } from "../../../src/core/usage/key";
import { SERVICES } from "../../../src/sample/alibaba/serviceNames";
import type { ServiceStory } from "../../../src/sample/alibaba/sampleKey";
import type { KmsActivity } from "../../../src/sample/ncloud/sampleKmsKey";
import type { SampleAccount, SampleCloud } from "../../../src/sample/sampleCloud";
import { makeIds } from "../syntheticIds";
import { runsOf, type Future, type Manner } from "./futures";

const DAY = 86_400_000;
const WINDOW_MS = 400 * DAY;
/** Further uses of the same kind show in no answer. */
const SHOWN_RUNS = 3;
const KEYS_OF_ONE_USER = 10;

/** A key of the simulation, as it is asked about. */
export interface Resident {
  readonly future: Future;
  readonly key: KeyRef;
}

/** The accounts that the simulated world is asked with. */
export interface Accounts {
  readonly alibaba: Account;
  readonly ncloud: Account;
  /** An account that signs with a key of its own, made for the key that is asked about. */
  readonly signer: (credentials: SampleAccount, name: string) => Account;
}

/** The sample cloud with all keys of the simulation on record, as the records were at a moment. */
export class World {
  readonly residents: readonly Resident[];
  /** Every account there is, by name. */
  readonly accounts = new Map<string, Account>();
  private readonly start: number;

  constructor(
    private readonly cloud: SampleCloud,
    futures: readonly Future[],
    start: number,
    seed: number,
    accounts: Accounts,
  ) {
    this.start = Math.floor(start / 60_000) * 60_000;
    const ids = makeIds(seed);
    for (const account of [accounts.alibaba, accounts.ncloud]) this.accounts.set(account.name, account);
    this.residents = futures.map((future, index): Resident => {
      if (future.isSigner) {
        const credentials = cloud.addSigner("sample-prod");
        const account = accounts.signer(credentials, `signer-${index}`);
        this.accounts.set(account.name, account);
        const id = credentials.accessKeyId;
        return { future, key: { provider: "alibaba", kind: "access-key", id, account: account.name } };
      }
      switch (future.cloud) {
        case "alibaba": {
          const id = ids.longTerm(24);
          return {
            future,
            key: { provider: "alibaba", kind: "access-key", id, account: accounts.alibaba.name },
          };
        }
        case "kms": {
          const id = ids.characters(64, "0123456789abcdef");
          return { future, key: { provider: "ncloud", kind: "kms-key", id, account: accounts.ncloud.name } };
        }
        case "sub-account": {
          const id = "ncp_iam_" + `BPASKR${ids.characters(1, "0123456789")}${ids.characters(13)}`;
          return {
            future,
            key: { provider: "ncloud", kind: "access-key", id, account: accounts.ncloud.name },
          };
        }
      }
    });
    for (const resident of this.residents) this.setAttitude(resident);
  }

  /** Puts on record what is on record at `now`. */
  turnTo(now: number): void {
    // As the sample cloud's own clock has it: its stories count back from a moment that moves on by days.
    const moment = this.start + Math.floor((now - this.start) / DAY) * DAY;
    const users: Resident[] = [];
    for (const resident of this.residents) {
      const { cloud } = resident.future;
      if (cloud === "alibaba") this.recordAccessKey(resident, now, moment);
      else if (cloud === "kms") this.recordKmsKey(resident, now, moment);
      else users.push(resident);
    }
    for (const [index, residents] of subAccountsOf(users).entries())
      this.recordSubAccount(residents, index, now, moment);
  }

  private recordAccessKey({ future, key }: Resident, now: number, moment: number): void {
    if (future.attitude === "not-found" || future.attitude === "empty") return;
    const stories = new Map<string, ServiceStory>();
    for (const { manner, times } of recordedRuns(future, now)) {
      const name = `${manner.service} ${manner.record}`;
      const story = stories.get(name);
      const uses = times.map((at) => ({ agoMs: moment - at, event: manner.event, ip: manner.ip }));
      if (uses.length === 0) continue;
      stories.set(name, {
        service: SERVICES[manner.service],
        region: "cn-hangzhou",
        source: "ManagementEvent",
        uses: [...(story?.uses ?? []), ...uses],
        ...(manner.record === "no-detail" && { withoutDetail: true }),
        ...(manner.record === "no-time" && { withoutTime: true }),
      });
    }
    this.cloud.addKey({
      id: key.id,
      account: "sample-prod",
      owner: { type: "ram-user", name: "alice", id: "245400000000000001" },
      services: [...stories.values()],
      ...(future.attitude === "denies" && { refusal: "NoPermission" }),
      ...(future.attitude === "out-of-order" && { refusal: "ServiceUnavailable" }),
    });
  }

  private recordKmsKey({ future, key }: Resident, now: number, moment: number): void {
    const activities = recordedRuns(future, now).flatMap(({ manner, times }) =>
      times.map((at): KmsActivity => ({ agoMs: moment - at, action: manner.event, by: requestorOf(manner) })),
    );
    const registeredAgoMs = moment - future.createdAt;
    this.cloud.addKmsKey({
      ...{ id: key.id, name: `key-${key.id.slice(0, 8)}`, account: "sample-ncloud", memo: "" },
      ...{ keyType: "AES256", status: "ENABLE", protection: "BASIC" },
      ...{ registeredAgoMs, versionsAgoMs: [registeredAgoMs], activities },
      ...(future.isZoneless && { oddities: { timestamp: "no-zone" } }),
    });
  }

  private recordSubAccount(residents: readonly Resident[], index: number, now: number, moment: number): void {
    const keys = residents.map(({ future, key }) => {
      const times = recordedRuns(future, now).flatMap((run) => run.times);
      return {
        id: key.id,
        active: true,
        createdAgoMs: moment - future.createdAt,
        ...(times.length > 0 && { usedAgoMs: moment - Math.max(...times) }),
      };
    });
    const id = `5a${String(index).padStart(6, "0")}-0000-4000-8000-${"0".repeat(12)}`;
    const createdAgoMs = Math.max(...keys.map((one) => one.createdAgoMs));
    this.cloud.addSubAccount({ id, loginId: `batch-${index}`, account: "sample-ncloud", createdAgoMs, keys });
  }

  private setAttitude({ future, key }: Resident): void {
    const { attitude, cloud } = future;
    if (attitude === "empty")
      this.cloud.misbehave({ kind: "unknown-key", answer: "empty", accessKey: key.id });
    if (attitude === "hides-services") {
      const operation = cloud === "kms" ? "GetKeyActivityLogs" : "GetAccessKeyLastUsedProducts";
      this.cloud.misbehave({ kind: "deny", operation, accessKey: key.id });
    }
  }
}

/** What the cloud has recorded by now of each job; records arrive late, and some never. */
function recordedRuns(
  { jobs, lateMs }: Future,
  now: number,
): readonly { readonly manner: Manner; readonly times: readonly number[] }[] {
  return jobs
    .filter(({ manner }) => manner.record !== "none")
    .map((job) => ({ manner: job.manner, times: runsOf(job, now - WINDOW_MS, now - lateMs, SHOWN_RUNS) }));
}

function requestorOf({ by, ip }: Manner): KmsActivity["by"] {
  if (by === "SYSTEM") return { requestType: "SYSTEM", id: "", ip: "", authentication: "" };
  return by === "CONSOLE"
    ? { requestType: "CONSOLE", id: "minji.kim", ip, authentication: "" }
    : { requestType: "API", id: "batch", ip, authentication: "TOKEN" };
}

/**
 * Of the keys that nothing uses every second one has a sub account of its own; the others stand beside keys in use,
 * where NAVER Cloud may leave them out of its list, and nobody can tell why.
 */
function subAccountsOf(users: readonly Resident[]): readonly (readonly Resident[])[] {
  const idle = users.filter(({ future }) => future.jobs.length === 0);
  const alone = new Set(idle.filter((_, index) => index % 2 === 0));
  const others = users.filter((user) => !alone.has(user));
  const groups = Array.from({ length: Math.ceil(others.length / KEYS_OF_ONE_USER) }, (_, index) =>
    others.slice(index * KEYS_OF_ONE_USER, (index + 1) * KEYS_OF_ONE_USER),
  );
  return [...groups, ...Array.from(alone, (user) => [user])];
}
