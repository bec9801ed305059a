import * as l10n from "@vscode/l10n";
import { counted, DAY_MS, daysBetween, timeAgo, type Reader } from "../describe/times";
import type { KeyUsage } from "../usage/keyUsage";
import { judge, type Bench } from "./judge";

/** Both key slots of one user: the newer key, and the one that it replaces. */
export interface KeyPair {
  readonly newer: KeyUsage;
  readonly older: KeyUsage;
}

/** How far a rotation has come, in a sentence; `undefined` where an answer does not say when a key was used. */
export function rotationSentence({ newer, older }: KeyPair, bench: Bench & Reader): string | undefined {
  const [now, before] = [judge(newer, bench).basis, judge(older, bench).basis];
  if (now && before) {
    const ago = timeAgo(Date.parse(now.at), bench.now, bench);
    // A use that may be later than known is no quiet.
    if (before.mayBeLater)
      return l10n.t("The new key was active {0}; whether the old key is quiet, nobody can tell.", ago);
    const days = daysBetween(Date.parse(before.at), Date.parse(older.asOf));
    if (days === 0)
      return l10n.t(
        "The new key was active {0}, and the old key too: {1}.",
        ago,
        timeAgo(Date.parse(before.at), bench.now, bench),
      );
    return counted(days, bench, {
      one: () => l10n.t("The new key was active {0}; the old key has been quiet for {1} day.", ago, days),
      other: () => l10n.t("The new key was active {0}; the old key has been quiet for {1} days.", ago, days),
    });
  }
  if (now && judge(older, bench).kind === "no-use-on-record")
    return l10n.t(
      "The new key was active {0}; no use of the old key is on record.",
      timeAgo(Date.parse(now.at), bench.now, bench),
    );
  if (before && judge(newer, bench).kind === "no-use-on-record")
    return l10n.t(
      "No use of the new key is on record yet; the old key was active {0}.",
      timeAgo(Date.parse(before.at), bench.now, bench),
    );
  return undefined;
}

/** One step of a rotation, in the order in which it is safe. KeyTrail takes none of them: it opens a page or copies a command. */
export interface RotationStep {
  readonly id: string;
  readonly title: () => string;
  readonly tick: Tick;
  /** Where a person can take it. */
  readonly consoleUrl?: (at: StepPlace) => string;
  /** A command of the cloud's own CLI that takes it, for a person to run. */
  readonly command?: (at: StepPlace) => string;
}

/** Which key and whose a step is about. */
export interface StepPlace {
  readonly olderId: string;
  readonly userName: string | undefined;
}

/**
 * What ticks a step by itself:
 * - `exists`: the user has a newer key.
 * - `used`: the newer key is in use.
 * - `quiet`: the older key has had no use for so many days, by a whole answer.
 * - `disabled`: the older key is switched off.
 * - `gone`: the older key is no more.
 * - `by-hand`: nothing on record shows it.
 */
export type Tick =
  | { readonly kind: "exists" | "used" | "disabled" | "gone" | "by-hand" }
  | { readonly kind: "quiet"; readonly days: number };

/** What is known of the two keys; the older may be gone. */
export interface RotationState {
  readonly newer?: KeyUsage;
  readonly older?: KeyUsage;
  /** From the list of the user's keys: whether the older one is still in it. */
  readonly olderExists: boolean;
}

/** Whether a step shows as done. One that cannot be told does not. */
export function isTicked(tick: Tick, { newer, older, olderExists }: RotationState, bench: Bench): boolean {
  switch (tick.kind) {
    case "exists":
      return newer !== undefined;
    case "used":
      return newer !== undefined && judge(newer, bench).kind === "in-use";
    case "quiet":
      return !olderExists || (older !== undefined && isQuiet(older, tick.days, bench));
    case "disabled":
      return !olderExists || isDisabled(older);
    case "gone":
      return !olderExists;
    case "by-hand":
      return false;
  }
}

/** By a verdict with the step's days as its threshold: whatever makes that one doubtful makes the quiet doubtful. */
function isQuiet(usage: KeyUsage, days: number, { now }: Bench): boolean {
  const { kind, since } = judge(usage, { now, staleAfterDays: days });
  if (kind === "stale") return true;
  return (
    kind === "no-use-on-record" &&
    since !== undefined &&
    Date.parse(usage.asOf) - Date.parse(since) >= days * DAY_MS
  );
}

function isDisabled(usage: KeyUsage | undefined): boolean {
  return /^(disabled?|inactive)$/i.test(usage?.keyInfo?.state ?? "");
}
