import * as l10n from "@vscode/l10n";
import { describeIdentity } from "../describe/facts";
import { maskId, type KeyKind, type KeyRef } from "../usage/key";
import type { Identity, KeyInfo, LastUse, Problem, ProductUse, Service } from "../usage/keyUsage";
import type { UsageState } from "../usage/usageService";
import type { JudgedUsage, VerdictKind } from "../verdict/verdict";
import { judgedState, type VerdictWording } from "../verdict/verdictWords";

/** A key to report about, and what is known of it before anybody asks about its use: from settings, from lists. */
export interface ReportKey {
  readonly key: KeyRef;
  /** The account that lists it. */
  readonly account?: string;
  readonly owner?: Identity;
  readonly keyInfo?: KeyInfo;
  /** Where it stands in the files of the workspace, if somebody had these searched. */
  readonly places?: readonly string[];
}

/** One key of a report, in plain values: every writer and the report's page take them from here. */
export interface ReportRow {
  readonly account?: string;
  readonly provider: string;
  readonly owner?: Identity;
  /** As the reader wants IDs shown. */
  readonly keyId: string;
  readonly label?: string;
  readonly kind: KeyKind;
  readonly state?: string;
  readonly created?: string;
  /** Where it stands in the files of the workspace, as `path:line` with lines from 1; absent when nothing was found. */
  readonly places?: readonly string[];
  readonly verdict: VerdictKind;
  /** The use that the verdict rests on. */
  readonly lastUse?: ReportedUse;
  /** With `no-use-on-record`: nothing is on record since then. */
  readonly since?: string;
  readonly recordsSince?: string;
  /** Absent when the cloud was not asked. */
  readonly asOf?: string;
  readonly reasons: readonly string[];
  readonly caveats: readonly string[];
  readonly problem?: Pick<Problem, "code" | "message" | "requestId">;
}

/** A use, without what only the cloud's own pages have. */
export interface ReportedUse {
  readonly at: string;
  readonly mayBeLater?: true;
  readonly service?: Service;
  readonly event?: string;
  readonly ip?: string;
  readonly region?: string;
  readonly by?: Identity;
}

/** What is known of a key, as a row. A key that nobody asked about is one of which nothing can be told. Pure. */
export function reportRowOf(
  { key, account, owner, keyInfo, places }: ReportKey,
  state: UsageState,
  wording: VerdictWording,
  masked: boolean,
): ReportRow {
  const usage = judgedState(state, wording);
  const info = { ...keyInfo, ...usage?.keyInfo };
  const shownAccount = usage?.account ?? account ?? key.account;
  const shownOwner = usage?.owner ?? owner;
  const base = {
    ...(shownAccount !== undefined && { account: shownAccount }),
    provider: key.provider,
    ...(shownOwner && { owner: shownOwner }),
    keyId: masked ? maskId(key.id) : key.id,
    ...(key.label !== undefined && { label: key.label }),
    kind: key.kind,
    ...(info.state !== undefined && { state: info.state }),
    ...(info.createdAt !== undefined && { created: info.createdAt }),
    ...(places && { places }),
  };
  if (!usage)
    return {
      ...base,
      verdict: "cannot-tell",
      reasons: [l10n.t("There is no answer about this key yet.")],
      caveats: [],
    };
  const { verdict, recordsSince, asOf, problem } = usage;
  const use = basisOf(usage);
  // No sentence names the key today; one that does shall not give away what the column beside it hides.
  const shown = (sentence: string): string =>
    masked ? sentence.replaceAll(key.id, maskId(key.id)) : sentence;
  return {
    ...base,
    verdict: verdict.kind,
    ...(use && { lastUse: reportedUse(use) }),
    ...(verdict.since !== undefined && { since: verdict.since }),
    ...(recordsSince !== undefined && { recordsSince }),
    asOf,
    reasons: verdict.reasons.map(shown),
    caveats: verdict.caveats.map(shown),
    ...(problem && {
      problem: {
        code: problem.code,
        message: shown(problem.message),
        ...(problem.requestId !== undefined && { requestId: problem.requestId }),
      },
    }),
  };
}

/** The use that a verdict rests on, out of what the answer holds; the latest record need not be it. */
export function basisOf({
  verdict,
  lastUse,
  ownCalls,
  products = [],
}: JudgedUsage): (LastUse | (ProductUse & { readonly at: string })) | undefined {
  const { at } = verdict;
  if (at === undefined) return undefined;
  if (lastUse?.at === at) return lastUse;
  if (ownCalls?.otherUse?.at === at) return ownCalls.otherUse;
  const product = products.find((one) => one.at === at);
  return product && { ...product, at };
}

function reportedUse(use: NonNullable<ReturnType<typeof basisOf>>): ReportedUse {
  const { at, service, event, ip, region, by } = use;
  return {
    at,
    ...("mayBeLater" in use && { mayBeLater: true }),
    ...(service && { service }),
    ...(event !== undefined && { event }),
    ...(ip !== undefined && { ip }),
    ...(region !== undefined && { region }),
    ...(by && { by }),
  };
}

/** Whose key it is, or who used it, in a few words. */
export function identityText(who: Identity | undefined): string {
  return (who && (describeIdentity(who) ?? who.id)) ?? "";
}
