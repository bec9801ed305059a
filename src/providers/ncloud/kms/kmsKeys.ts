import { UsageError } from "../../../core/usage/errors";
import type { KeyRef } from "../../../core/usage/key";
import type { Identity, KeyInfo, KeyUsage, LastUse, Problem, ProductUse } from "../../../core/usage/keyUsage";
import type { DetailPage, DetailRequest, LookUpAnswer, LookUpRequest } from "../../../core/usage/provider";
import type { Clock } from "../../../core/util/clock";
import type { NcloudApi } from "../ncloudApi";
import type { Operation } from "../operations";
import { recordsSince } from "../records";
import { PAGE_SIZE, type ActivityLog, type Period } from "./activityLog";
import { pageTokenOf, readPageToken, type PlaceInLog } from "./activityPages";
import type { KeyDirectory } from "./keyDirectory";
import { askAll, placesOf, worstOf, type KeyPlace } from "./keyPlaces";
import { LatestUse } from "./latestUse";
import { KEY_INFO, VERSION_COUNT, type ActivityPage } from "./schema";
import { kmsService } from "./kmsService";
import { toDetailEntry, toKeyInfo } from "./toUsage";

export interface KmsKeysParts {
  readonly api: NcloudApi;
  readonly directory: KeyDirectory;
  readonly log: ActivityLog;
  readonly clock: Clock;
}

/** Answers about KMS keys. */
export class KmsKeys {
  private readonly latestUse: LatestUse;

  constructor(private readonly parts: KmsKeysParts) {
    this.latestUse = new LatestUse(parts.api, parts.log);
  }

  async lookUp({ key, account, products }: LookUpRequest, signal: AbortSignal): Promise<LookUpAnswer> {
    const { places, failures } = await placesOf(this.parts.directory, account, key.id, signal);
    const { answers, errors } = await askAll(places, (place) => this.ask(key, place, products, signal));
    const used = answers
      .filter(({ usage }) => usage.lastUse !== undefined)
      .sort((a, b) => ((a.usage.lastUse?.at ?? "") < (b.usage.lastUse?.at ?? "") ? 1 : -1))[0];
    if (used) return used;
    const [answer] = answers;
    const isCertain =
      failures.length === 0 && errors.every(({ kind }) => kind === "not-found") && answer !== undefined;
    // The host that answered "no use" need not be the one that has the key.
    if (isCertain) return answer;
    throw worstOf(errors, failures, account);
  }

  async lookUpDetail({ key, account, pageToken }: DetailRequest, signal: AbortSignal): Promise<DetailPage> {
    const place =
      pageToken === undefined ? { page: 1, period: this.periodOf(key) } : readPageToken(pageToken);
    const { places, failures } = await placesOf(this.parts.directory, account, key.id, signal);
    const { answers, errors } = await askAll(places, (one) =>
      this.parts.log.page(one, place.period, place.page, signal),
    );
    const page = answers.find(({ records }) => records.length > 0) ?? answers[0];
    if (page === undefined) throw worstOf(errors, failures, account);
    return toPage(page, place);
  }

  private periodOf(key: KeyRef): Period {
    const to = this.parts.clock.now();
    return { from: recordsSince(key, to)?.getTime() ?? to, to };
  }

  private async ask(
    key: KeyRef,
    place: KeyPlace,
    products: boolean,
    signal: AbortSignal,
  ): Promise<LookUpAnswer> {
    const { directory } = this.parts;
    const { account, host, row } = place;
    const period = this.periodOf(key);
    const [use, about] = await Promise.all([
      this.latestUse.of(place, period, row !== undefined, signal),
      products ? this.about(place, signal) : undefined,
    ]);
    const { lastUse, other, text } = use;
    const keyInfo = about?.keyInfo ?? toKeyInfo(row, undefined, undefined);
    const nrn = use.nrn ?? keyInfo?.nrn;
    const baseUrl = about?.baseUrl ?? (lastUse && row === undefined ? host : undefined);
    await directory.learn(account, key.id, { baseUrl, nrn }, signal);
    // A use names who made it. Where there is none, that the account has the key makes the answer certain.
    const owner = lastUse ? undefined : ownerOf(row !== undefined, nrn);
    const problem = use.problem ?? about?.problem;
    const usage: KeyUsage = {
      key,
      account: account.name,
      outcome: lastUse ? "used" : "no-use-on-record",
      ...(owner && { owner }),
      ...(lastUse && { lastUse }),
      ...(other && { otherActivity: other }),
      ...(keyInfo && { keyInfo }),
      ...(products && { products: lastUse ? [productOf(lastUse)] : [] }),
      recordsSince: new Date(period.from).toISOString(),
      asOf: new Date(period.to).toISOString(),
      ...(problem && { problem }),
    };
    const records = products && text !== undefined && new Map([[kmsService().code, text]]);
    return { usage, ...(records && { records }) };
  }

  private async about(place: KeyPlace, signal: AbortSignal): Promise<About> {
    const { api } = this.parts;
    const { account, host, keyTag, row } = place;
    const path = `/kms/v1/keys/${encodeURIComponent(keyTag)}`;
    const part = async <T>(answer: Promise<T>): Promise<T | UsageError> =>
      answer.catch((error: unknown) => {
        if (error instanceof UsageError && error.kind !== "cancelled") return error;
        throw error;
      });
    const question = (operation: Operation, rest = "") => ({ operation, host, path: `${path}${rest}` });
    const [details, versions] = await Promise.all([
      part(api.call(account, question("Get Key Info"), KEY_INFO, signal)),
      part(api.call(account, question("Get Key Version List", "/versions"), VERSION_COUNT, signal)),
    ]);
    const known = details instanceof UsageError ? undefined : details;
    const keyInfo = toKeyInfo(row, known, versions instanceof UsageError ? undefined : versions);
    return {
      ...(keyInfo && { keyInfo }),
      ...(known?.baseurl !== undefined && { baseUrl: known.baseurl }),
      ...(details instanceof UsageError && { problem: details.toProblem() }),
    };
  }
}

/** What is known of a key beside its use. */
interface About {
  readonly keyInfo?: KeyInfo;
  readonly baseUrl?: string;
  readonly problem?: Problem;
}

/** A KMS key is the whole account's, whose number is in the resource name: `nrn:PUB:KMS:KR:<number>:Key/<id>`. */
function ownerOf(isListed: boolean, nrn: string | undefined): Identity | undefined {
  const [, accountId] = /^nrn:[^:]*:[^:]*:[^:]*:(\w+):/i.exec(nrn ?? "") ?? [];
  if (!isListed && accountId === undefined) return undefined;
  return { type: "main-account", ...(accountId !== undefined && { accountId }) };
}

function productOf(use: LastUse): ProductUse {
  const { service = kmsService(), at, event, ip, source, by } = use;
  return {
    service,
    at,
    ...(event !== undefined && { event }),
    ...(ip !== undefined && { ip }),
    ...(source !== undefined && { source }),
    ...(by && { by }),
  };
}

function toPage(page: ActivityPage, { page: number, period }: PlaceInLog): DetailPage {
  const { records, totalPages, total } = page;
  const hasMore = totalPages === undefined ? records.length >= PAGE_SIZE : number < totalPages;
  return {
    entries: records.map(toDetailEntry),
    ...(hasMore && { nextPageToken: pageTokenOf({ page: number + 1, period }) }),
    ...(total !== undefined && { total }),
  };
}
