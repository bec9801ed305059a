/** A pattern that another scanner publishes for these IDs, in JavaScript; the ID is its first group. */
export interface OtherScanner {
  readonly name: string;
  readonly expressions: readonly RegExp[];
  /** What it asks of an ID besides. */
  readonly accepts?: (id: string) => boolean;
}

/** As published in the rules of each, with the flags that their own dialect has for everybody. */
export const OTHERS_FOR_ALIBABA: readonly OtherScanner[] = [
  {
    name: "gitleaks",
    expressions: [/\b(LTAI[A-Za-z0-9]{20})(?:[`'"\s;]|\\[nr]|$)/g],
    accepts: (id) => entropy(id) > 2,
  },
  { name: "trufflehog", expressions: [/\b(LTAI[a-zA-Z0-9]{17,21})["';\s]*/g] },
  {
    name: "Kingfisher",
    expressions: [/\b(LTAI[A-Za-z0-9]{17,21})\b/g, /\b(STS\.[A-Za-z0-9]{16,64})\b/g],
    // Its rule for temporary IDs is quoted without more.
    accepts: (id) =>
      id.startsWith("STS.") ||
      ((id.match(/[0-9]/g) ?? []).length >= 2 && /[A-Z]/.test(id) && /[a-z]/.test(id) && entropy(id) >= 4),
  },
  { name: "Semgrep", expressions: [/\b(LTAI[a-z0-9]{20})(?:['|"\n\r\s`;]|$)/gi] },
  { name: "a rule like Sonar's", expressions: [/\b(LTAI[0-9A-Za-z]{12}(?::?[0-9A-Za-z]{8})?)\b/g] },
];

/** No large scanner has a rule for NAVER Cloud; these are of small tools. */
export const OTHERS_FOR_NCLOUD: readonly OtherScanner[] = [
  {
    name: "a detector in Go",
    expressions: [
      /\b(ncp_iam_[A-Za-z0-9]{8,})\b/g,
      /(?:X-NCP-IAM-ACCESS-KEY|NCP_(?:SECRET|ACCESS)_KEY)\s*[:=]\s*(\S{8,})/gi,
    ],
  },
  { name: "ncloud-mcp-server", expressions: [/(ncp_iam_[A-Za-z0-9]{16,})/g] },
  { name: "a rule of 12 and more", expressions: [/\b(ncp_iam_[A-Za-z0-9]{12,})\b/g] },
];

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}

/** Where the scanner sees an ID begin. */
export function findAs({ expressions, accepts }: OtherScanner, text: string): readonly number[] {
  const starts = expressions.flatMap((expression) =>
    [...text.matchAll(expression)].flatMap((match) => {
      const id = match[1] ?? "";
      return accepts?.(id) === false ? [] : [match.index + match[0].indexOf(id)];
    }),
  );
  return [...new Set(starts)];
}
