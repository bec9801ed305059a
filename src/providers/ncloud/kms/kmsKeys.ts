import type { KeyRef } from "../../../core/usage/key";
import type { DetailPage, DetailRequest, LookUpAnswer, LookUpRequest } from "../../../core/usage/provider";
import type { Clock } from "../../../core/util/clock";
import type { NcloudApi } from "../ncloudApi";
import { recordsSince } from "../records";
import { aboutKey, type AboutKey } from "./aboutKey";
import { PAGE_SIZE, type ActivityLog, type Period } from "./activityLog";
import { pageTokenOf, readPageToken, type PlaceInLog } from "./activityPages";
import { answerOf, inDoubt } from "./answerOf";
import { homeFrom, homeUntold, livesElsewhere, type KeyHome } from "./keyHome";
import { askAll, otherPlaces, placesOf, worstOf, type KeyPlace } from "./keyPlaces";
import type { KmsKeyList } from "./kmsKeyList";
import { LatestUse } from "./latestUse";
import type { ActivityPage } from "./schema";
import { latestOf, toDetailEntry } from "./toUsage";

export interface KmsKeysParts {
  readonly api: NcloudApi;
  readonly keyList: KmsKeyList;
  readonly log: ActivityLog;
  readonly clock: Clock;
}

/** One question about a key to one host. */
interface Question {
  readonly key: KeyRef;
  readonly place: KeyPlace;
  readonly products: boolean;
  /** Whether another host's answer led to this one, so that the account certainly has the key. */
  readonly isSent?: boolean;
}

/** Answers about KMS keys. */
export class KmsKeys {
  private readonly latestUse: LatestUse;

  constructor(private readonly parts: KmsKeysParts) {
    this.latestUse = new LatestUse(parts.api, parts.log);
  }

  async lookUp({ key, account, products }: LookUpRequest, signal: AbortSignal): Promise<LookUpAnswer> {
    const { places, failures } = await placesOf(this.parts.keyList, account, key.id, signal);
    const { answers, errors } = await askAll(places, (place) => this.ask({ key, place, products }, signal));
    // A use is one, whichever host has it on record. That there is none counts from the host that the key lives on.
    const best = latestUsed(answers) ?? answers.find(({ usage }) => usage.owner !== undefined);
    if (best) return best;
    const [answer] = answers;
    const isLikely =
      failures.length === 0 && errors.every(({ kind }) => kind === "not-found") && answer !== undefined;
    // The host that answered "no use" need not be the one that has the key.
    if (isLikely) return answer;
    throw worstOf(errors, failures, account);
  }

  async lookUpDetail({ key, account, pageToken }: DetailRequest, signal: AbortSignal): Promise<DetailPage> {
    const place =
      pageToken === undefined
        ? { page: 1, period: periodOf(key, this.parts.clock.now()) }
        : readPageToken(pageToken);
    const { places, failures } = await placesOf(this.parts.keyList, account, key.id, signal);
    const { answers, errors } = await askAll(places, (one) => this.page(one, place, signal));
    const page = answers.find(({ records }) => records.length > 0);
    if (page) return toPage(page, place);
    // An empty page of one host says nothing while another one, which may have the key, does not answer.
    const [empty] = answers;
    const isCertain = failures.length === 0 && errors.every(({ kind }) => kind === "not-found");
    if (empty === undefined || !isCertain) throw worstOf(errors, failures, account);
    return toPage(empty, place);
  }

