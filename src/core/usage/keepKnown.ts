import type { KeyUsage } from "./keyUsage";

/**
 * A new answer without a list of services, because it was not asked for or not given, must not throw away the one that
 * is known. Nor may it sound less used than that list: the clouds update the two separately, and a use that was on
 * record cannot have been undone, so the later of the two times is the last use.
 */
export function keepKnownServices(answer: KeyUsage, known: KeyUsage | undefined): KeyUsage {
  if (!known?.products || answer.products || answer.outcome === "not-found") return answer;
  const products = known.products.filter(({ at }) => at === undefined || at >= answer.recordsSince);
  const latest = products.find(({ at }) => at !== undefined);
  if (latest?.at === undefined || (answer.lastUse && answer.lastUse.at >= latest.at))
    return { ...answer, products };
  const account = answer.account ?? known.account;
  return {
    ...answer,
    ...(account !== undefined && { account }),
    outcome: "used",
    lastUse: { ...latest, at: latest.at },
    products,
  };
}
