import { fileURLToPath } from "node:url";
import { createDetector } from "../src/core/detect/findKeys";
import { indexKnownIds } from "../src/core/detect/knownIds";
import { alibabaPatterns } from "../src/providers/alibaba/patterns";
import { ncloudPatterns } from "../src/providers/ncloud/patterns";
import { LOWER, makeIds } from "../test/support/syntheticIds";
import { asTable, type BenchRow } from "./row";
import { readSourceTree } from "./sourceTree";

const ROUNDS = 9;
const patterns = [...alibabaPatterns, ...ncloudPatterns];
const detector = createDetector(patterns);
// The plain way to write it: every prefix as it stands.
const anyPrefix = new RegExp(
  patterns
    .flatMap(({ prefix }) => prefix)
    .map((prefix) => prefix.replace(/[^A-Za-z0-9]/g, String.raw`\$&`))
    .join("|"),
  "g",
);

/** Measures detection; two things that are compared take turns, so that whatever slows the machine slows both. */
export async function benchDetect(): Promise<BenchRow[]> {
  const tree = await readSourceTree(fileURLToPath(new URL("../node_modules", import.meta.url)), 200_000_000);
  const size = tree.reduce((sum, text) => sum + text.length, 0);
  const find = (texts: readonly string[]) => (): void => {
    for (const text of texts) detector.find(text);
  };
  const bareUnion = (): void => {
    for (const text of tree) countMatches(anyPrefix, text);
  };
  const { longTerm, characters } = makeIds(1);
  const known = indexKnownIds(
    Array.from({ length: 200 }, (_, n) => ({
      provider: "other",
      kind: "kms-key",
      id: characters(n % 2 === 0 ? 16 : 64),
    })),
  );
  const findKnown = (): void => {
    for (const text of tree) detector.find(text, known);
  };
  const listed = indexKnownIds(
    Array.from({ length: 200 }, (_, n) => ({
      key: { provider: "other", kind: "kms-key" as const, id: characters(64, "0123456789abcdef") },
      aliases: [`${characters(5 + (n % 5), LOWER)}-${characters(1 + (n % 5), LOWER)}`],
    })),
  );
  const findListed = (): void => {
    for (const text of tree) detector.find(text, listed);
  };
  const [ours, union, withKnown, withNames] = medians(find(tree), bareUnion, findKnown, findListed);

  const lines = ascii(tree, 20_000_000);
  const oneLine = lines.replace(/\n/g, " ");
  const [inLines, inOneLine] = medians(find([lines]), find([oneLine]));

  const document = lines.slice(5_000_000, 6_000_000);
  const page = lines.slice(7_000_000, 7_020_000);
  const [forDocument] = medians(find([detached(document)]));
  const [forPages] = medians(find(Array.from({ length: 1000 }, () => detached(page))));

  const chinese = '访问密钥叫史台，口令在这里：config.get("AccessKey")\n'.repeat(500_000);
  const [inChinese] = medians(find([chinese]));
  const base64 = `${characters(70)}+${longTerm(24)}/`.repeat(200_000);
  const [inBase64] = medians(find([base64]));

  const rate = size / 1000 / ours;
  const bareRate = size / 1000 / union;
  const megabytes = (texts: number): string => `${(texts / 1e6).toFixed(0)} MB`;
  return [
    {
      what: `detection, ${tree.length} files of node_modules, ${megabytes(size)}`,
      measured: `${rate.toFixed(0)} MB/s`,
      goal: "≥ 600 MB/s",
      met: rate >= 600,
    },
    {
      what: "… against one bare union expression of the prefixes",
      measured: `${(rate / bareRate).toFixed(2)} × (of ${bareRate.toFixed(0)} MB/s)`,
      goal: "≥ 0.45 ×",
      met: rate / bareRate >= 0.45,
    },
    {
      what: "… with 200 known IDs",
      measured: `${(size / 1000 / withKnown).toFixed(0)} MB/s`,
      goal: "–",
      met: true,
    },
    {
      what: "… with 200 known tags and their names",
      measured: `${(size / 1000 / withNames).toFixed(0)} MB/s`,
      goal: "–",
      met: true,
    },
    {
      what: "a document of 1 MB",
      measured: `${forDocument.toFixed(2)} ms`,
      goal: "≤ 2 ms",
      met: forDocument <= 2,
    },
    {
      what: "a document of 20 kB",
      // A thousand of them take as many milliseconds as one takes microseconds.
      measured: `${forPages.toFixed(1)} µs`,
      goal: "≤ 50 µs",
      met: forPages <= 50,
    },
    {
      what: "20 MB in one line against the same in short lines",
      measured: `${(inOneLine / inLines).toFixed(2)} × (${inOneLine.toFixed(1)} ms)`,
      goal: "≤ 2 ×",
      met: inOneLine <= 2 * inLines,
    },
    {
      what: "Chinese text",
      measured: `${(chinese.length / 1000 / inChinese).toFixed(0)} M characters/s`,
      goal: "–",
      met: true,
    },
    {
      what: `${megabytes(base64.length)} of base64 in one line, an ID every 96 characters`,
      measured: `${(base64.length / 1000 / inBase64).toFixed(0)} MB/s`,
      goal: "–",
      met: true,
    },
  ];
}

function countMatches(expression: RegExp, text: string): number {
  let count = 0;
  while (expression.test(text)) count++;
  return count;
}

/** Milliseconds each takes in the median, taking turns; a first turn warms up and does not count. */
function medians<T extends readonly (() => void)[]>(...tasks: T): { [K in keyof T]: number } {
  const times = tasks.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [n, task] of tasks.entries()) {
      const start = performance.now();
      task();
      if (round > 0) times[n]?.push(performance.now() - start);
    }
  }
  return times.map((each) => each.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN) as {
    [K in keyof T]: number;
  };
}

/** The beginning of the tree as one text with one byte per character, as most documents are. */
function ascii(texts: readonly string[], length: number): string {
  let text = "";
  for (const next of texts) {
    // eslint-disable-next-line no-control-regex -- everything beyond ASCII is what is meant
    text += next.replace(/[^\x00-\x7f]/g, "?");
    if (text.length >= length) break;
  }
  return detached(text.slice(0, length));
}

/** A flat copy, as an editor would hand over, in place of a view of a larger text. */
function detached(text: string): string {
  return Buffer.from(text).toString();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  void benchDetect().then((rows) => {
    console.log(asTable(rows));
  });
}
