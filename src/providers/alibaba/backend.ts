import * as l10n from "@vscode/l10n";
import type { Account } from "../../core/usage/account";
import { UsageError } from "../../core/usage/errors";
import type { KeyUsage, LastUse, ProductUse } from "../../core/usage/keyUsage";
import type {
  DetailEntry,
  DetailPage,
  DetailRequest,
  LookUpAnswer,
  LookUpRequest,
} from "../../core/usage/provider";
import type { Clock } from "../../core/util/clock";
import type { ActionTrail } from "./actionTrail";
import type { AlibabaCredentials } from "./credentials/alibabaCredentials";
import { parseAlibabaKey } from "./parseKey";
import { recordsSince } from "./records";
import { EVENTS, INFO, IPS, PRODUCTS, recordText, RESOURCES, type Info, type Product } from "./schema";
import { toDetailEntry, toLastUse, toOwner, toProduct } from "./toUsage";

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

  async lookUp({ key, account, products }: LookUpRequest, signal: AbortSignal): Promise<LookUpAnswer> {
    const query = { AccessKey: key.id };
    const { actionTrail, language } = this.parts;
    const [info, services] = await Promise.allSettled([
      actionTrail.call(account, "GetAccessKeyLastUsedInfo", query, INFO, signal),
      products
        ? actionTrail.call(account, "GetAccessKeyLastUsedProducts", query, PRODUCTS, signal)
        : undefined,
    ]);
    const listed = services.status === "fulfilled" ? services.value?.entries : undefined;
    const rows = listed && toRows(listed, language);
    // A list of used services is proof of use even when the plain question was refused.
    if (info.status === "rejected" && !rows?.some(({ at }) => at !== undefined)) throw info.reason;

    const answered = info.status === "fulfilled" ? info.value : undefined;
    const lastUse = newest(answered && this.lastUse(answered, account), rows);
    const owner = answered && toOwner(answered);
    const missing = [info, services].find((part) => part.status === "rejected")?.reason as unknown;
    const now = this.parts.clock.now();
    const usage: KeyUsage = {
      key,
      account: account.name,
      outcome: lastUse ? "used" : "no-use-on-record",
      ...(owner && { owner }),
      ...(lastUse && { lastUse }),
      ...(rows && { products: rows }),
      recordsSince: recordsSince(now).toISOString(),
      asOf: new Date(now).toISOString(),
      ...(missing instanceof UsageError && { problem: missing.toProblem() }),
    };
    return { usage, ...(listed && { records: recordsOf(listed) }) };
  }

  async lookUpDetail(request: DetailRequest, signal: AbortSignal): Promise<DetailPage> {
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
    }
  }

  checkAccount(account: Account): ReturnType<AlibabaCredentials["check"]> {
    return this.parts.credentials.check(account);
  }

  async tryAccount(account: Account, signal: AbortSignal): Promise<KeyUsage | undefined> {
    const { accessKeyId } = await this.parts.credentials.resolve(account, signal);
    const own = parseAlibabaKey(accessKeyId, true);
    // The cloud keeps no last use of a temporary key; any ID shows whether the account may ask, even nobody's.
    const key =
      own?.kind === "access-key" ? own : { provider: "alibaba", kind: "access-key" as const, id: NOBODYS_ID };
    try {
      const { usage } = await this.lookUp({ key, account, products: false }, signal);
      return key === own ? usage : undefined;
    } catch (error) {
      if (error instanceof UsageError && error.kind === "not-found") return undefined;
      throw error;
    }
  }

  listProfiles(): ReturnType<AlibabaCredentials["listProfiles"]> {
    return this.parts.credentials.listProfiles();
  }

  /** "No use" is only said when nothing in the answer hints at one. */
  private lastUse(info: Info, account: Account): LastUse | undefined {
    const lastUse = toLastUse(info, this.parts.language);
    if (lastUse !== "untimed") return lastUse;
    throw new UsageError(
      "unreadable",
      l10n.t(
        "Account {0} answered that the key was used, but not when. Look at the key in the console.",
        account.name,
      ),
      { code: "UseWithoutTime" },
    );
  }
}

const PAGE_SIZE = "20";
/** Has the form of an ID and is a placeholder by every tool's rules. */
const NOBODYS_ID = `LTAI${"0".repeat(20)}`;

function toRows(products: readonly Product[], language: string): readonly ProductUse[] {
  return products
    .map((product) => toProduct(product, language))
    .filter((row) => row !== undefined)
    .sort((a, b) => (b.at ?? "").localeCompare(a.at ?? ""));
}

/** The two operations are not updated together; the later of the two times is the last use. */
function newest(lastUse: LastUse | undefined, rows: readonly ProductUse[] | undefined): LastUse | undefined {
  const latest = rows?.[0];
  if (latest?.at === undefined || (lastUse && lastUse.at >= latest.at)) return lastUse;
  return { ...latest, at: latest.at };
}

function recordsOf(products: readonly Product[]): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (const { ServiceName: code, Detail: detail } of products) {
    const record = recordText(detail);
    if (code !== undefined && record !== undefined) records.set(code, record);
  }
  return records;
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
