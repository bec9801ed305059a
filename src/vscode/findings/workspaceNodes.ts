import type { FindingGroup, ListedFinding } from "../../core/findings/listedFinding";
import type { KeyRef } from "../../core/usage/key";

/** The rows of the view of the workspace. */
export type WorkspaceNode =
  | NoticeNode
  | FoundKeyNode
  | FoundFileNode
  | PlaceNode
  | DismissedNode
  | ComparisonNode
  | ListNode
  | OwnKeyNode;

/** What is wrong with a file of dismissals. */
export interface NoticeNode {
  readonly type: "notice";
  readonly message: string;
  readonly folder: string;
}

/** A key and all its places. */
export interface FoundKeyNode {
  readonly type: "found-key";
  readonly key: KeyRef;
  readonly findings: FindingGroup["findings"];
}

/** A file; below a key, with the places of that key only. */
export interface FoundFileNode {
  readonly type: "found-file";
  readonly uri: string;
  readonly findings: FindingGroup["findings"];
  readonly below?: KeyRef;
}

/** One place. `named` says whether the row has to say which key it is. */
export interface PlaceNode {
  readonly type: "place";
  readonly finding: ListedFinding;
  /** As commands take it from a row. */
  readonly key: KeyRef;
  readonly named: boolean;
}

/** All that is dismissed: counted, and there to be reviewed. */
export interface DismissedNode {
  readonly type: "dismissed";
  readonly findings: readonly ListedFinding[];
}

/** Code, settings and accounts side by side. */
export interface ComparisonNode {
  readonly type: "comparison";
  readonly lists: readonly ListNode[];
}

/** One of the three lists. */
export interface ListNode {
  readonly type: "list";
  readonly list: "not-in-accounts" | "not-in-code" | "never-seen";
  readonly keys: readonly OwnKeyNode[];
  /** Of how many keys of the code it is not known yet whether they belong here. */
  readonly notAsked: number;
}

/** A key of one of the lists. */
export interface OwnKeyNode {
  readonly type: "own-key";
  readonly list: ListNode["list"];
  readonly key: KeyRef;
  readonly account?: string;
}