  private async ask(question: Question, signal: AbortSignal): Promise<LookUpAnswer> {
    const { api, keyList, clock } = this.parts;
    const { key, place, products, isSent = false } = question;
    const { account, host, row } = place;
    const now = clock.now();
    const period = { ...periodOf(key, now), to: now + CLOCK_TOLERANCE_MS };
    const isListed = row !== undefined || isSent;
    const [use, asked] = await Promise.all([
      this.latestUse.of(place, { period, now, isListed }, signal),
      products ? aboutKey(api, place, true, signal) : undefined,
    ]);
    const isHome = await this.isKnownHome(place, signal);
    const about = asked ?? (use.lastUse || isHome ? undefined : await aboutKey(api, place, false, signal));
    const home = this.homeOf(place, about, isHome);
    const answer = answerOf({ key, place, products, use, about, now, recordsSince: period.from });
    const usedHere = use.lastUse !== undefined && row === undefined ? host : undefined;
    const learnt = {
      home: home.state === "known" ? home.host : usedHere,
      nrn: use.nrn ?? about?.keyInfo?.nrn,
    };
    await keyList.learn(account, key.id, learnt, signal);

    if (home.state === "untold") {
      // A use needs no home.
      if (use.lastUse) return answer;
      const doubtful = inDoubt(answer, about?.problem ?? homeUntold(host));
      return isSent ? doubtful : this.askOthers(doubtful, question, signal);
    }
    if (home.state === "known" && home.host === host) return answer;
    if (home.state === "known" && !isSent) return this.askHome(answer, home.host, question, signal);
    const error = livesElsewhere(home.state === "known" ? new URL(home.host).host : home.name);
    if (use.lastUse) return inDoubt(answer, error.toProblem());
    throw error;
  }

  /** What the key's own host says; the answer of another one counts as far as it is a use. */
  private async askHome(
    answer: LookUpAnswer,
    host: string,
    question: Question,
    signal: AbortSignal,
  ): Promise<LookUpAnswer> {
    const { place } = question;
    const { answers, errors } = await askAll([{ ...place, host }], (one) =>
      this.ask({ ...question, place: one, isSent: true }, signal),
    );
    const [there] = answers;
    if (there) return latestUsed([answer, there]) ?? there;
    const error = worstOf(errors, [], place.account);
    if (answer.usage.lastUse) return inDoubt(answer, error.toProblem());
    throw error;
  }

  /** While nobody says where the key lives, any host that lists it may know of a use. */
  private async askOthers(
    doubtful: LookUpAnswer,
    question: Question,
    signal: AbortSignal,
  ): Promise<LookUpAnswer> {
    const { keyList } = this.parts;
    const others = question.place.row ? await otherPlaces(keyList, question.place, signal) : [];
    const { answers } = await askAll(others, (place) =>
      this.ask({ ...question, place, isSent: true }, signal),
    );
    return latestUsed(answers) ?? doubtful;
  }

  /** An empty page counts from the host that the key lives on. */
  private async page(
    place: KeyPlace,
    { page: number, period }: PlaceInLog,
    signal: AbortSignal,
  ): Promise<ActivityPage> {
    const { api, log, keyList } = this.parts;
    const page = await log.page(place, period, number, signal);
    if (page.records.length > 0 || (await this.isKnownHome(place, signal))) return page;
    const home = this.homeOf(place, await aboutKey(api, place, false, signal), false);
    if (home.state === "foreign") throw livesElsewhere(home.name);
    if (home.state === "untold") return page;
    await keyList.learn(place.account, place.keyTag, { home: home.host }, signal);
    return home.host === place.host ? page : log.page({ ...place, host: home.host }, period, number, signal);
  }

  private async isKnownHome({ account, host, keyTag }: KeyPlace, signal: AbortSignal): Promise<boolean> {
    return (
      account.endpoint !== undefined || (await this.parts.keyList.homeOf(account, keyTag, signal)) === host
    );
  }

  private homeOf({ account, host }: KeyPlace, about: AboutKey | undefined, isKnownHome: boolean): KeyHome {
    const { kms: hosts } = this.parts.api.hostsOf(account);
    const told = account.endpoint === undefined ? homeFrom(about?.baseUrl, hosts) : undefined;
    if (told && told.state !== "untold") return told;
    const isOnlyOne = hosts.length === 1 && about !== undefined && about.problem === undefined;
    return isKnownHome || isOnlyOne ? { state: "known", host } : { state: "untold" };
  }
}

/** A use may have a time that this machine's clock has yet to reach; the cloud lets it be 5 minutes behind. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** To this moment, so that what happens later does not shift the pages. */
function periodOf(key: KeyRef, now: number): Period {
  return { from: recordsSince(key, now)?.getTime() ?? now, to: now };
}

function latestUsed(answers: readonly LookUpAnswer[]): LookUpAnswer | undefined {
  const latest = latestOf(answers.map(({ usage }) => usage.lastUse));
  return latest && answers.find(({ usage }) => usage.lastUse === latest);
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
