import type { Account } from "../../core/usage/account";
import type { KeyRef } from "../../core/usage/key";
import { UsageError } from "../../core/usage/errors";
import type { KeyUsage, LastUse } from "../../core/usage/keyUsage";
import type {
  DetailEntry,
  DetailPage,
  DetailRequest,
  LookUpAnswer,
  LookUpRequest,
} from "../../core/usage/provider";
import type { InventoryPage } from "../../core/inventory/inventoryPage";
import type { Clock } from "../../core/util/clock";
import { anotherKey, useWithoutTime } from "../common/answerProblems";
import type { ActionTrail } from "./actionTrail";
import type { AlibabaCredentials } from "./credentials/alibabaCredentials";
import { listKeys } from "./inventory/listKeys";
import { findOtherUse, isOther } from "./observer";
import { isOwnCall, isOwnService } from "./ownCalls";
import { parseAlibabaKey } from "./parseKey";
import { recordsSince } from "./records";
import { EVENTS, INFO, IPS, PRODUCTS, recordText, RESOURCES, type Info, type Product } from "./schema";
import { isProductUse, toDetailEntry, toOwner, toUse, type RecordedUse } from "./toUsage";

export interface BackendParts {
  readonly actionTrail: ActionTrail;
  readonly credentials: AlibabaCredentials;
  readonly clock: Clock;
  /** BCP 47; decides between the English and the Chinese names of services. */
  readonly language: string;
}

/** The part of the provider that talks to Alibaba Cloud and reads credentials; loaded when it is first needed. */
export class AlibabaBackend {
  constructor(private readonly parts: BackendParts) {}

  async lookUp(request: LookUpRequest, signal: AbortSignal): Promise<LookUpAnswer> {
    const answer = await this.ask(request, signal);
    if (!(await this.isSigner(request, signal))) return answer;
    return this.withoutOwnCalls(request, answer, signal);
  }

  /** With the key that the questions are signed with, the latest use is often the question before this one. */
  private async withoutOwnCalls(
    request: LookUpRequest,
    answer: LookUpAnswer,
    signal: AbortSignal,
  ): Promise<LookUpAnswer> {
    const { lastUse } = answer.usage;
    if (!lastUse) return { ...answer, usage: { ...answer.usage, ownCalls: {} } };
    const isClear = request.products || isOther(lastUse);
    const full = isClear ? answer : await this.ask({ ...request, products: true }, signal);
    const { usage } = full;
    const isWhole = usage.products !== undefined && usage.problem === undefined;
    const ownCalls = await findOtherUse({ usage, isWhole }, request, this.parts.actionTrail, signal);
    return { ...full, usage: { ...usage, ownCalls } };
  }

