import type { Summary } from "../../../src/core/describe/summarize";
import type { JudgedUsage } from "../../../src/core/verdict/verdict";
import { MOST_LATE_MS, runsOf, type Future, type Job } from "./futures";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** An answer is reused for this long, as the settings have it: what it holds is of when it was given. */
const REUSED_MS = HOUR;
/** A job beyond this is none that a reader could have in mind. */
const FUTURE_MS = 400 * DAY;

/** What somebody was told about a key, and when. */
export interface Told {
  readonly future: Future;
  readonly usage: JudgedUsage;
  readonly summary: Summary;
  readonly staleAfterDays: number;
  readonly now: number;
}

/** What is wrong with what was told; for what the cloud cannot tell, whether the words said so. */
export interface Finding {
  /** Why acting on it would break something. */
  readonly danger?: string;
  /** What was invisible and stood in the words. */
  readonly carried: readonly Invisible[];
}

/**
 * What no answer can show: calls that the cloud does not record, jobs that are yet to run, uses whose records are on
 * their way, uses after an answer that is shown again, and calls that are KeyTrail's own by all that is recorded.
 */
export type Invisible = "uncovered" | "to come" | "on its way" | "after the answer";

/** Compares what was told with what is true. */
export function check(told: Told): Finding {
  const { future, usage, now, staleAfterDays } = told;
  const { verdict } = usage;
  const restsOn = restsOnNoUse(told);
  if (restsOn !== undefined) return { danger: restsOn, carried: [] };
  if (!soundsSafe(told)) return { carried: [] };
  if (!isAnswered(future)) return { danger: "nothing is known of the key", carried: [] };

  const asOf = Date.parse(usage.asOf);
  const isOfNow = now - asOf <= REUSED_MS;
  const visibleUntil = (isOfNow ? asOf : now) - MOST_LATE_MS;
  const windowMs = verdict.kind === "stale" ? staleAfterDays * DAY : windowOf(future);
  const from = asOf - windowMs;
  const uses = future.jobs.filter(isUse);
  const recorded = uses.filter(({ manner }) => manner.record !== "none");
  const words = [...verdict.reasons, ...verdict.caveats].join("\n");
  const needs: [Invisible, boolean, RegExp][] = [
    [
      "uncovered",
      anyRun(
        uses.filter(({ manner }) => manner.record === "none"),
        from,
        now,
      ),
      COVERAGE,
    ],
    ["to come", anyRun(uses, now + 1, now + FUTURE_MS), /fits inside a quiet period/],
    ["on its way", anyRun(recorded, asOf - MOST_LATE_MS, asOf), /How fresh the cloud's records are/],
    ["after the answer", !isOfNow && anyRun(recorded, asOf, now), /what happened since is not known/],
  ];
  // With an answer that says how old it is, what came after it is invisible, and must stand in the words.
  const seen = anyRun(
    recorded,
    from + 1,
    isOfNow ? visibleUntil : Math.min(visibleUntil, asOf - MOST_LATE_MS),
  );
  if (seen) return { danger: "a use inside the window is on record", carried: [] };
  const due = needs.filter(([, isDue]) => isDue);
  const missing = due.find(([, , pattern]) => !pattern.test(words));
  if (missing) return { danger: `no word of what is ${missing[0]}`, carried: [] };
  return { carried: due.map(([name]) => name) };
}

const COVERAGE = /The cloud records most services, not all/;

/** Whether somebody could act on it: by its kind, or by its words on any surface. */
function soundsSafe({ usage, summary }: Told): boolean {
  const { kind } = usage.verdict;
  const isSafeKind = kind === "stale" || kind === "no-use-on-record";
  const isSafeStanding = summary.standing === "stale" || summary.standing === "no-use-on-record";
  const isSafeText = [summary.line, summary.short, summary.headline].some((text) =>
    /^no use|\(stale\)|^stale/i.test(text),
  );
  return isSafeKind || isSafeStanding || isSafeText;
}

/** A verdict never rests on KeyTrail's own calls, nor on what no program did. */
function restsOnNoUse({ future, usage }: Told): string | undefined {
  const { at, kind } = usage.verdict;
  if (at === undefined || kind === "cannot-tell" || future.isZoneless) return undefined;
  const time = Date.parse(at);
  const isRunOf = (job: Job): boolean => runsOf(job, time - 1_000, time + 1_000, 1).length > 0;
  const others = future.jobs.filter((job) => !isUse(job));
  return others.some(isRunOf) && !future.jobs.filter(isUse).some(isRunOf)
    ? "the verdict rests on what is no use"
    : undefined;
}

function isUse({ manner }: Job): boolean {
  return manner.by === undefined;
}

function isAnswered({ attitude }: Future): boolean {
  return attitude === "tells" || attitude === "hides-services";
}

/** How far back the cloud's records reach. */
function windowOf({ cloud }: Future): number {
  return cloud === "kms" ? 30 * DAY : 400 * DAY;
}

function anyRun(jobs: readonly Job[], from: number, to: number): boolean {
  return to >= from && jobs.some((job) => runsOf(job, from, to, 1).length > 0);
}
