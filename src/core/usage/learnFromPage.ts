import { present } from "../util/present";
import { withActivity } from "../verdict/news";
import { isLater, withUse } from "./keepKnown";
import type { KeyUsage } from "./keyUsage";
import type { DetailPage, DetailRequest } from "./provider";

/** The answer, with what a page of its detail knows beyond it: the clouds update the two separately. */
export function learnFromPage(
  known: KeyUsage,
  { service, kind }: Pick<DetailRequest, "service" | "kind">,
  page: DetailPage,
): KeyUsage {
  let learnt = known;
  for (const { name, at, event, ip, region, source, by, isOther, isOwnCall } of page.entries) {
    if (at === undefined || isOther) continue;
    const isNamedByEvent = kind === "events" || kind === "activity";
    const call = { event: isNamedByEvent ? name : event, ip: kind === "addresses" ? name : ip };
    const use = { at, service, ...present({ ...call, region, source, by }) };
    const isLaterThan = (one: { readonly at: string } | undefined): boolean => at > (one?.at ?? "");
    const isNews =
      isLaterThan(learnt.lastUse) ||
      (learnt.products ?? []).some((row) => isLater(use, row)) ||
      (learnt.ownCalls !== undefined && !isOwnCall && isLaterThan(learnt.ownCalls.otherUse));
    if (isNews) learnt = withUse(learnt, use, isOwnCall);
  }
  return kind === "activity" ? withActivity(learnt, page) : learnt;
}