  private async isSigner(
    { key, account }: Pick<LookUpRequest, "key" | "account">,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      const { accessKeyId } = await this.parts.credentials.resolve(account, signal);
      return accessKeyId === key.id;
    } catch (error) {
      // The credentials went away after the answer. Counting KeyTrail's own calls then makes no key look less used.
      if (error instanceof UsageError && error.kind !== "cancelled") return false;
      throw error;
    }
  }

  private async ask({ key, account, products }: LookUpRequest, signal: AbortSignal): Promise<LookUpAnswer> {
    const query = { AccessKey: key.id };
    const { actionTrail, language } = this.parts;
    const [info, services] = await Promise.allSettled([
      actionTrail.call(account, "GetAccessKeyLastUsedInfo", query, INFO, signal),
      products
        ? actionTrail.call(account, "GetAccessKeyLastUsedProducts", query, PRODUCTS, signal)
        : undefined,
    ]);
    const failures = [info, services].filter((part) => part.status === "rejected");
    // A part may be missing; not because nobody waits any more, nor because of a mistake of ours.
    const fatal = failures.find(
      ({ reason }) => !(reason instanceof UsageError) || reason.kind === "cancelled",
    );
    if (fatal) throw fatal.reason;
    const missing = failures[0]?.reason as UsageError | undefined;

    const answered = info.status === "fulfilled" ? info.value : undefined;
    if (answered && isAboutAnother(answered, key)) throw anotherKey(account, answered.RequestId);
    const infoUse = answered && toUse(answered, language);
    const listed = services.status === "fulfilled" ? services.value?.entries : undefined;
    const listedUses = listed && usesOf(listed, language);
    const uses = [...(infoUse ? [infoUse] : []), ...(listedUses ?? []).map(({ use }) => use)];
    const latest = newest(uses);
    // A use without a time, or an answer that is missing, may be later than every time that is known.
    const mayBeLater = info.status === "rejected" || uses.some(({ at }) => at === undefined);
    const lastUse = latest && { ...latest, ...(mayBeLater && { mayBeLater: true as const }) };
    // A list of used services is proof of use even when the plain question was refused.
    if (!lastUse && info.status === "rejected") throw info.reason;
    // "No use" is only said when nothing in the answers hints at one.
    if (!lastUse && uses.length > 0) throw useWithoutTime(account, answered?.RequestId);

    const owner = answered && toOwner(answered);
    const now = this.parts.clock.now();
    const usage: KeyUsage = {
      key,
      account: account.name,
      outcome: lastUse ? "used" : "no-use-on-record",
      ...(owner && { owner }),
      ...(lastUse && { lastUse }),
      ...(listedUses && { products: listedUses.map(({ use }) => use).filter(isProductUse) }),
      recordsSince: recordsSince(now).toISOString(),
      asOf: new Date(now).toISOString(),
      ...(missing && { problem: missing.toProblem() }),
    };
    return { usage, ...(listedUses && { records: recordsOf(listedUses) }) };
  }

  async lookUpDetail(request: DetailRequest, signal: AbortSignal): Promise<DetailPage> {
    const page = await this.askDetail(request, signal);
    const { service, kind } = request;
    if (!isOwnService(service) || !(await this.isSigner(request, signal))) return page;
    const entries = page.entries.map((entry): DetailEntry => {
      const event = kind === "events" ? entry.name : entry.event;
      return event === undefined || isOwnCall(service, event) ? { ...entry, isOwnCall: true } : entry;
    });
    return { ...page, entries };
  }

  private async askDetail(request: DetailRequest, signal: AbortSignal): Promise<DetailPage> {
    const { key, account, service, kind, pageToken } = request;
    const query = {
      AccessKey: key.id,
      ServiceName: service.code,
      PageSize: PAGE_SIZE,
      ...(pageToken !== undefined && { NextToken: pageToken }),
    };
    const { actionTrail } = this.parts;
    switch (kind) {
      case "events": {
        const page = await actionTrail.call(account, "GetAccessKeyLastUsedEvents", query, EVENTS, signal);
        return toPage(page, (row) => toDetailEntry(row, row.EventName, undefined));
      }
      case "addresses": {
        const page = await actionTrail.call(account, "GetAccessKeyLastUsedIps", query, IPS, signal);
        return toPage(page, (row) => toDetailEntry(row, row.Ip, undefined));
      }
      case "resources": {
        const page = await actionTrail.call(
          account,
          "GetAccessKeyLastUsedResources",
          query,
          RESOURCES,
          signal,
        );
        return toPage(page, (row) => toDetailEntry(row, row.ResourceName, row.ResourceType));
      }
      case "activity":
        throw new Error("ActionTrail keeps its records by service.");
    }
  }

  inventory(account: Account, signal: AbortSignal): AsyncIterable<InventoryPage> {
    return listKeys(this.parts.actionTrail.api, account, signal);
  }

  checkAccount(account: Account): ReturnType<AlibabaCredentials["check"]> {
    return this.parts.credentials.check(account);
  }

  async changedAccounts(accounts: readonly Account[]): Promise<readonly Account[]> {
    return this.parts.credentials.changedAccounts(accounts);
  }

  async tryAccount(account: Account, signal: AbortSignal): Promise<KeyUsage | undefined> {
    const { accessKeyId } = await this.parts.credentials.resolve(account, signal);
    const own = parseAlibabaKey(accessKeyId, true);
    // The cloud keeps no last use of a temporary key; any ID shows whether the account may ask, even nobody's.
    const key =
      own?.kind === "access-key" ? own : { provider: "alibaba", kind: "access-key" as const, id: NOBODYS_ID };
    try {
      const { usage } = await this.ask({ key, account, products: false }, signal);
      return key === own ? withUnsearchedCalls(usage) : undefined;
    } catch (error) {
      if (error instanceof UsageError && error.kind === "not-found") return undefined;
      throw error;
    }
  }

  listProfiles(): ReturnType<AlibabaCredentials["listProfiles"]> {
    return this.parts.credentials.listProfiles();
  }
}

/** After a single call nobody has looked for what KeyTrail's calls may hide. */
function withUnsearchedCalls(usage: KeyUsage): KeyUsage {
  const { lastUse } = usage;
  if (!lastUse) return { ...usage, ownCalls: {} };
  return { ...usage, ownCalls: isOther(lastUse) ? { otherUse: lastUse } : { mayHideOthers: true } };
}

const PAGE_SIZE = "20";
/** Has the form of an ID and is a placeholder by every tool's rules. */
const NOBODYS_ID = `LTAI${"0".repeat(20)}`;

interface ListedUse {
  readonly use: RecordedUse;
  readonly product: Product;
}

/** The newest first; those without a time last. */
function usesOf(products: readonly Product[], language: string): readonly ListedUse[] {
  const uses: ListedUse[] = [];
  for (const product of products) {
    const use = toUse(product, language);
    if (use) uses.push({ use, product });
  }
  return uses.sort((a, b) => compare(b.use.at ?? "", a.use.at ?? ""));
}

/** The two operations are not updated together; the latest of all times is the last use. */
function newest(uses: readonly RecordedUse[]): LastUse | undefined {
  let latest: LastUse | undefined;
  for (const use of uses) {
    if (use.at !== undefined && (!latest || use.at > latest.at)) latest = { ...use, at: use.at };
  }
  return latest;
}

/** The record of each service's latest use, from uses in this order. */
function recordsOf(uses: readonly ListedUse[]): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (const { use, product } of uses) {
    const record = recordText(product.Detail);
    if (use.service && record !== undefined && !records.has(use.service.code))
      records.set(use.service.code, record);
  }
  return records;
}

/** By code unit, which is the order of time for ISO 8601. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Masked or absent IDs say nothing; another one means that the answer is about another key. */
function isAboutAnother({ AccessKeyId: id }: Info, key: KeyRef): boolean {
  return id !== undefined && /^[A-Za-z0-9.]+$/.test(id) && id !== key.id;
}

function toPage<Row>(
  page: { readonly entries: readonly Row[]; readonly nextToken: string | undefined },
  toEntry: (row: Row) => DetailEntry | undefined,
): DetailPage {
  return {
    entries: page.entries.map(toEntry).filter((entry) => entry !== undefined),
    ...(page.nextToken !== undefined && { nextPageToken: page.nextToken }),
  };
}
