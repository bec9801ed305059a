import { present } from "../util/present";
import { without } from "../util/without";
import type { KeyUsage, LastUse, ProductUse, RememberedUse, Service, UseNews } from "../usage/keyUsage";
import type { DetailPage } from "../usage/provider";
import { rememberUse, rememberUses } from "./cadence";

/**
 * The answer, with what is in it for the first time since the one that was kept, and with what is worth remembering of
 * both. What is new stays new, look-up after look-up, until somebody has seen it (`withoutNews`).
 */
export function withMemory(answer: KeyUsage, known: KeyUsage | undefined): KeyUsage {
  if (answer.outcome === "not-found") return answer;
  const before = known?.outcome === "not-found" ? undefined : known;
  const news = before && newsOf(answer, before);
  const remembered = rememberedOf(answer, before);
  const rest = without(answer, "news", "remembered");
  return { ...rest, ...(news && { news }), ...(remembered && { remembered }) };
}

/** The answer after somebody has seen what is new in it. */
export function withoutNews(answer: KeyUsage): KeyUsage {
  return without(answer, "news");
}

/** The answer, with what a page of a key's records shows of when it was used; complete from its oldest to its newest. */
export function withActivity(answer: KeyUsage, { entries }: DetailPage): KeyUsage {
  const times = entries.flatMap(({ at, isOther }) => (at === undefined || isOther ? [] : [at]));
  const before = answer.remembered?.uses ?? [];
  // A page of later ones has come before: this one is not the newest, and what is between them is not known here.
  const isNewest = times.some((at) => at >= (before[0]?.at ?? "") || at === answer.lastUse?.at);
  if (!isNewest) return answer;
  const uses = rememberUses(before, times, answer.asOf);
  return JSON.stringify(uses) === JSON.stringify(before)
    ? answer
    : { ...answer, remembered: { ...answer.remembered, uses } };
}

/** The last use, leaving out KeyTrail's own calls where they are known. */
function countedUse({ lastUse, ownCalls }: KeyUsage): LastUse | undefined {
  return ownCalls ? ownCalls.otherUse : lastUse;
}

function newsOf(answer: KeyUsage, before: KeyUsage): UseNews | undefined {
  const uses = usesToCompare(answer, before);
  const knownAddresses = new Set(placesOf(before, "ip"));
  const knownRegions = new Set(placesOf(before, "region"));
  const knownServices = new Set(servicesOf(before).map(({ code }) => code));
  const addresses = [
    ...(before.news?.addresses ?? []),
    ...textsOf(uses, "ip").filter((ip) => !knownAddresses.has(ip)),
  ];
  const regions = [
    ...(before.news?.regions ?? []),
    ...textsOf(uses, "region").filter((region) => !knownRegions.has(region)),
  ];
  const services = [
    ...(before.news?.services ?? []),
    ...uses.flatMap(({ service }) => (service && !knownServices.has(service.code) ? [service] : [])),
  ];
  if (addresses.length + regions.length + services.length === 0) return undefined;
  return {
    since: before.news?.since ?? before.asOf,
    ...present({
      addresses: someOf(addresses),
      services: someOf(distinct(services)),
      regions: someOf(regions),
    }),
  };
}

/** A service that is listed because the services were asked for this time is not new for that. */
function usesToCompare(answer: KeyUsage, before: KeyUsage): readonly (LastUse | ProductUse)[] {
  const last = countedUse(answer);
  const listed = before.products ? (answer.products ?? []) : [];
  const counted = answer.ownCalls
    ? listed.filter(({ at }) => at !== undefined && at <= (last?.at ?? ""))
    : listed;
  return [...(last ? [last] : []), ...counted];
}

function placesOf(usage: KeyUsage, place: "ip" | "region"): readonly string[] {
  const { remembered = {}, products = [], lastUse } = usage;
  const earlier = (place === "ip" ? remembered.addresses : remembered.regions) ?? [];
  return [...textsOf([...(lastUse ? [lastUse] : []), ...products], place), ...earlier];
}

function servicesOf({ lastUse, products = [] }: KeyUsage): readonly Service[] {
  return [...(lastUse?.service ? [lastUse.service] : []), ...products.map(({ service }) => service)];
}

function rememberedOf(answer: KeyUsage, before: KeyUsage | undefined): RememberedUse | undefined {
  const last = countedUse(answer);
  const known = before?.remembered?.uses ?? [];
  const isDated = last !== undefined && last.mayBeLater !== true;
  const uses = isDated ? rememberUse(known, last.at, answer.asOf) : known;
  const places = (place: "ip" | "region"): readonly string[] | undefined =>
    someOf([...placesOf(answer, place), ...(before ? placesOf(before, place) : [])]);
  const remembered = present({
    uses: uses.length > 0 ? uses : undefined,
    addresses: places("ip"),
    regions: places("region"),
  });
  return Object.keys(remembered).length > 0 ? remembered : undefined;
}

function textsOf(uses: readonly (LastUse | ProductUse)[], place: "ip" | "region"): readonly string[] {
  return uses.flatMap((use) => use[place] ?? []);
}

function distinct(services: readonly Service[]): readonly Service[] {
  return [...new Map(services.map((service) => [service.code, service])).values()];
}

/** The first of each, and not too many for an answer that is kept. */
function someOf<T>(items: readonly T[]): readonly T[] | undefined {
  const some = [...new Set(items)].slice(0, KEPT);
  return some.length > 0 ? some : undefined;
}

const KEPT = 16;
