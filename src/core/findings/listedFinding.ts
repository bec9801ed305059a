import type { WorkspaceFinding } from "../scan/finding";
import { keyText } from "../usage/key";

/** Why a finding is not reported, and where that is written. */
export interface Dismissal {
  readonly by: "comment" | "file";
  readonly reason: string;
  readonly author?: string;
  readonly date?: string;
  readonly expires?: string;
}

/** A finding as it is listed. One that is dismissed stays in the list: it is counted, and can be reviewed. */
export interface ListedFinding extends Omit<WorkspaceFinding, "comment"> {
  readonly dismissal?: Dismissal;
}

/** What commands return: plain JSON. */
export interface PublicFinding extends Omit<WorkspaceFinding, "comment"> {
  readonly dismissed: boolean;
}

/** The public form of a finding. */
export function toPublic({ dismissal, ...finding }: ListedFinding): PublicFinding {
  return { ...finding, dismissed: dismissal !== undefined };
}

/** A group of findings that have something in common. */
export interface FindingGroup {
  /** The key's text, or the file's URI. */
  readonly id: string;
  readonly findings: readonly [ListedFinding, ...ListedFinding[]];
}

/** By key, in the order in which the keys come first. */
export function byKey(findings: readonly ListedFinding[]): readonly FindingGroup[] {
  return grouped(findings, ({ key }) => keyText(key));
}

/** By file, in the order of the list. */
export function byFile(findings: readonly ListedFinding[]): readonly FindingGroup[] {
  return grouped(findings, ({ uri }) => uri);
}

function grouped(
  findings: readonly ListedFinding[],
  idOf: (finding: ListedFinding) => string,
): readonly FindingGroup[] {
  const groups = new Map<string, [ListedFinding, ...ListedFinding[]]>();
  for (const finding of findings) {
    const group = groups.get(idOf(finding));
    if (group) group.push(finding);
    else groups.set(idOf(finding), [finding]);
  }
  return [...groups].map(([id, members]) => ({ id, findings: members }));
}
