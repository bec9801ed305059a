import * as l10n from "@vscode/l10n";
import type { Identity, KeyUsage, LastUse, OneAccountsAnswer } from "../usage/keyUsage";
import type { RecordNotes } from "../usage/provider";
import { labelOf, type AddressTable } from "../verdict/addressLabels";
import { localDate, localTime, timeAgo, utcTime, type Reader } from "./times";

/** The pieces that sentences about an answer are made of. */

interface Moment extends Reader {
  readonly now: number;
  readonly notes?: RecordNotes;
}

/** `RAM user alice`; the kinds the clouds document are translated, others pass through as they are. */
export function describeIdentity({ type, name }: Identity): string | undefined {
  switch (type) {
    case "ram-user":
      return name === undefined ? l10n.t("RAM user") : l10n.t("RAM user {0}", name);
    case "root-account":
      // The cloud's own name for it, `root`, adds nothing.
      return l10n.t("root account");
    case "sub-account":
      return name === undefined ? l10n.t("sub account") : l10n.t("sub account {0}", name);
    case "main-account":
      return name === undefined ? l10n.t("main account") : l10n.t("main account {0}", name);
    case undefined:
      return name;
    default:
      return name === undefined ? type : `${type} ${name}`;
  }
}

/** `DescribeInstances from 203.0.113.7 in cn-hangzhou`. */
export function callFact(
  { event, ip: address, region }: LastUse,
  addressLabels: AddressTable | undefined,
): string | undefined {
  const ip = address === undefined ? undefined : shownAddress(address, addressLabels);
  if (event !== undefined && ip !== undefined) {
    return region === undefined
      ? l10n.t("{0} from {1}", event, ip)
      : l10n.t("{0} from {1} in {2}", event, ip, region);
  }
  if (event !== undefined && region !== undefined) return l10n.t("{0} in {1}", event, region);
  return joined([event, ip, region]);
}

/** An address with the name that the user gave it: `CI (203.0.113.7)`. */
export function shownAddress(ip: string, table: AddressTable | undefined): string {
  const label = table && labelOf(ip, table);
  return label === undefined ? ip : l10n.t("{0} ({1})", label, ip);
}

/** `RAM user alice · account prod (1047…)`. */
export function identityFact(usage: KeyUsage, lastUse: LastUse | undefined): string | undefined {
  const owner = usage.owner ?? lastUse?.by;
  const number = usage.owner?.accountId;
  const account =
    usage.account === undefined
      ? undefined
      : number === undefined
        ? l10n.t("account {0}", usage.account)
        : l10n.t("account {0} ({1})", usage.account, number);
  const fact = joined([owner && describeIdentity(owner), account]);
  return fact === "" ? undefined : fact;
}

/** When it was, in the reader's time zone and in UTC; as the cloud wrote it where it named no time zone. */
export function timeFact({ at, zonelessTime }: LastUse, reader: Reader): string {
  if (zonelessTime !== undefined)
    return l10n.t("{0}, in a time zone that the cloud did not name", zonelessTime.replace("T", " "));
  const ms = Date.parse(at);
  return l10n.t("{0} ({1})", localTime(ms, reader), utcTime(ms));
}

/** A record that is no use by a program, as what it is. */
export function otherActivityFact({ otherActivity }: KeyUsage, moment: Moment): string | undefined {
  if (!otherActivity) return undefined;
  const { event = "", at, zonelessTime, source = "" } = otherActivity;
  const when = zonelessTime ?? timeAgo(Date.parse(at), moment.now, moment);
  switch (source.toUpperCase()) {
    case "CONSOLE":
      return l10n.t(
        "Latest record: {0}, by a person in the console (CONSOLE), {1}. No program did that.",
        event,
        when,
      );
    case "SYSTEM":
      return l10n.t(
        "Latest record: {0}, by the cloud itself (SYSTEM), {1}. No program did that.",
        event,
        when,
      );
    default:
      return l10n.t("Latest record: {0} ({1}), {2}. No program did that.", event, source, when);
  }
}

/** What state the key itself is in, where that changes what its use means. */
export function stateFact({ keyInfo }: KeyUsage, reader: Reader): string | undefined {
  const state = keyInfo?.state;
  if (state === undefined) return undefined;
  const deletionAt = keyInfo?.deletionAt;
  switch (state.toUpperCase()) {
    case "DISABLE":
    case "INACTIVE":
      return l10n.t("The key is disabled ({0}).", state);
    case "REVOKE":
      return deletionAt === undefined
        ? l10n.t("The key is scheduled for deletion ({0}).", state)
        : l10n.t(
            "The key is scheduled for deletion on {1} ({0}).",
            state,
            localDate(Date.parse(deletionAt), reader),
          );
    default:
      return undefined;
  }
}

/** The first of them that has a name, else the first that has a kind: a record may name only the one or the other. */
export function whoShort(candidates: readonly (Identity | undefined)[]): string | undefined {
  const known = candidates.filter((one) => one !== undefined);
  const who =
    known.find(({ name, type }) => name !== undefined || type === "root-account") ??
    known.find(({ type }) => type !== undefined);
  if (!who) return undefined;
  return who.type === "root-account" ? l10n.t("root account") : (who.name ?? describeIdentity(who));
}

/** How far the records reach, how far they are behind, and who was asked when. */
export function footnote(usage: KeyUsage, moment: Moment): string {
  return joined([
    usage.recordsSince === undefined
      ? undefined
      : l10n.t("Records since {0}", localDate(Date.parse(usage.recordsSince), moment)),
    moment.notes?.freshness,
    askedNote(usage, moment),
  ]);
}

/** `asked 2 minutes ago by account prod`. */
export function askedNote(usage: KeyUsage, moment: Moment): string {
  const ago = askedAgo(usage, moment);
  return usage.account === undefined
    ? l10n.t("asked {0}", ago)
    : l10n.t("asked {0} by account {1}", ago, usage.account);
}

/** How long ago the cloud was asked. */
export function askedAgo({ asOf }: KeyUsage, moment: Moment): string {
  return timeAgo(Date.parse(asOf), moment.now, moment);
}

/** `prod: access denied, needs …`, one line for each account that was asked; none where a single one was. */
export function accountFacts({ account, accountAnswers = [] }: KeyUsage): readonly string[] {
  return accountAnswers.map((answer) => accountFact(answer, answer.account === account));
}

/** The problem of the account that the verdict is of stands below in full, so here its first sentence will do. */
function accountFact({ account, outcome, problem }: OneAccountsAnswer, isToldBelow: boolean): string {
  switch (outcome) {
    case "no-use-on-record":
      return l10n.t("{0}: no use on record, and no word of whose key it is", account);
    case "not-found":
      return l10n.t("{0}: not found", account);
    case "denied":
      return problem?.needs === undefined
        ? l10n.t("{0}: access denied", account)
        : l10n.t("{0}: access denied, needs {1}", account, problem.needs);
    case "failed": {
      const message = problem?.message ?? "";
      return l10n.t("{0}: look-up failed: {1}", account, isToldBelow ? firstSentence(message) : message);
    }
  }
}

/** For where there is no room for more. */
export function firstSentence(text: string): string {
  const end = /\.(\s|$)|。/.exec(text)?.index ?? text.length;
  return text.slice(0, end);
}

/** Facts in one line, without those that are missing. */
export function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}
