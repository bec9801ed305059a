import { createHash, randomBytes } from "node:crypto";
import * as vscode from "vscode";
import {
  DISMISSAL_FILE,
  parseDismissals,
  withDismissal,
  withoutDismissals,
  type DismissalEntry,
  type DismissalFile,
} from "../../core/findings/dismissalFile";
import { dayOf, dismissalOf, Dismissals, type HashId } from "../../core/findings/dismissals";
import type { Dismissal } from "../../core/findings/listedFinding";
import type { WorkspaceFinding } from "../../core/scan/finding";
import type { Clock } from "../../core/util/clock";

/** What is asked of a dismissal beside its key: `path` is absent for the whole folder. */
export type NewDismissal = Omit<DismissalEntry, "key" | "date">;

/** The files that say which findings are dismissed: one in the root of each folder of the workspace. */
export class DismissalFiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when another look may dismiss other findings. */
  readonly onDidChange = this.changed.event;
  private readonly byFolder = new Map<string, Dismissals>();
  /** Asked for every finding at every change, and slow to find out. */
  private readonly places = new Map<string, FilePlace>();
  private readonly listening: vscode.Disposable[];
  private watchers: vscode.Disposable[] = [];

  constructor(private readonly clock: Clock) {
    this.listening = [vscode.workspace.onDidChangeWorkspaceFolders(() => void this.start())];
  }

  /** Reads the files, and watches them from now on. */
  async start(): Promise<void> {
    for (const watcher of this.watchers) watcher.dispose();
    this.places.clear();
    const folders = vscode.workspace.workspaceFolders ?? [];
    this.watchers = folders.map((folder) => this.watch(folder));
    const there = new Set(folders.map(({ uri }) => uri.toString()));
    for (const uri of [...this.byFolder.keys()]) if (!there.has(uri)) this.byFolder.delete(uri);
    await Promise.all(folders.map((folder) => this.read(folder)));
  }

  /** What dismisses a finding at this moment. */
  dismissalOf(finding: WorkspaceFinding): Dismissal | undefined {
    const { folder, path } = this.placeOf(finding.uri);
    return dismissalOf(finding, this.byFolder.get(folder), path, dayOf(this.clock.now()));
  }

  /** What is wrong with the files, in sentences. */
  get problems(): readonly { readonly folder: string; readonly message: string }[] {
    return [...this.byFolder].flatMap(([folder, { file }]) =>
      problemsOf(file).map((message) => ({ folder, message })),
    );
  }

  /** How many dismissals have expired, and report again. */
  get expired(): number {
    const today = dayOf(this.clock.now());
    return [...this.byFolder.values()].flatMap((dismissals) => dismissals.expired(today)).length;
  }

  /** Writes one more dismissal. Fails with a sentence where the file cannot be read or is being edited. */
  async dismiss(folder: vscode.WorkspaceFolder, id: string, { path, ...said }: NewDismissal): Promise<void> {
    const text = await this.textToChange(folder);
    const file = parseDismissals(text);
    const salt = file.state === "ok" ? file.salt : randomBytes(16).toString("hex");
    const where = path === undefined ? {} : { path };
    const date = dayOf(this.clock.now());
    const { reason, author, expires } = said;
    await this.write(
      folder,
      withDismissal(
        text,
        {
          key: hashId(salt, id),
          ...where,
          reason,
          ...(author !== undefined && { author }),
          date,
          ...(expires !== undefined && { expires }),
        },
        salt,
      ),
    );
  }

  /** Takes back what dismisses a key in a file; tells whether there was anything. */
  async restore(folder: vscode.WorkspaceFolder, id: string, path: string): Promise<boolean> {
    const text = await this.textToChange(folder);
    const file = parseDismissals(text);
    if (text === undefined || file.state !== "ok") return false;
    const key = hashId(file.salt, id);
    const left = withoutDismissals(
      text,
      (entry) => entry.key === key && (entry.path === undefined || entry.path === path),
    );
    if (left === undefined) return false;
    await this.write(folder, left);
    return true;
  }

  dispose(): void {
    for (const item of [...this.listening, ...this.watchers]) item.dispose();
    this.changed.dispose();
  }

  private placeOf(uri: string): FilePlace {
    const known = this.places.get(uri);
    if (known) return known;
    const parsed = vscode.Uri.parse(uri, true);
    const folder = vscode.workspace.getWorkspaceFolder(parsed);
    const place = folder
      ? { folder: folder.uri.toString(), path: pathIn(folder, parsed) }
      : { folder: "", path: "" };
    this.places.set(uri, place);
    return place;
  }

  private watch(folder: vscode.WorkspaceFolder): vscode.Disposable {
    const pattern = new vscode.RelativePattern(folder, DISMISSAL_FILE);
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const again = (): void => void this.read(folder);
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(again),
      watcher.onDidChange(again),
      watcher.onDidDelete(again),
    );
  }

  private async read(folder: vscode.WorkspaceFolder): Promise<void> {
    const text = await readText(dismissalUri(folder));
    this.byFolder.set(folder.uri.toString(), new Dismissals(parseDismissals(text), hashId));
    this.changed.fire();
  }

  /** The text as it is at this moment, as another window may have changed it. */
  private async textToChange(folder: vscode.WorkspaceFolder): Promise<string | undefined> {
    const uri = dismissalUri(folder);
    const open = vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === uri.toString(),
    );
    if (open?.isDirty)
      throw new DismissalProblem(vscode.l10n.t("{0} has changes that are not saved yet.", DISMISSAL_FILE));
    const text = await readText(uri);
    const file = parseDismissals(text);
    if (file.state === "broken") throw new DismissalProblem(file.problem);
    return text;
  }

  private async write(folder: vscode.WorkspaceFolder, text: string): Promise<void> {
    await vscode.workspace.fs.writeFile(dismissalUri(folder), new TextEncoder().encode(text));
    await this.read(folder);
  }
}

/** The folder that a file is in, and its path below it. */
interface FilePlace {
  readonly folder: string;
  readonly path: string;
}

/** Why a file of dismissals was not written, in a sentence. Nothing in it was changed. */
export class DismissalProblem extends Error {
  override readonly name = "DismissalProblem";
}

/** Where the dismissals of a folder are. */
export function dismissalUri(folder: vscode.WorkspaceFolder): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, DISMISSAL_FILE);
}

/** A file's path below its folder, with `/`. */
export function pathIn(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(folder.uri.path.replace(/\/$/, "").length + 1);
}

function problemsOf(file: DismissalFile): readonly string[] {
  switch (file.state) {
    case "absent":
      return [];
    case "broken":
      return [file.problem];
    case "ok":
      return file.mistakes;
  }
}

/** Anybody can check an entry by hand: it is the SHA-256 of salt, colon and ID. */
const hashId: HashId = (salt, id) => createHash("sha256").update(`${salt}:${id}`).digest("hex");

/** `undefined` where there is no such file. One that cannot be read is taken for an empty one, which is broken. */
async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === "FileNotFound" ? undefined : "";
  }
}
