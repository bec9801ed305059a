import type { SampleRequest } from "../src/sample/requestLog";
import type { Compared, EditorResult, LoopDelay } from "./jobs";
import type { BenchRow } from "./row";
import { median } from "./statistics";

/** IDs, by the file they stand in. */
interface Keys {
  readonly twoHundred: readonly string[];
  readonly thousand: readonly string[];
}

/** What was measured in the extension host, and what arrived at the cloud meanwhile, in words. */
export function editorRows(
  result: EditorResult,
  asked: readonly SampleRequest[],
  { twoHundred, thousand }: Keys,
): BenchRow[] {
  return [
    ...loadRows(result),
    ...hoverRows(result),
    ...lensRows(result),
    ...lookUpRows("200 keys in one file", requestsFor(asked, twoHundred), twoHundred.length),
    loopRow("… the extension host's event loop meanwhile", result.twoHundred),
    // Those of the smaller file were known by then.
    ...lookUpRows("800 more keys in one file of 1,000", requestsFor(asked, thousand.slice(200)), 800),
    loopRow("… the extension host's event loop meanwhile", result.thousand),
    loopRow("… and with nothing to look up, for comparison", result.idle, "–"),
  ];
}

/** What KeyTrail allows itself, for each account and operation. */
const PER_SECOND = 20;

/** Modules that nobody should wait for before the first look-up. */
const HEAVY = /^(node:)?(https?|http2|crypto|tls|net)$|alibaba/;

function loadRows({
  heapGrowth,
  loadedAtActivation,
  loadedBefore,
  loadedByFirstLookUp,
  firstLenses,
  firstLookUp,
}: EditorResult): BenchRow[] {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);
  const early = loadedBefore.filter((name) => HEAVY.test(name));
  const own = loadedAtActivation.filter((name) => name.startsWith("."));
  const late = loadedByFirstLookUp.filter((name) => HEAVY.test(name));
  return [
    {
      what: "heap after activation, more than before",
      measured: `${megabytes(heapGrowth.keytrail)} MB (an empty extension: ${megabytes(heapGrowth.empty)} MB)`,
      goal: "< 1 MB",
      met: heapGrowth.keytrail < 1e6,
    },
    {
      what: "files of KeyTrail that its first one requires while no key is in sight",
      measured: own.length === 0 ? "none" : own.join(", "),
      goal: "none",
      met: own.length === 0,
    },
    {
      what: "the first lenses of a window, for which the features are loaded",
      measured: `${firstLenses.took.toFixed(0)} ms, ${firstLenses.computed.toFixed(0)} ms computing`,
      goal: "–",
      met: true,
    },
    {
      what: "the SDK, https or crypto required before the first look-up",
      measured: `${early.length === 0 ? "none" : early.join(", ")} (by it: ${late.join(", ")})`,
      goal: "none",
      // Without anything loaded later, the watching itself must be broken.
      met: early.length === 0 && late.length > 0,
    },
    {
      what: "the first look-up, which loads the SDK, from hover to answer",
      measured: `${firstLookUp.toFixed(0)} ms`,
      goal: "–",
      met: true,
    },
  ];
}

function hoverRows({ knownHover, unknownHover }: EditorResult): BenchRow[] {
  const alone = median(knownHover.alone);
  return [
    {
      what: "hover on a known key",
      measured: `${alone.toFixed(2)} ms`,
      goal: "≤ 5 ms",
      met: alone <= 5,
    },
    overRow("… through VS Code's window and back, over a ready-made hover", knownHover, 5),
    overRow("hover on an unknown key, over a bare request to the same cloud", unknownHover.alone, 10),
    overRow(
      "… through VS Code's window and back, over a hover that is ready after a bare request",
      unknownHover.throughWindow,
    ),
  ];
}

function lensRows({ lenses }: EditorResult): BenchRow[] {
  const alone = median(lenses.alone);
  return [
    {
      what: `lenses of ${lenses.count.toLocaleString("en")} IDs in one file, after an edit`,
      measured: `${alone.toFixed(1)} ms`,
      goal: "≤ 20 ms",
      met: alone <= 20,
    },
    overRow("… through VS Code's window and back, over as many ready-made ones", lenses, 20),
  ];
}

function requestsFor(asked: readonly SampleRequest[], ids: readonly string[]): readonly SampleRequest[] {
  const wanted = new Set(ids);
  return asked.filter(({ accessKey }) => accessKey !== undefined && wanted.has(accessKey));
}

function lookUpRows(what: string, requests: readonly SampleRequest[], keys: number): BenchRow[] {
  const distinct = new Set(requests.map(({ accessKey }) => accessKey)).size;
  const times = requests.map(({ at }) => at);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  // One after the other, the first at once.
  const least = (keys - 1) / PER_SECOND;
  return [
    {
      what: `${what}: requests, and keys they are about`,
      measured: `${requests.length}, ${distinct}`,
      goal: `${keys}, ${keys}`,
      met: requests.length === keys && distinct === keys,
    },
    {
      what: `… from the first to the last, at ${PER_SECOND} a second`,
      measured: `${seconds.toFixed(1)} s`,
      goal: `${least.toFixed(1)} s, 10 % more at most`,
      met: seconds >= least - 0.1 && seconds <= least * 1.1,
    },
  ];
}

function loopRow(
  what: string,
  { late, computed, seconds }: LoopDelay,
  goal = "< 16 ms of computing",
): BenchRow {
  return {
    what,
    measured: `${computed.toFixed(1)} ms computing, ${late.toFixed(1)} ms late by the clock, at most (${seconds.toFixed(0)} s)`,
    goal,
    // Other programs make a timer late too; what the thread computes is its own.
    met: computed < 16,
  };
}

/** Two things that took turns, so that whatever slows the machine slows both. */
function overRow(what: string, { ours, other }: Compared, limitMs?: number): BenchRow {
  const over = median(ours.map((each, index) => each - (other[index] ?? Number.NaN)));
  return {
    what,
    measured: `${over.toFixed(1)} ms (${median(ours).toFixed(1)} against ${median(other).toFixed(1)})`,
    goal: limitMs === undefined ? "–" : `≤ ${limitMs} ms`,
    met: limitMs === undefined || over <= limitMs,
  };
}
