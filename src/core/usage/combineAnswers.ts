import type { Account } from "./account";
import type { UsageError } from "./errors";
import type { KeyRef } from "./key";
import type { KeyUsage, OneAccountsAnswer } from "./keyUsage";
import type { LookUpAnswer } from "./provider";

/** What one account said about a key. */
export type AccountAnswer =
  | { readonly account: Account; readonly answer: LookUpAnswer }
  | { readonly account: Account; readonly error: UsageError };

/**
 * One answer out of what several accounts said. The order is chosen so that no answer sounds safer than the worst
 * that may be true:
 * 1. a use on record anywhere (the newest);
 * 2. no use on record, from an account that named the key's owner or knows the key itself, so it is certainly its own;
 * 3. an account whose key it certainly is, of a kind that the cloud tells nothing about;
 * 4. an account that could not say: the key may be its own and in use;
 * 5. no use on record without an owner: a cloud may answer so for a key of somebody else;
 * 6. in none of the accounts.
 */
export function combineAnswers(
  key: KeyRef,
  answers: readonly AccountAnswer[],
  records: { readonly recordsSince?: string; readonly asOf: string },
): LookUpAnswer {
  const accountsAsked = answers.map(({ account }) => account.name);
  const heard = answers.filter((one) => "answer" in one);
  const used = heard.filter(({ answer }) => answer.usage.outcome === "used").sort(newestFirst);
  const certain = latestOf(used) ?? heard.find(({ answer }) => isItsOwn(answer.usage));
  if (certain) return withAsked(certain.answer, accountsAsked);

  const base = { key, accountsAsked, ...records };
  const silent = answers.filter((one) => "error" in one).filter(({ error }) => error.kind !== "not-found");
  // What may pass by itself comes first: the denied account may well be one that never had the key.
  const worst =
    silent.find(({ error }) => error.kind === "untracked") ??
    silent.find(({ error }) => error.kind !== "denied") ??
    silent[0];
  if (worst) {
    const usage: KeyUsage = {
      ...base,
      account: worst.account.name,
      outcome: worst.error.kind === "denied" ? "denied" : "failed",
      problem: worst.error.toProblem(),
      // One verdict must not hide what the other accounts need.
      ...(answers.length > 1 && { accountAnswers: answers.map(saidBy) }),
    };
    return { usage };
  }

  const [unowned, ...others] = heard;
  if (unowned && others.length === 0) return withAsked(unowned.answer, accountsAsked);
  // Several accounts know of no use and none says whose key it is: no account's name belongs under the answer.
  if (unowned) {
    const problem = heard.find(({ answer }) => answer.usage.problem)?.answer.usage.problem;
    return { usage: { ...base, outcome: "no-use-on-record", ...(problem && { problem }) } };
  }
  const hint = answers.find((one) => "error" in one && one.error.saysMore);
  const problem = hint && "error" in hint ? hint.error.toProblem() : undefined;
  return { usage: { ...base, outcome: "not-found", ...(problem && { problem }) } };
}

/** Whether the answer shows that the key is the account's. */
export function isItsOwn({ owner, keyInfo }: KeyUsage): boolean {
  return owner !== undefined || keyInfo !== undefined;
}

/**
 * The newest use. One account may sign with the very key, and its calls are what another account sees: the answer that
 * tells these apart counts, unless something newer is on record, of which nobody knows whether it is such a call.
 */
function latestOf([newest, ...others]: readonly { readonly answer: LookUpAnswer }[]):
  { readonly answer: LookUpAnswer } | undefined {
  const signers = [newest, ...others].find((one) => one?.answer.usage.ownCalls);
  const ownCalls = signers?.answer.usage.ownCalls;
  if (!newest || !signers || !ownCalls || newest.answer.usage.ownCalls) return newest;
  const { usage } = newest.answer;
  if ((usage.lastUse?.at ?? "") <= (signers.answer.usage.lastUse?.at ?? "")) return signers;
  return {
    answer: { ...newest.answer, usage: { ...usage, ownCalls: { ...ownCalls, mayHideOthers: true } } },
  };
}

function saidBy(one: AccountAnswer): OneAccountsAnswer {
  const account = one.account.name;
  if ("answer" in one) return { account, outcome: "no-use-on-record" };
  if (one.error.kind === "not-found") return { account, outcome: "not-found" };
  return {
    account,
    outcome: one.error.kind === "denied" ? "denied" : "failed",
    problem: one.error.toProblem(),
  };
}

function newestFirst(a: { readonly answer: LookUpAnswer }, b: { readonly answer: LookUpAnswer }): number {
  return (b.answer.usage.lastUse?.at ?? "").localeCompare(a.answer.usage.lastUse?.at ?? "");
}

function withAsked(answer: LookUpAnswer, accountsAsked: readonly string[]): LookUpAnswer {
  return { ...answer, usage: { ...answer.usage, accountsAsked } };
}
