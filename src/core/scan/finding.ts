import type { KeyRef } from "../usage/key";

/** A place as VS Code counts: lines and UTF-16 code units, both from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** A key at a place in a file of the workspace; plain JSON, so that it crosses threads, commands and files as it is. */
export interface WorkspaceFinding {
  readonly uri: string;
  readonly range: { readonly start: Place; readonly end: Place };
  readonly key: Pick<KeyRef, "provider" | "kind" | "id">;
  /** The shape of the matching secret stands within reach; the secret itself is never kept. */
  readonly nearSecret?: true;
  /** The reason of a `keytrail-ignore` comment beside it. */
  readonly comment?: string;
}
