import * as vscode from "vscode";
import type { KnownEntry } from "../../core/detect/knownIds";
import type { WorkspaceFinding } from "../../core/scan/finding";
import type { PlacedKey } from "../../core/scan/textSearch";
import type { Log } from "../log";
import { LiveFindings } from "./liveFindings";
import { isScanned, scanWorkspace, searchDocument, searchOneFile } from "./scanner";

/** How far a scan is. */
export interface ScanProgress {
  /** Files looked into; unknown while ripgrep works. */
  readonly files?: number;
  readonly findings: number;
  readonly unreadable: number;
}

export interface WorkspaceKeysParts {
  /** Keys that are found whatever they look like. */
  readonly known: () => readonly KnownEntry[];
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

/** What was found, by whoever has no need to search. */
export type FoundInWorkspace = () => readonly WorkspaceFinding[];

/** The keys in the files of the workspace: found by a scan, and from then on kept as the files change. */
export class WorkspaceKeys implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when `findings` or `progress` may have changed; in a scan several times a second at most. */
  readonly onDidChange = this.changed.event;
  private readonly byFile = new Map<string, readonly WorkspaceFinding[]>();
  private scanning: Scanning | undefined;
  private live: LiveFindings | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isDisposed = false;

  constructor(private readonly parts: WorkspaceKeysParts) {}

  /** By file and place. During a scan those of the last one stay until the file was looked at anew. */
  get findings(): readonly WorkspaceFinding[] {
    return [...this.byFile].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, findings]) => findings);
  }

  /** Of the scan that is under way. */
  get progress(): ScanProgress | undefined {
    return this.scanning && { ...this.scanning.progress };
  }

  /**
   * Scans the workspace; a scan that is under way ends, and its callers get what the new one finds. Cancelled, it keeps
   * what it found, and what was found before in files it did not reach.
   */
  async scan(cancellation?: vscode.CancellationToken): Promise<readonly WorkspaceFinding[]> {
    this.scanning?.ending.abort();
    const scanning: Scanning = {
      ending: new AbortController(),
      seen: new Set(),
      progress: { findings: 0, unreadable: 0 },
    };
    this.scanning = scanning;
    const cancelling = cancellation?.onCancellationRequested(() => {
      scanning.ending.abort();
    });
    if (cancellation?.isCancellationRequested === true) scanning.ending.abort();
    try {
      scanning.done = this.run(scanning);
      await scanning.done;
    } finally {
      cancelling?.dispose();
    }
    await this.latest();
    return this.findings;
  }

  /** Ends the scan that is under way. */
  cancel(): void {
    this.scanning?.ending.abort();
  }

  dispose(): void {
    this.isDisposed = true;
    this.cancel();
    clearTimeout(this.timer);
    this.live?.dispose();
    this.changed.dispose();
  }

  /** Waits for the scan that is under way: another may have taken the place of an earlier. */
  private async latest(): Promise<void> {
    await this.scanning?.done;
  }

  private async run(scanning: Scanning): Promise<void> {
    const { log, extensionUri } = this.parts;
    const { signal } = scanning.ending;
    try {
      const known = this.parts.known();
      this.live ??= this.keepAlive();
      await scanWorkspace(
        {
          ...{ known, signal },
          onFile: (uri, keys) => {
            this.take(scanning, uri, keys);
          },
          onUnreadable: (uri) => {
            scanning.progress.unreadable++;
            if (scanning.progress.unreadable <= TOLD_MAX)
              log.warn(`Could not be read: ${vscode.workspace.asRelativePath(uri)}`);
            this.soon();
          },
          onProgress: (files) => {
            scanning.progress.files = files;
            this.soon();
          },
          onRipgrepFailure: (error) => {
            log.error("Searching with ripgrep; the files are read instead", error);
          },
        },
        extensionUri,
      );
      await this.live.lookIntoEdited();
      if (!signal.aborted) this.forgetAllBut(scanning.seen);
    } finally {
      if (this.scanning === scanning) {
        this.scanning = undefined;
        this.fire();
      }
    }
  }

  private take(scanning: Scanning, uri: vscode.Uri, keys: readonly PlacedKey[]): void {
    if (this.scanning !== scanning) return;
    const name = uri.toString();
    scanning.seen.add(name);
    scanning.progress.findings += keys.length;
    // Where somebody is editing the file, what they see counts; the scan ends with a look at that.
    if (this.live?.isEdited(uri) !== true) this.set(name, keys);
    this.soon();
  }

  private keepAlive(): LiveFindings {
    return new LiveFindings({
      search: (document) => searchDocument(document, this.parts.known()),
      searchFile: (uri) => searchOneFile(uri, this.parts.known()),
      isScanned,
      isKnown: (uri) => this.byFile.has(uri.toString()),
      update: (uri, keys) => {
        this.scanning?.seen.add(uri.toString());
        this.set(uri.toString(), keys);
        this.soon();
      },
      knownIn: (uri) => this.knownIn(uri.toString()),
      onProblem: (error) => {
        this.parts.log.error("Keeping the findings of the workspace", error);
      },
    });
  }

  private set(uri: string, keys: readonly PlacedKey[]): void {
    if (keys.length === 0) this.byFile.delete(uri);
    else
      this.byFile.set(
        uri,
        keys.map((key) => ({ uri, ...key })),
      );
  }

  private knownIn(uri: string): readonly vscode.Uri[] {
    return [...this.byFile.keys()]
      .filter((each) => each === uri || each.startsWith(`${uri}/`))
      .map((each) => vscode.Uri.parse(each, true));
  }

  private forgetAllBut(seen: ReadonlySet<string>): void {
    for (const uri of [...this.byFile.keys()]) if (!seen.has(uri)) this.byFile.delete(uri);
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.fire();
    }, DRAW_MS);
  }

  private fire(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.isDisposed) this.changed.fire();
  }
}

/** As often as everything else is drawn again. */
const DRAW_MS = 250;

/** So many unreadable files are named in the log, and then no more. */
const TOLD_MAX = 50;

interface Scanning {
  readonly ending: AbortController;
  /** Files with keys. */
  readonly seen: Set<string>;
  readonly progress: { files?: number; findings: number; unreadable: number };
  done?: Promise<void>;
}
