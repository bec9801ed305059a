import type { Disposable } from "../util/disposable";
import { Emitter, type Event } from "../util/event";
import type { Dismissal, ListedFinding } from "./listedFinding";
import type { WorkspaceFinding } from "../scan/finding";

/** How far the search of the workspace is. What was found earlier stays in the list while another search runs. */
export type ScanState =
  | { readonly kind: "not-scanned" }
  | { readonly kind: "scanning"; readonly files: number; readonly again: boolean }
  | { readonly kind: "scanned"; readonly complete: boolean };

/** Whether a finding is dismissed, and by what. */
export type DismissalOf = (finding: WorkspaceFinding) => Dismissal | undefined;

/**
 * The findings of the workspace, file by file. A search replaces the files as it comes to them, and at its end drops
 * those that it did not come to, so that a list in sight changes where something changed and nowhere else.
 */
export class FindingsStore implements Disposable {
  private readonly changed = new Emitter<undefined>();
  /** Fires when `state` or a finding may have changed. */
  readonly onDidChange: Event<undefined> = this.changed.event;
  private readonly files = new Map<string, readonly WorkspaceFinding[]>();
  private listed: readonly ListedFinding[] | undefined;
  private touched: Set<string> | undefined;
  private current: ScanState = { kind: "not-scanned" };

  constructor(private readonly dismissalOf: DismissalOf) {}

  get state(): ScanState {
    return this.current;
  }

  /** Whether there is something to keep up to date. */
  get wasScanned(): boolean {
    return this.current.kind !== "not-scanned";
  }

  /** All of them, dismissed or not, sorted by file and place. */
  get all(): readonly ListedFinding[] {
    return (this.listed ??= [...this.files.keys()]
      .sort((a, b) => (a < b ? -1 : 1))
      .flatMap((uri) => (this.files.get(uri) ?? []).map((finding) => this.list(finding))));
  }

  get reported(): readonly ListedFinding[] {
    return this.all.filter(({ dismissal }) => dismissal === undefined);
  }

  get dismissed(): readonly ListedFinding[] {
    return this.all.filter(({ dismissal }) => dismissal !== undefined);
  }

  /** The findings of one file. */
  in(uri: string): readonly ListedFinding[] {
    return (this.files.get(uri) ?? []).map((finding) => this.list(finding));
  }

  /** A search begins; what is there stays until it comes to each file. */
  begin(): void {
    this.touched = new Set();
    this.current = { kind: "scanning", files: 0, again: this.wasScanned };
    this.fire();
  }

  /** The search has looked at so many files. */
  progress(files: number): void {
    if (this.current.kind !== "scanning" || this.current.files === files) return;
    this.current = { ...this.current, files };
    this.fire();
  }

  /** What a file holds now, whoever looked: the search, or an editor. Of a file without a key nothing is kept. */
  put(uri: string, findings: readonly WorkspaceFinding[]): void {
    this.touched?.add(uri);
    const before = this.files.get(uri) ?? [];
    if (JSON.stringify(before) === JSON.stringify(findings)) return;
    if (findings.length === 0) this.files.delete(uri);
    else this.files.set(uri, findings.toSorted(byPlace));
    this.fire();
  }

  /** The search is over. One that did not get through says nothing about the files that it did not come to. */
  end({ complete }: { readonly complete: boolean }): void {
    const { touched } = this;
    this.touched = undefined;
    if (complete && touched)
      for (const uri of [...this.files.keys()]) if (!touched.has(uri)) this.files.delete(uri);
    this.current = { kind: "scanned", complete };
    this.fire();
  }

  /** Some files are gone, or are searched no more. */
  dropWhere(isGone: (uri: string) => boolean): void {
    const gone = [...this.files.keys()].filter(isGone);
    for (const uri of gone) this.files.delete(uri);
    if (gone.length > 0) this.fire();
  }

  /** To be called when what is dismissed may have changed. */
  dismissalsChanged(): void {
    this.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private list(finding: WorkspaceFinding): ListedFinding {
    const { uri, range, key, nearSecret } = finding;
    const dismissal = this.dismissalOf(finding);
    return { uri, range, key, ...(nearSecret && { nearSecret }), ...(dismissal && { dismissal }) };
  }

  private fire(): void {
    this.listed = undefined;
    this.changed.fire(undefined);
  }
}

function byPlace(
  { range: { start: a } }: WorkspaceFinding,
  { range: { start: b } }: WorkspaceFinding,
): number {
  return a.line - b.line || a.character - b.character;
}
