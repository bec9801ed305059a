import type { WorkspaceFinding } from "../scan/finding";
import type { Disposable } from "../util/disposable";
import { Emitter, type Event } from "../util/event";
import type { Dismissal, ListedFinding } from "./listedFinding";

/** How far the search of the workspace is. What was found earlier stays in the list while another search runs. */
export type ScanState =
  | { readonly kind: "not-scanned" }
  /** `files` is unknown where whoever searches does not count them. */
  | { readonly kind: "scanning"; readonly files?: number }
  | { readonly kind: "scanned"; readonly complete: boolean };

/** Whether a finding is dismissed, and by what. */
export type DismissalOf = (finding: WorkspaceFinding) => Dismissal | undefined;

/** The findings of the workspace as they are listed: each with what dismisses it, if anything does. */
export class FindingsStore implements Disposable {
  private readonly changed = new Emitter<undefined>();
  /** Fires when `state` or a finding may have changed. */
  readonly onDidChange: Event<undefined> = this.changed.event;
  private findings: readonly WorkspaceFinding[] = [];
  private current: ScanState = { kind: "not-scanned" };
  private listed: Listed | undefined;

  constructor(private readonly dismissalOf: DismissalOf) {}

  get state(): ScanState {
    return this.current;
  }

  /** Whether somebody searched, so that there is something to show. */
  get wasScanned(): boolean {
    return this.current.kind !== "not-scanned";
  }

  /** All of them, dismissed or not, by file and place. */
  get all(): readonly ListedFinding[] {
    return this.lists.all;
  }

  get reported(): readonly ListedFinding[] {
    return this.lists.reported;
  }

  get dismissed(): readonly ListedFinding[] {
    return this.lists.dismissed;
  }

  /** The findings of one file. */
  in(uri: string): readonly ListedFinding[] {
    return this.all.filter((finding) => finding.uri === uri);
  }

  /** What the search has found by now, by file and place. */
  update(findings: readonly WorkspaceFinding[], state: ScanState): void {
    this.findings = findings;
    this.current = state;
    this.fire();
  }

  /** To be called when what is dismissed may have changed. */
  dismissalsChanged(): void {
    this.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private get lists(): Listed {
    return (this.listed ??= this.list());
  }

  private list(): Listed {
    const all = this.findings.map((finding): ListedFinding => {
      const { uri, range, key, nearSecret } = finding;
      const dismissal = this.dismissalOf(finding);
      return { uri, range, key, ...(nearSecret && { nearSecret }), ...(dismissal && { dismissal }) };
    });
    return {
      all,
      reported: all.filter(({ dismissal }) => dismissal === undefined),
      dismissed: all.filter(({ dismissal }) => dismissal !== undefined),
    };
  }

  private fire(): void {
    this.listed = undefined;
    this.changed.fire(undefined);
  }
}

type Listed = Readonly<Record<"all" | "reported" | "dismissed", readonly ListedFinding[]>>;
