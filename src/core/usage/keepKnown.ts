import type { KeyInfo, KeyUsage, LastUse, OwnCalls, ProductUse, Service } from "./keyUsage";

/**
 * A new answer must not sound less used than what was known from the same accounts: the cloud updates its operations
 * separately, and a use that was on record cannot have been undone. So the latest of all times is the last use, and a
 * list of services that was not asked for, or not given this time, stays. What the records do not reach any more goes.
 */
export function keepKnown(answer: KeyUsage, known: KeyUsage | undefined): KeyUsage {
  if (!known || answer.outcome === "not-found") return answer;
  const products = answer.products ?? known.products?.filter(isWithin(answer));
  const keyInfo = mergedInfo(answer.keyInfo, known.keyInfo);
  const knownUse = [known.lastUse].filter(isWithin(answer));
  const latestUse = latest([answer.lastUse, timedUse(products?.[0]), ...knownUse]);
  // A whole answer that knows the time of every use takes the doubt away; a part of one does not.
  const inDoubt = [answer.lastUse, ...(answer.products ? [] : knownUse)];
  const lastUse = latestUse && withDoubt(latestUse, inDoubt, products);
  if (!lastUse) return { ...answer, ...(keyInfo && { keyInfo }) };
  const ownCalls = answer.ownCalls && withKnownUse(answer.ownCalls, known, knownUse[0]);
  const account = answer.account ?? known.account;
  const owner = answer.owner ?? known.owner;
  return {
    ...answer,
    ...(account !== undefined && { account }),
    ...(owner && { owner }),
    outcome: "used",
    lastUse,
    ...(keyInfo && { keyInfo }),
    ...(products && { products }),
    ...(ownCalls && { ownCalls }),
  };
}

/** A use by something else than KeyTrail that was known stays so; one that was not told apart then counts as such. */
function withKnownUse(ownCalls: OwnCalls, known: KeyUsage, knownUse: LastUse | undefined): OwnCalls {
  const otherUse = latest([ownCalls.otherUse, known.ownCalls ? known.ownCalls.otherUse : knownUse]);
  return { ...ownCalls, ...(otherUse && { otherUse }) };
}

/** The answer, made no less used than a use of one of its services that came to light afterwards. */
export function withUse(
  answer: KeyUsage,
  use: LastUse & { readonly service: Service },
  isOwnCall = false,
): KeyUsage {
  const latestUse = latest([answer.lastUse, use]) ?? use;
  const products = answer.products
    ?.map((product) => (isLater(use, product) ? { ...use } : product))
    .sort((a, b) => ((a.at ?? "") < (b.at ?? "") ? 1 : -1));
  const lastUse = withDoubt(latestUse, [answer.lastUse], products);
  const ownCalls =
    answer.ownCalls && !isOwnCall
      ? { ...answer.ownCalls, otherUse: latest([answer.ownCalls.otherUse, use]) ?? use }
      : answer.ownCalls;
  return {
    ...answer,
    outcome: "used",
    lastUse,
    ...(products && { products }),
    ...(ownCalls && { ownCalls }),
  };
}

/** Whether a use says more about its service than the answer's row does. */
export function isLater({ at, service }: LastUse, product: ProductUse): boolean {
  return product.service.code === service?.code && (product.at === undefined || at > product.at);
}

/** The use, marked if some other may be later: one of those known was marked so, or a service has no time. */
function withDoubt(
  use: LastUse,
  uses: readonly (LastUse | undefined)[],
  products: readonly ProductUse[] = [],
): LastUse {
  const mayBeLater = uses.some((one) => one?.mayBeLater) || products.some(({ at }) => at === undefined);
  return mayBeLater ? { ...use, mayBeLater: true } : use;
}

/** What a plain look-up does not ask for stays as it was known; a deletion that was called off does not. */
function mergedInfo(now: KeyInfo | undefined, before: KeyInfo | undefined): KeyInfo | undefined {
  if (!now || !before) return now ?? before;
  const merged: { -readonly [K in keyof KeyInfo]: KeyInfo[K] } = { ...before, ...now };
  if (now.state !== before.state && now.deletionAt === undefined) delete merged.deletionAt;
  return merged;
}

/** Whether a use can still be on record; one without a time can. */
function isWithin({ recordsSince }: KeyUsage) {
  return (use: { readonly at?: string } | undefined): boolean =>
    use !== undefined && (use.at === undefined || recordsSince === undefined || use.at >= recordsSince);
}

function timedUse(product: ProductUse | undefined): LastUse | undefined {
  return product?.at === undefined ? undefined : { ...product, at: product.at };
}

/** The first of equals, so that a new answer keeps its own words. */
function latest(uses: readonly (LastUse | undefined)[]): LastUse | undefined {
  let found: LastUse | undefined;
  for (const use of uses) if (use && (!found || use.at > found.at)) found = use;
  return found;
}
